//! Slider CAPTCHAs: a picture with a gap, and the piece that belongs there. Whoever slides it there is
//! taken for a person. It keeps simple scripts out, and no program that looks at the picture: the
//! limits on codes do not rest on it.

mod outline;
mod scenery;
mod seed;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{
    ImageBuffer, ImageEncoder, ImageError, PixelWithColorType, Rgb, RgbImage, Rgba, RgbaImage,
};
use thiserror::Error;

use outline::{Outline, SIZE};
use scenery::{blend, paint, smooth};
use seed::Seed;

/// The picture's size, in pixels. The piece's image is as high, so that only `x` is to be found.
const WIDTH: u32 = 310;
const HEIGHT: u32 = 155;

/// A piece starts at the left: its gap is well away from there, and not at the very edge.
const FIRST_X: u32 = 80;
const LAST_X: u32 = WIDTH - SIZE - 5;
/// Above and below a piece there is always some of the picture.
const MARGIN: f32 = 5.0;

const BLACK: [f32; 3] = [0.0; 3];
const WHITE: [f32; 3] = [255.0; 3];
/// Of the colour: what is taken from it all over the gap, and at its shaded edge.
const DARKNESS: f32 = 0.5;
const EDGE_SHADOW: f32 = 0.22;
/// Of white: what is added around the gap, and at the piece's edge.
const RIM: f32 = 0.55;
const EDGE_LIGHT: f32 = 0.7;

/// A puzzle, and where its piece belongs.
pub struct Puzzle {
    /// The picture with the gap: PNG.
    pub image: Vec<u8>,
    /// The piece: PNG, 47 pixels wide and as high as the picture, transparent around the piece.
    pub piece: Vec<u8>,
    /// The left edge of the piece's image where it belongs, in pixels of `image`.
    pub x: u32,
}

