//! The little arithmetic that estimates need, in one implementation for every platform: only
//! additions, multiplications and divisions, whose results IEEE 754 fixes to the bit.

use core::f64::consts::{LOG10_2, LOG10_E, SQRT_2};

/// In how many ways up to `min(chosen, others)` of the characters are the odd ones: what an
/// attacker tries who knows that some are capitals, shifted or leet, but not which. Twice where
/// there is only one kind.
pub(super) fn variations(chosen: usize, others: usize) -> f64 {
    if chosen == 0 || others == 0 {
        return 2.0;
    }
    let all = chosen + others;
    (1..=chosen.min(others))
        .scan(1.0, |ways, taken| {
            *ways = *ways * count(all - taken + 1) / count(taken);
            Some(*ways)
        })
        .sum()
}

/// A number of characters as a factor.
pub(super) fn count(number: usize) -> f64 {
    // More than a password has characters is not asked for.
    f64::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// The decimal logarithm of a finite number of 1 or more.
pub(super) fn log10(number: f64) -> f64 {
    const MANTISSA: u64 = (1 << 52) - 1;
    const EXPONENT_OF_ONE: u64 = 1023;
    let bits = number.to_bits();
    let exponent = u16::try_from(bits >> 52).unwrap_or_default();
    let mut powers = f64::from(exponent) - 1023.0;
    let mut rest = f64::from_bits(bits & MANTISSA | EXPONENT_OF_ONE << 52);
    if rest > SQRT_2 {
        rest /= 2.0;
        powers += 1.0;
    }
    // ln x = 2 artanh((x - 1) / (x + 1)), as a series: 13 terms are beyond an f64's precision for
    // x between the roots of a half and of two.
    let root = (rest - 1.0) / (rest + 1.0);
    let square = root * root;
    let series = (0..13)
        .rev()
        .fold(0.0, |sum, term| sum * square + 1.0 / count(2 * term + 1));
    powers * LOG10_2 + 2.0 * root * series * LOG10_E
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_that_of_the_platforms_library() {
        let mut number = 1.0_f64;
        while number.is_finite() {
            let error = (log10(number) - number.log10()).abs();
            assert!(error <= number.log10() * 4e-16, "{number}: {error}");
            number *= 1.0137;
        }
        assert_eq!(log10(1.0), 0.0);
    }

    #[test]
    fn variations_count_the_ways_to_choose() {
        // One of three; one or two of five: 5 + 10.
        assert_eq!(variations(1, 2), 3.0);
        assert_eq!(variations(3, 2), 15.0);
        assert_eq!(variations(2, 3), 15.0);
        assert_eq!(variations(4, 0), 2.0);
        assert_eq!(variations(0, 4), 2.0);
    }
}
