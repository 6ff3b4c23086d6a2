//! The outline of a piece: a square with a knob or a notch in each side.

use super::scenery::length;
use super::seed::Generator;

/// The square around a piece and its knobs, in pixels.
pub(super) const SIZE: u32 = 47;

/// From the middle of the body to its sides; a knob reaches 7 pixels further.
const HALF: f32 = 16.0;
const CORNER: f32 = 3.0;
const KNOB_RADIUS: f32 = 4.4;
/// From a side to the middle of its knob. It is less than the radius: what is between is the neck.
const KNOB_OFFSET: f32 = 2.6;
/// Over so many pixels a knob runs into its side.
const FILLET: f32 = 2.0;

/// A knob, or where another piece's knob would be.
struct Knob {
    x: f32,
    y: f32,
    is_outward: bool,
}

/// Opposite a knob is a notch, as pieces of one puzzle have it.
pub(super) struct Outline {
    knobs: [Knob; 4],
}

impl Outline {
    pub(super) fn draw(generator: &mut Generator) -> Self {
        let (right, bottom) = (generator.is_heads(), generator.is_heads());
        let sides = [
            (1.0, 0.0, right),
            (-1.0, 0.0, !right),
            (0.0, 1.0, bottom),
            (0.0, -1.0, !bottom),
        ];
        let knobs = sides.map(|(right, down, is_outward)| {
            let along = generator.between(-4.0, 4.0);
            let out = HALF
                + if is_outward {
                    KNOB_OFFSET
                } else {
                    -KNOB_OFFSET
                };
            Knob {
                x: right * out + f32::abs(down) * along,
                y: down * out + f32::abs(right) * along,
                is_outward,
            }
        });
        Self { knobs }
    }

    /// How far the middle of a pixel is from the outline; inside it is negative. The pixel is counted
    /// from the upper left corner of the square around the piece, and may be outside that.
    pub(super) fn distance(&self, x: i32, y: i32) -> f32 {
        let (x, y) = (from_middle(x), from_middle(y));
        self.knobs.iter().fold(body(x, y), |distance, knob| {
            let from_knob = length(x - knob.x, y - knob.y) - KNOB_RADIUS;
            match knob.is_outward {
                true => nearer(distance, from_knob),
                false => -nearer(-distance, from_knob),
            }
        })
    }
}

fn from_middle(pixel: i32) -> f32 {
    pixel as f32 + 0.5 - SIZE as f32 / 2.0
}

fn body(x: f32, y: f32) -> f32 {
    let (x, y) = (x.abs() - HALF + CORNER, y.abs() - HALF + CORNER);
    length(x.max(0.0), y.max(0.0)) + x.max(y).min(0.0) - CORNER
}

/// The lesser distance, rounded where the two are about the same.
fn nearer(one: f32, other: f32) -> f32 {
    let overlap = (FILLET - (one - other).abs()).max(0.0) / FILLET;
    one.min(other) - overlap * overlap * FILLET / 4.0
}
