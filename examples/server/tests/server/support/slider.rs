//! Solves a slider CAPTCHA by looking at its images.

use image::load_from_memory;

/// Where the piece belongs: there the image is the piece, evenly darkened.
pub fn solve(image: &[u8], piece: &[u8]) -> u32 {
    let image = load_from_memory(image).unwrap().to_luma32f();
    let piece = load_from_memory(piece).unwrap();
    let (opaque, light) = (piece.to_rgba8(), piece.to_luma32f());
    let unevenness = |x: &u32| {
        let ratios = opaque
            .enumerate_pixels()
            .filter(|(.., pixel)| pixel[3] == 255);
        let ratios = ratios.map(|(column, row, _)| {
            let bright = light.get_pixel(column, row)[0].max(0.01);
            f64::from(image.get_pixel(x + column, row)[0] / bright)
        });
        let ratios: Vec<f64> = ratios.collect();
        let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        ratios
            .iter()
            .map(|ratio| (ratio - mean).powi(2))
            .sum::<f64>()
            / mean.powi(2)
    };
    (0..=image.width() - piece.width())
        .min_by(|one, other| unevenness(one).total_cmp(&unevenness(other)))
        .unwrap()
}
