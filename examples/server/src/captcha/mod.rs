//! The slider CAPTCHA: an image with a gap, and the piece that belongs there.
//!
//! As the vendor has it: an image of 310 by 155 pixels, and the piece as a strip of the same height,
//! so that only its left edge is to be found. Nothing is read from a file: one seed draws all of it.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use thiserror::Error;

mod random;
mod scene;
mod shape;

use random::Random;
use scene::Scene;
use shape::Shape;

/// Of the image, in pixels.
pub const WIDTH: u32 = 310;
/// Of the image and of the piece's strip.
pub const HEIGHT: u32 = 155;
/// Of the piece's strip.
pub const PIECE: u32 = 47;

/// Where the piece may belong: clear of where it starts, and within the image.
const LEFTMOST: u32 = 80;
const RIGHTMOST: u32 = WIDTH - PIECE - 5;
/// How far the middle of the piece stays from the upper and the lower edge.
const MARGIN: u32 = 34;
/// How dark the gap is.
const SHADE: f32 = 0.45;

/// A puzzle, and where its piece belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Puzzle {
    /// The image with the gap, as PNG.
    pub image: Vec<u8>,
    /// The piece's strip, transparent around the piece, as PNG.
    pub piece: Vec<u8>,
    /// The left edge of the strip where the piece belongs, in pixels of the image.
    pub x: u32,
}

/// An image could not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the image could not be written")]
pub struct CaptchaError;

/// Draws a puzzle from 32 random bytes: the same bytes, the same puzzle.
pub fn draw(seed: &[u8; 32]) -> Result<Puzzle, CaptchaError> {
    let mut random = Random::new(seed);
    let (x, y) = place(&mut random);
    let scene = Scene::new(&mut random);
    let shape = Shape::at(x, y);
    let mut image = Vec::with_capacity((WIDTH * HEIGHT * 3) as usize);
    let mut piece = Vec::with_capacity((PIECE * HEIGHT * 4) as usize);
    for row in 0..HEIGHT {
        for column in 0..WIDTH {
            let colour = scene.colour(column, row);
            let (cover, edge) = shape.at_pixel(column, row);
            image.extend(
                colour
                    .map(|part| part * (1.0 - cover * (1.0 - SHADE)) + 60.0 * edge)
                    .map(byte),
            );
            if (x..x + PIECE).contains(&column) {
                piece.extend(colour.map(|part| part + 70.0 * edge).map(byte));
                piece.push(byte(cover * 255.0));
            }
        }
    }
    Ok(Puzzle {
        image: png(&image, WIDTH, ExtendedColorType::Rgb8)?,
        piece: png(&piece, PIECE, ExtendedColorType::Rgba8)?,
        x,
    })
}

/// Where the piece belongs: its left edge, and its middle from above.
fn place(random: &mut Random) -> (u32, u32) {
    (
        random.between(LEFTMOST, RIGHTMOST),
        random.between(MARGIN, HEIGHT - MARGIN),
    )
}

fn byte(value: f32) -> u8 {
    value.clamp(0.0, 255.0) as u8
}

fn png(pixels: &[u8], width: u32, colours: ExtendedColorType) -> Result<Vec<u8>, CaptchaError> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Sub)
        .write_image(pixels, width, HEIGHT, colours)
        .map_err(|_| CaptchaError)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use image::{GenericImageView, load_from_memory};

    use super::*;

    fn seed(number: u32) -> [u8; 32] {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&number.to_be_bytes());
        seed
    }

    #[test]
    fn the_same_seed_draws_the_same_puzzle_and_another_does_not() {
        let first = draw(&seed(1)).unwrap();
        assert_eq!(draw(&seed(1)).unwrap(), first);
        assert_ne!(draw(&seed(2)).unwrap().image, first.image);
    }

    #[test]
    fn the_images_have_the_vendors_sizes_and_are_small() {
        for number in 0..20 {
            let puzzle = draw(&seed(number)).unwrap();
            let image = load_from_memory(&puzzle.image).unwrap();
            let piece = load_from_memory(&puzzle.piece).unwrap();
            assert_eq!(image.dimensions(), (WIDTH, HEIGHT));
            assert_eq!(piece.dimensions(), (PIECE, HEIGHT));
            let bytes = puzzle.image.len() + puzzle.piece.len();
            assert!(bytes < 130_000, "{bytes}");
        }
    }

    #[test]
    fn every_place_is_as_likely_as_any_other() {
        const DRAWN: u32 = 20_000;
        let mut counts = vec![0_u32; (RIGHTMOST - LEFTMOST + 1) as usize];
        for number in 0..DRAWN {
            let (x, y) = place(&mut Random::new(&seed(number)));
            assert!((MARGIN..=HEIGHT - MARGIN).contains(&y));
            counts[(x - LEFTMOST) as usize] += 1;
        }
        let expected = f64::from(DRAWN) / counts.len() as f64;
        let chi_square: f64 = counts
            .iter()
            .map(|count| (f64::from(*count) - expected).powi(2) / expected)
            .sum();
        // 178 degrees of freedom: more than 250 comes once in four thousand times.
        assert!(chi_square < 250.0, "{chi_square}");
    }

    #[test]
    fn the_gap_is_the_piece_in_the_dark() {
        for number in 0..20 {
            let puzzle = draw(&seed(number)).unwrap();
            let image = load_from_memory(&puzzle.image).unwrap().to_rgb8();
            let piece = load_from_memory(&puzzle.piece).unwrap().to_rgba8();
            let whole = piece
                .enumerate_pixels()
                .filter(|(.., pixel)| pixel[3] == 255);
            let (mut bright, mut dark) = (0_u64, 0_u64);
            for (column, row, pixel) in whole {
                let gap = image.get_pixel(puzzle.x + column, row);
                bright += pixel.0[..3]
                    .iter()
                    .map(|part| u64::from(*part))
                    .sum::<u64>();
                dark += gap.0.iter().map(|part| u64::from(*part)).sum::<u64>();
            }
            let shade = dark as f64 / bright as f64;
            assert!((0.40..0.60).contains(&shade), "{shade}");
        }
    }
}
