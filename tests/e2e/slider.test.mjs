import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { solve } from './slider.mjs';

const [WIDTH, HEIGHT, PIECE] = [120, 40, 20];

for (const [filter, name] of ['none', 'sub', 'up', 'average', 'paeth'].entries()) {
  test(`the place of the piece is found in images with PNG's filter "${name}"`, () => {
    for (const x of [0, 37, WIDTH - PIECE]) {
      const { image, piece } = puzzle(x);
      assert.equal(solve(png(image, WIDTH, 3, filter), png(piece, PIECE, 4, filter)), x);
    }
  });
}

test('a PNG with a palette is refused and not misread', () => {
  const { image, piece } = puzzle(5);
  const palette = Buffer.from(png(image, WIDTH, 3, 0), 'base64');
  palette[25] = 3;
  assert.throws(() => solve(palette.toString('base64'), png(piece, PIECE, 4, 0)), /not read here/);
});

/** A picture without repetition, darkened where a disc of it belongs, and that disc. */
function puzzle(x) {
  const image = Buffer.alloc(WIDTH * HEIGHT * 3);
  const piece = Buffer.alloc(PIECE * HEIGHT * 4);
  for (let row = 0; row < HEIGHT; row += 1) {
    for (let column = 0; column < WIDTH; column += 1) {
      const colour = [0, 1, 2].map((part) => 128 + 90 * Math.sin((column * column) / (300 + 50 * part) + row / 5));
      const isInside = Math.hypot(column - x - PIECE / 2, row - HEIGHT / 2) < 9;
      colour.forEach((value, part) => (image[(row * WIDTH + column) * 3 + part] = value * (isInside ? 0.45 : 1)));
      if (isInside) piece.set([...colour, 255], (row * PIECE + column - x) * 4);
    }
  }
  return { image, piece };
}

/** Writes a PNG whose lines all have one filter. */
function png(pixels, width, channels, filter) {
  const stride = width * channels;
  const lines = Buffer.alloc(HEIGHT * (stride + 1));
  for (let row = 0; row < HEIGHT; row += 1) {
    lines[row * (stride + 1)] = filter;
    for (let place = 0; place < stride; place += 1) {
      const byte = (up, back) => (row < up || place < back ? 0 : pixels[(row - up) * stride + place - back]);
      const [left, above, corner] = [byte(0, channels), byte(1, 0), byte(1, channels)];
      const nearest = [left, above, corner].reduce((best, value) =>
        Math.abs(left + above - corner - value) < Math.abs(left + above - corner - best) ? value : best,
      );
      const guess = [0, left, above, Math.floor((left + above) / 2), nearest][filter];
      lines[row * (stride + 1) + 1 + place] = byte(0, 0) - guess;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, channels === 3 ? 2 : 6], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]).toString('base64');
}

function chunk(type, data) {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, check]);
}
