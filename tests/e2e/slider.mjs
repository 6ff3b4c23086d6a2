// Solves a slider CAPTCHA by looking at its two images, as a person would.
import { inflateSync } from 'node:zlib';

// The rim of the piece and of the gap is drawn brighter, each in its own way: so far in, in pixels, neither is.
const RIM = 2;

/**
 * Where the piece belongs: there the image is the piece, evenly darkened.
 * @param {string} originalBase64 the image with the gap, a PNG
 * @param {string} jigsawBase64 the piece in a strip of the same height, a PNG, transparent around it
 * @returns {number} the left edge of the strip, in pixels of the image
 */
export function solve(originalBase64, jigsawBase64) {
  const image = decode(Buffer.from(originalBase64, 'base64'));
  const piece = decode(Buffer.from(jigsawBase64, 'base64'));
  const inside = [];
  for (let row = RIM; row < piece.height - RIM; row += 1) {
    for (let column = RIM; column < piece.width - RIM; column += 1) {
      if (isInside(piece, column, row)) inside.push({ column, row, light: Math.max(light(piece, column, row), 1) });
    }
  }
  let best = { x: 0, unevenness: Infinity };
  for (let x = 0; x <= image.width - piece.width; x += 1) {
    const unevenness = spread(inside.map((pixel) => light(image, x + pixel.column, pixel.row) / pixel.light));
    if (unevenness < best.unevenness) best = { x, unevenness };
  }
  return best.x;
}

function isInside(piece, column, row) {
  const steps = [[0, 0], [-RIM, 0], [RIM, 0], [0, -RIM], [0, RIM]];
  return steps.every(([right, down]) => alpha(piece, column + right, row + down) === 255);
}

/** The variance, in parts of the mean: a darker place is not a more even one. */
function spread(ratios) {
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / ratios.length / mean ** 2;
}

function light({ pixels, width, channels }, column, row) {
  const at = (row * width + column) * channels;
  return 0.2126 * pixels[at] + 0.7152 * pixels[at + 1] + 0.0722 * pixels[at + 2];
}

function alpha({ pixels, width, channels }, column, row) {
  return channels === 4 ? pixels[(row * width + column) * channels + 3] : 255;
}

/** A PNG of 8-bit RGB or RGBA without interlacing, which is all that a CAPTCHA needs. */
function decode(png) {
  const parts = chunks(png);
  const head = parts.find(({ type }) => type === 'IHDR').data;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[head[9]];
  if (head[8] !== 8 || channels === undefined || head[12] !== 0) throw new Error('a kind of PNG that is not read here');
  const data = parts.filter(({ type }) => type === 'IDAT').map((part) => part.data);
  return { width, height, channels, pixels: unfilter(inflateSync(Buffer.concat(data)), width * channels, channels) };
}

function chunks(png) {
  const found = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    found.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}

/** Undoes the filters of PNG's section 9: each byte is told by its difference to those before it. */
function unfilter(lines, stride, channels) {
  const rows = lines.length / (stride + 1);
  const pixels = Buffer.alloc(rows * stride);
  for (let row = 0; row < rows; row += 1) {
    const filter = lines[row * (stride + 1)];
    for (let place = 0; place < stride; place += 1) {
      const at = row * stride + place;
      const left = place >= channels ? pixels[at - channels] : 0;
      const above = row > 0 ? pixels[at - stride] : 0;
      const corner = place >= channels && row > 0 ? pixels[at - stride - channels] : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      pixels[at] = lines[row * (stride + 1) + 1 + place] + guess;
    }
  }
  return pixels;
}

/** Whichever of the three is nearest to left + above - corner. */
function paeth(left, above, corner) {
  const wanted = left + above - corner;
  const [fromLeft, fromAbove, fromCorner] = [left, above, corner].map((value) => Math.abs(wanted - value));
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left;
  return fromAbove <= fromCorner ? above : corner;
}
