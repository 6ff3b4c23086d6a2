//! The background: a sky of two colours, clouds of noise, soft discs.

use super::random::Random;
use super::{HEIGHT, WIDTH};

type Colour = [f32; 3];

/// How many discs there are.
const DISCS: usize = 14;
/// The finest noise has a knot every so many pixels.
const KNOT: u32 = 12;

/// What is behind the puzzle.
pub struct Scene {
    upper: Colour,
    lower: Colour,
    discs: [Disc; DISCS],
    coarse: Noise,
    fine: Noise,
}

struct Disc {
    x: f32,
    y: f32,
    radius: f32,
    colour: Colour,
    opacity: f32,
}

/// Random heights at the knots of a grid, smooth between them.
struct Noise {
    step: u32,
    columns: u32,
    knots: Vec<f32>,
}

impl Scene {
    pub fn new(random: &mut Random) -> Self {
        let hue = random.fraction();
        let upper = colour(hue, 0.45, random.within(0.55, 0.75));
        let lower = colour(
            hue + random.within(0.08, 0.3),
            0.5,
            random.within(0.7, 0.95),
        );
        let discs = std::array::from_fn(|_| Disc {
            x: random.within(0.0, WIDTH as f32),
            y: random.within(0.0, HEIGHT as f32),
            radius: random.within(10.0, 48.0),
            colour: colour(
                hue + random.within(-0.2, 0.5),
                random.within(0.3, 0.75),
                random.within(0.45, 1.0),
            ),
            opacity: random.within(0.25, 0.7),
        });
        Self {
            upper,
            lower,
            discs,
            coarse: Noise::new(random, 3 * KNOT),
            fine: Noise::new(random, KNOT),
        }
    }

    /// The colour of a pixel, each part from 0 to 255.
    pub fn colour(&self, column: u32, row: u32) -> Colour {
        let down = row as f32 / HEIGHT as f32;
        let mut colour = mix(self.upper, self.lower, down);
        for disc in &self.discs {
            let distance = (column as f32 - disc.x).hypot(row as f32 - disc.y);
            // A soft rim of three pixels.
            let cover = ((disc.radius - distance) / 3.0).clamp(0.0, 1.0);
            colour = mix(colour, disc.colour, cover * disc.opacity);
        }
        let noise = 26.0 * self.coarse.at(column, row) + 14.0 * self.fine.at(column, row);
        colour.map(|part| (part + noise).clamp(24.0, 235.0))
    }
}

impl Noise {
    fn new(random: &mut Random, step: u32) -> Self {
        let columns = WIDTH / step + 2;
        let rows = HEIGHT / step + 2;
        let knots = (0..columns * rows).map(|_| random.within(-1.0, 1.0));
        Self {
            step,
            columns,
            knots: knots.collect(),
        }
    }

    fn at(&self, column: u32, row: u32) -> f32 {
        let knot = |across: u32, down: u32| {
            let place = (row / self.step + down) * self.columns + column / self.step + across;
            self.knots.get(place as usize).copied().unwrap_or(0.0)
        };
        let smooth = |part: u32| {
            let part = (part % self.step) as f32 / self.step as f32;
            part * part * (3.0 - 2.0 * part)
        };
        let (across, down) = (smooth(column), smooth(row));
        let upper = knot(0, 0) + (knot(1, 0) - knot(0, 0)) * across;
        let lower = knot(0, 1) + (knot(1, 1) - knot(0, 1)) * across;
        upper + (lower - upper) * down
    }
}

fn mix(from: Colour, to: Colour, part: f32) -> Colour {
    let [red, green, blue] = from;
    let [to_red, to_green, to_blue] = to;
    [
        red + (to_red - red) * part,
        green + (to_green - green) * part,
        blue + (to_blue - blue) * part,
    ]
}

/// A colour from its hue, saturation and value, each from 0 to 1; the hue goes round.
fn colour(hue: f32, saturation: f32, value: f32) -> Colour {
    let hue = hue.rem_euclid(1.0) * 6.0;
    // Each part is full, falls, is low and rises again, a third of the circle after the one before.
    [5.0, 3.0, 1.0].map(|offset| {
        let turn = (offset + hue) % 6.0;
        let fall = turn.min(4.0 - turn).clamp(0.0, 1.0);
        255.0 * value * (1.0 - saturation * fall)
    })
}
