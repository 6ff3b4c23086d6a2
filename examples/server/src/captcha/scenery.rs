//! What a puzzle shows: a sky with soft discs of light, and hills in front of one another.

use std::f32::consts::TAU;

use image::{Rgb, RgbImage};

use super::seed::{Generator, ODD, fraction, mix};
use super::{HEIGHT, WIDTH};

/// From the top of the sky over the horizon and the farthest hills to the nearest. None is very dark:
/// a gap must show in front of each.
const PALETTES: [[[u8; 3]; 5]; 7] = [
    // Dusk.
    [
        [92, 104, 176],
        [250, 188, 150],
        [190, 132, 160],
        [112, 92, 142],
        [255, 224, 168],
    ],
    // A clear morning.
    [
        [104, 172, 222],
        [232, 240, 232],
        [136, 182, 186],
        [74, 132, 122],
        [255, 246, 206],
    ],
    // Lavender.
    [
        [150, 132, 206],
        [244, 206, 222],
        [168, 144, 200],
        [104, 96, 164],
        [255, 236, 240],
    ],
    // Autumn.
    [
        [126, 170, 186],
        [250, 226, 182],
        [222, 158, 96],
        [160, 94, 70],
        [255, 240, 190],
    ],
    // The sea.
    [
        [78, 150, 190],
        [204, 236, 230],
        [96, 178, 186],
        [46, 116, 146],
        [255, 232, 196],
    ],
    // Spring.
    [
        [136, 196, 210],
        [250, 244, 214],
        [172, 204, 128],
        [96, 150, 98],
        [255, 214, 206],
    ],
    // Roses.
    [
        [196, 120, 146],
        [252, 214, 196],
        [214, 140, 142],
        [142, 88, 118],
        [255, 240, 212],
    ],
];

const DISCS: usize = 9;
const HILLS: usize = 5;
/// How much a pixel is lighter or darker than its neighbours, of 255.
const GRAIN: f32 = 1.0;

/// Channels are multiples of this: the eye does not see it, and the PNG is a fifth smaller.
const STEP: f32 = 3.0;

type Colour = [f32; 3];

/// The whole picture, without a gap.
pub(super) fn paint(generator: &mut Generator) -> RgbImage {
    let scenery = Scenery::draw(generator);
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        Rgb(scenery
            .colour(x, y)
            .map(|channel| ((channel / STEP).round() * STEP) as u8))
    })
}

struct Scenery {
    top: Colour,
    horizon: Colour,
    discs: Vec<Disc>,
    hills: Vec<Hill>,
    noise: u64,
}

impl Scenery {
    fn draw(generator: &mut Generator) -> Self {
        let [first, ..] = PALETTES;
        let palette = generator.among(PALETTES).unwrap_or(first);
        let [top, horizon, far, near, light] = palette.map(|colour| colour.map(f32::from));
        Self {
            top,
            horizon,
            discs: (0..DISCS).map(|_| Disc::draw(generator, light)).collect(),
            hills: (0..HILLS)
                .map(|index| {
                    let nearness = index as f32 / (HILLS - 1) as f32;
                    let valley = blend(far, horizon, 0.35);
                    let colour = blend(far, near, nearness);
                    Hill::draw(generator, nearness, colour, valley)
                })
                .collect(),
            noise: generator.next(),
        }
    }

    fn colour(&self, x: u32, y: u32) -> Colour {
        let sky = blend(self.top, self.horizon, y as f32 / HEIGHT as f32 * 1.4);
        let lit = self
            .discs
            .iter()
            .fold(sky, |colour, disc| disc.over(colour, x, y));
        let colour = self
            .hills
            .iter()
            .fold(lit, |colour, hill| hill.over(colour, x, y));
        let clouds = self.smooth_noise(x, y, 23) * 0.07 + self.smooth_noise(x, y, 6) * 0.05;
        let grain = self.noise_at(x, y, 1) * GRAIN;
        colour.map(|channel| channel * (1.0 + clouds) + grain)
    }

