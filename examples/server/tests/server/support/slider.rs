//! Solves a slider CAPTCHA by looking at its two images, as a person does.

use image::{RgbImage, RgbaImage, load_from_memory};

/// So far from its outline the piece's own colours are seen, without its edge.
const EDGE: u32 = 4;
/// A place is a gap if it is darker than the piece by at least so much of it.
const DARKER: f64 = 0.8;

/// The left edge of the piece's image where it belongs, in pixels of the image with the gap.
pub fn solve(image: &[u8], piece: &[u8]) -> u32 {
    let image = load_from_memory(image).unwrap().to_rgb8();
    let piece = load_from_memory(piece).unwrap().to_rgba8();
    let core = core(&piece);
    (0..=image.width() - piece.width())
        .filter_map(|x| Some((x, unevenness(&image, &piece, &core, x)?)))
        .min_by(|(_, one), (_, other)| one.total_cmp(other))
        .expect("nothing in the image is darker than the piece")
        .0
}

/// The pixels around which all is opaque.
fn core(piece: &RgbaImage) -> Vec<(u32, u32)> {
    let is_opaque = |x, y| {
        piece
            .get_pixel_checked(x, y)
            .is_some_and(|pixel| pixel.0[3] == 255)
    };
    let around = |at: u32| at.saturating_sub(EDGE)..=at + EDGE;
    piece
        .enumerate_pixels()
        .map(|(x, y, _)| (x, y))
        .filter(|(x, y)| around(*x).all(|x| around(*y).all(|y| is_opaque(x, y))))
        .collect()
}

/// How much the darkening differs from pixel to pixel if the piece belongs at `x`: in the gap it is
/// the same everywhere. None if that place is not darker than the piece.
fn unevenness(image: &RgbImage, piece: &RgbaImage, core: &[(u32, u32)], x: u32) -> Option<f64> {
    let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
    for (column, row) in core {
        let below = image.get_pixel(x + column, *row).0;
        let above = piece.get_pixel(*column, *row).0;
        for (below, above) in below.into_iter().zip(above) {
            let ratio = f64::from(below) / f64::from(above.max(1));
            sum += ratio;
            squares += ratio * ratio;
            count += 1.0;
        }
    }
    let mean = sum / count;
    (mean < DARKER).then(|| (squares / count - mean * mean) / (mean * mean))
}
