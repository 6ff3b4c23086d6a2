//! The slider CAPTCHA's images, looked at as a person does.

use repass_server::captcha::draw;
use sha2::{Digest, Sha256};

use crate::support::slider;

#[test]
fn whoever_looks_at_the_images_finds_where_the_piece_belongs() {
    for number in 0..100_u32 {
        let puzzle = draw(&Sha256::digest(number.to_be_bytes()).into()).unwrap();
        let found = slider::solve(&puzzle.image, &puzzle.piece);
        // The core takes five pixels to either side.
        assert!(
            found.abs_diff(puzzle.x) <= 3,
            "seed {number}: {found}, not {}",
            puzzle.x
        );
    }
}
