//! The outline of the piece: a square with two knobs and a notch.

/// Half the square's side, in pixels.
const HALF: f32 = 17.0;
const CORNER: f32 = 4.0;
const KNOB: f32 = 7.0;
const NOTCH: f32 = 6.0;
/// Where the square's middle is in the strip.
const MIDDLE: u32 = 19;

/// The outline at its place in the image.
pub struct Shape {
    x: f32,
    y: f32,
}

impl Shape {
    /// With the strip's left edge at `x`, and the square's middle `y` from above.
    pub fn at(x: u32, y: u32) -> Self {
        Self {
            x: (x + MIDDLE) as f32,
            y: y as f32,
        }
    }

    /// How much of a pixel it covers, and how much of its edge is there; each from 0 to 1.
    pub fn at_pixel(&self, column: u32, row: u32) -> (f32, f32) {
        let distance = self.distance(column as f32 - self.x, row as f32 - self.y);
        let cover = (0.5 - distance).clamp(0.0, 1.0);
        let edge = (1.2 - (distance + 0.7).abs()).clamp(0.0, 1.0) * cover;
        (cover, edge)
    }

    /// From the outline, in pixels; below zero within.
    fn distance(&self, x: f32, y: f32) -> f32 {
        let square = {
            let (x, y) = (x.abs() - HALF + CORNER, y.abs() - HALF + CORNER);
            x.max(0.0).hypot(y.max(0.0)) + x.max(y).min(0.0) - CORNER
        };
        let right = (x - HALF - 3.0).hypot(y) - KNOB;
        let upper = x.hypot(y + HALF + 3.0) - KNOB;
        let notch = (x + HALF - 2.0).hypot(y) - NOTCH;
        square.min(right).min(upper).max(-notch)
    }
}