    /// From -1 to 1, in waves of about so many pixels.
    fn smooth_noise(&self, x: u32, y: u32, size: u32) -> f32 {
        let (column, row) = (x / size, y / size);
        let across = smooth(0.0, size as f32, (x % size) as f32);
        let down = smooth(0.0, size as f32, (y % size) as f32);
        let at = |right, below| self.noise_at(column + right, row + below, size);
        let above = at(0, 0) + (at(1, 0) - at(0, 0)) * across;
        let below = at(0, 1) + (at(1, 1) - at(0, 1)) * across;
        above + (below - above) * down
    }

    fn noise_at(&self, x: u32, y: u32, size: u32) -> f32 {
        let place = u64::from(size) << 40 | u64::from(y) << 20 | u64::from(x);
        fraction(mix(self.noise.wrapping_add(place.wrapping_mul(ODD)))) * 2.0 - 1.0
    }
}

/// A soft disc of light: the sun, or what it leaves in a lens.
struct Disc {
    x: f32,
    y: f32,
    radius: f32,
    strength: f32,
    colour: Colour,
}

impl Disc {
    fn draw(generator: &mut Generator, colour: Colour) -> Self {
        Self {
            x: generator.between(0.0, WIDTH as f32),
            y: generator.between(0.0, HEIGHT as f32 * 0.6),
            radius: generator.between(8.0, 34.0),
            strength: generator.between(0.15, 0.6),
            colour,
        }
    }

    fn over(&self, below: Colour, x: u32, y: u32) -> Colour {
        let distance = length(x as f32 - self.x, y as f32 - self.y);
        let inside = 1.0 - smooth(self.radius - 3.0, self.radius, distance);
        blend(below, self.colour, inside * self.strength)
    }
}

/// Everything below a wavy ridge.
struct Hill {
    /// The ridge's height in each column, from the top.
    ridge: Vec<f32>,
    colour: Colour,
    /// Where it goes down into mist.
    valley: Colour,
}

impl Hill {
    fn draw(generator: &mut Generator, nearness: f32, colour: Colour, valley: Colour) -> Self {
        let middle = HEIGHT as f32 * (0.4 + 0.45 * nearness) + generator.between(-6.0, 6.0);
        // Long waves are high, short ones are low.
        let waves =
            [(140.0, 13.0), (61.0, 7.0), (23.0, 2.5), (7.0, 0.9)].map(|(length, height)| {
                let length = length * generator.between(0.8, 1.25);
                (TAU / length, generator.between(0.0, TAU), height)
            });
        let ridge = (0..WIDTH).map(|x| {
            let at = |(speed, phase, height)| f32::sin(x as f32 * speed + phase) * height;
            middle + waves.into_iter().map(at).sum::<f32>()
        });
        Self {
            ridge: ridge.collect(),
            colour,
            valley,
        }
    }

    fn over(&self, below: Colour, x: u32, y: u32) -> Colour {
        let ridge = self.ridge.get(x as usize).copied().unwrap_or(HEIGHT as f32);
        let depth = y as f32 - ridge;
        let colour = blend(self.colour, self.valley, smooth(0.0, 60.0, depth));
        blend(below, colour, (depth + 0.5).clamp(0.0, 1.0))
    }
}

/// Between two colours, or past one of them where the share is not between 0 and 1.
pub(super) fn blend(from: Colour, to: Colour, share: f32) -> Colour {
    let ([r, g, b], [red, green, blue]) = (from, to);
    [
        r + (red - r) * share,
        g + (green - g) * share,
        b + (blue - b) * share,
    ]
}

/// Of a line with these two legs. `hypot` is exact and five times as slow.
pub(super) fn length(across: f32, down: f32) -> f32 {
    (across * across + down * down).sqrt()
}

/// 0 up to `from`, 1 at `to` and after, and smooth in between.
pub(super) fn smooth(from: f32, to: f32, value: f32) -> f32 {
    let share = ((value - from) / (to - from)).clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}