/// An image could not be written as PNG.
#[derive(Debug, Error)]
#[error("the image could not be written")]
pub struct CaptchaError(#[from] ImageError);

/// Draws a puzzle from 32 random bytes: the same bytes, the same puzzle. It takes some milliseconds.
pub fn draw(seed: &[u8; 32]) -> Result<Puzzle, CaptchaError> {
    let Seed { place, mut painter } = Seed::read(seed);
    let x = x_of(place);
    let picture = paint(&mut painter);
    let outline = Outline::draw(&mut painter);
    let y = painter.between(MARGIN, (HEIGHT - SIZE) as f32 - MARGIN) as u32;
    Ok(Puzzle {
        image: png(&with_gap(&picture, &outline, x, y))?,
        piece: png(&cut_out(&picture, &outline, x, y))?,
        x,
    })
}

/// Where the piece belongs; each place is as likely as any other.
fn x_of(place: u64) -> u32 {
    FIRST_X + (place % u64::from(LAST_X - FIRST_X + 1)) as u32
}

/// The picture, darker where the piece is missing and as if it lay deeper there.
fn with_gap(picture: &RgbImage, outline: &Outline, x: u32, y: u32) -> RgbImage {
    let mut image = picture.clone();
    for (column, row, pixel) in image.enumerate_pixels_mut() {
        let (right, down) = (column as i32 - x as i32, row as i32 - y as i32);
        if !around(right) || !around(down) {
            continue;
        }
        let distance = outline.distance(right, down);
        // The light comes from the upper left, and that edge throws a shadow into the gap.
        let shadow = smooth(-0.5, 1.5, outline.distance(right - 1, down - 1));
        let dark = blend(
            pixel.0.map(f32::from),
            BLACK,
            DARKNESS + shadow * EDGE_SHADOW,
        );
        let rim = blend(
            pixel.0.map(f32::from),
            WHITE,
            RIM * (1.0 - smooth(0.0, 2.0, distance)),
        );
        *pixel = Rgb(blend(rim, dark, inside(distance)).map(|channel| channel.round() as u8));
    }
    image
}

/// Whether a pixel may show anything of the gap or its rim.
fn around(pixel: i32) -> bool {
    (-2..SIZE as i32 + 2).contains(&pixel)
}

/// The piece alone, with a light edge.
fn cut_out(picture: &RgbImage, outline: &Outline, x: u32, y: u32) -> RgbaImage {
    RgbaImage::from_fn(SIZE, HEIGHT, |column, row| {
        let distance = outline.distance(column as i32, row as i32 - y as i32);
        let colour = picture.get_pixel(x + column, row).0.map(f32::from);
        let light = smooth(-2.0, -0.5, distance) * EDGE_LIGHT;
        let [red, green, blue] = blend(colour, WHITE, light).map(|channel| channel.round() as u8);
        Rgba([red, green, blue, (inside(distance) * 255.0).round() as u8])
    })
}

/// How much of a pixel is inside an outline that is so far away.
fn inside(distance: f32) -> f32 {
    (0.5 - distance).clamp(0.0, 1.0)
}

fn png<P>(image: &ImageBuffer<P, Vec<u8>>) -> Result<Vec<u8>, CaptchaError>
where
    P: PixelWithColorType<Subpixel = u8>,
{
    let mut bytes = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Level(2), FilterType::Sub);
    encoder.write_image(image, image.width(), image.height(), P::COLOR_TYPE)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use image::load_from_memory;
    use sha2::{Digest, Sha256};

    use super::*;

    fn seed(number: u32) -> [u8; 32] {
        Sha256::digest(number.to_be_bytes()).into()
    }

    #[test]
    fn the_same_seed_draws_the_same_puzzle_and_another_does_not() {
        let [first, again, other] = [1, 1, 2].map(|number| draw(&seed(number)).unwrap());
        assert_eq!(first.image, again.image);
        assert_eq!(first.piece, again.piece);
        assert_eq!(first.x, again.x);
        assert_ne!(first.image, other.image);
    }

    #[test]
    fn every_place_is_as_likely_as_any_other() {
        const SEEDS: u32 = 10_000;
        let mut counts = vec![0_u32; (LAST_X - FIRST_X + 1) as usize];
        for number in 0..SEEDS {
            counts[(x_of(Seed::read(&seed(number)).place) - FIRST_X) as usize] += 1;
        }
        let expected = f64::from(SEEDS) / counts.len() as f64;
        let off = |count: &u32| (f64::from(*count) - expected).powi(2) / expected;
        let chi_square: f64 = counts.iter().map(off).sum();
        // 178 degrees of freedom: even places exceed 250 in one of four thousand such tests.
        assert!(chi_square < 250.0, "{chi_square}");
    }

    #[test]
    fn the_picture_does_not_depend_on_the_place() {
        let [mut one, mut other] = [seed(1), seed(1)];
        one[..8].copy_from_slice(&0_u64.to_le_bytes());
        other[..8].copy_from_slice(&100_u64.to_le_bytes());
        let [one, other] = [one, other].map(|seed| {
            let puzzle = draw(&seed).unwrap();
            (puzzle.x, load_from_memory(&puzzle.image).unwrap().to_rgb8())
        });
        assert_eq!([one.0, other.0], [FIRST_X, FIRST_X + 100]);
        // To the left of both gaps, and between them.
        for x in (0..FIRST_X - 2).chain(FIRST_X + SIZE + 2..FIRST_X + 98) {
            assert!(
                (0..HEIGHT).all(|y| one.1.get_pixel(x, y) == other.1.get_pixel(x, y)),
                "{x}"
            );
        }
    }

    #[test]
    fn the_piece_fits_between_its_start_and_the_right_edge() {
        for (place, x) in [(0, 80), (178, 258), (179, 80)] {
            assert_eq!(x_of(place), x);
        }
        // Sliding five pixels too far is still possible.
        assert_eq!(LAST_X + SIZE + 5, 310);
    }

    #[test]
    fn the_images_have_the_vendors_sizes_and_are_small() {
        for number in 0..20 {
            let puzzle = draw(&seed(number)).unwrap();
            let [image, piece] =
                [&puzzle.image, &puzzle.piece].map(|png| load_from_memory(png).unwrap());
            assert_eq!([image.width(), image.height()], [310, 155]);
            assert_eq!([piece.width(), piece.height()], [47, 155]);
            let bytes = puzzle.image.len() + puzzle.piece.len();
            assert!(bytes < 60_000, "{bytes}");
        }
    }

    #[test]
    fn the_gap_is_the_piece_in_the_dark_and_the_rest_is_as_light_as_before() {
        for number in 0..20 {
            let puzzle = draw(&seed(number)).unwrap();
            let image = load_from_memory(&puzzle.image).unwrap().to_rgb8();
            let piece = load_from_memory(&puzzle.piece).unwrap().to_rgba8();
            let picture = paint(&mut Seed::read(&seed(number)).painter);
            let (mut whole, mut gap, mut opaque) = (0_u32, 0_u32, 0);
            for (x, y, Rgba([red, green, blue, alpha])) in piece.enumerate_pixels() {
                if *alpha == 255 {
                    opaque += 1;
                    whole += [red, green, blue]
                        .map(|channel| u32::from(*channel))
                        .iter()
                        .sum::<u32>();
                    gap += image
                        .get_pixel(puzzle.x + x, y)
                        .0
                        .map(u32::from)
                        .iter()
                        .sum::<u32>();
                }
            }
            // The body has 32 by 32 pixels; a knob and a notch are of one size.
            assert!((900..1150).contains(&opaque), "{opaque}");
            let share = f64::from(gap) / f64::from(whole);
            assert!((0.35..0.55).contains(&share), "{share}");
            let square = puzzle.x - 2..puzzle.x + SIZE + 2;
            let mut outside = image
                .enumerate_pixels()
                .filter(|(x, ..)| !square.contains(x));
            assert!(outside.all(|(x, y, pixel)| picture.get_pixel(x, y) == pixel));
        }
    }
}
