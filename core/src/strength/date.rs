//! Dates: three numbers of which one can be a day, one a month and the first or the last a year,
//! with one separator twice or with none.

use super::matches::Matches;
use super::stretch::Stretch;
use super::year;

const DAYS: f64 = 365.0;
/// What an attacker tries to find the separator.
const SEPARATORS: f64 = 4.0;
const YEARS: core::ops::RangeInclusive<u16> = 1000..=2050;

/// Where digits without separators may be split, by how many they are.
const SPLITS: &[(usize, &[(usize, usize)])] = &[
    (8, &[(2, 4), (4, 6)]),
    (7, &[(1, 3), (2, 3), (4, 5), (4, 6)]),
    (6, &[(1, 2), (2, 4), (4, 5)]),
    (5, &[(1, 3), (2, 3)]),
    (4, &[(1, 2), (2, 3)]),
];

/// A date within a longer one is none.
pub(super) fn find(password: Stretch, matches: &mut Matches) {
    let mut reach = 0;
    for first in 0..password.len() {
        let points = password.points.get(first..).unwrap_or_default();
        let plain = plain(points);
        let separated = separated(points);
        let Some(date) = [plain, separated]
            .into_iter()
            .flatten()
            .max_by_key(|date| date.length)
        else {
            continue;
        };
        let end = first + date.length;
        if end > reach {
            reach = end;
            matches.add(first, end - 1, date.guesses());
        }
    }
}

struct Date {
    length: usize,
    year: u16,
    separated: bool,
}

impl Date {
    fn guesses(&self) -> f64 {
        let separators = if self.separated { SEPARATORS } else { 1.0 };
        f64::from(year::distance(self.year)) * DAYS * separators
    }
}

/// The longest date of digits alone with which a text begins.
fn plain(points: &[char]) -> Option<Date> {
    let digits = leading_digits(points);
    SPLITS.iter().find_map(|(length, splits)| {
        let digits = digits.get(..*length)?;
        let years = splits.iter().filter_map(|(second, third)| {
            let (rest, last) = digits.split_at_checked(*third)?;
            let (first, middle) = rest.split_at_checked(*second)?;
            year_of([number(first), number(middle), number(last)])
        });
        Some(Date {
            length: *length,
            year: years.min_by_key(|year| year::from_reference(*year))?,
            separated: false,
        })
    })
}

/// The longest date with separators with which a text begins.
fn separated(points: &[char]) -> Option<Date> {
    let first = leading_digits(points);
    let (separator, rest) = points.get(first.len()..)?.split_first()?;
    let middle = leading_digits(rest);
    let (second, rest) = rest.get(middle.len()..)?.split_first()?;
    let fits = (1..=4).contains(&first.len()) && (1..=2).contains(&middle.len());
    if !fits || second != separator || !is_separator(*separator) {
        return None;
    }
    let last = leading_digits(rest);
    (1..=last.len().min(4)).rev().find_map(|digits| {
        let length = first.len() + middle.len() + digits + 2;
        let last = last.get(..digits)?;
        (6..=10).contains(&length).then_some(())?;
        Some(Date {
            length,
            year: year_of([number(first), number(middle), number(last)])?,
            separated: true,
        })
    })
}

/// The year of a date that three numbers can be.
fn year_of(numbers: [u16; 3]) -> Option<u16> {
    let [first, middle, last] = numbers;
    let how_many = |is: fn(&u16) -> bool| numbers.iter().filter(|number| is(number)).count();
    let fits = (1..=31).contains(&middle)
        && numbers
            .iter()
            .all(|number| *number <= 99 || YEARS.contains(number))
        && how_many(|number| *number > 31) < 2
        && how_many(|number| *number > 12) < 3
        && how_many(|number| *number == 0) < 2;
    if !fits {
        return None;
    }
    let orders = [(last, [first, middle]), (first, [middle, last])];
    if let Some((year, day_and_month)) = orders.iter().find(|(year, _)| YEARS.contains(year)) {
        return is_day_and_month(*day_and_month).then_some(*year);
    }
    let found = orders.iter().find(|(_, rest)| is_day_and_month(*rest));
    found.map(|(year, _)| if *year > 50 { year + 1900 } else { year + 2000 })
}

fn is_day_and_month([one, other]: [u16; 2]) -> bool {
    let fits = |day: u16, month: u16| (1..=31).contains(&day) && (1..=12).contains(&month);
    fits(one, other) || fits(other, one)
}

fn leading_digits(points: &[char]) -> &[char] {
    let digits = points.iter().take_while(|point| point.is_ascii_digit());
    points.get(..digits.count()).unwrap_or_default()
}

fn number(digits: &[char]) -> u16 {
    let digits = digits.iter().filter_map(|digit| digit.to_digit(10));
    let number = digits.fold(0, |number, digit| number * 10 + digit);
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn is_separator(point: char) -> bool {
    matches!(point, '/' | '\\' | '_' | '.' | '-' | '\u{feff}') || point.is_whitespace()
}
