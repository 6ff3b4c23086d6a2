//! Mobile numbers as people and vendors write them.

use alloc::string::String;

use unicode_normalization::UnicodeNormalization;

/// A number's digits, with its country's where they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mobile {
    /// The digits of the country code; none where the number does not say.
    pub country: Option<String>,
    /// The other digits.
    pub national: String,
}

impl Mobile {
    /// Reads a number: `13800138000`, `+86-13800138000`, `+8613800138000`, `0086…`, `8613800138000`.
    /// China's code is known; another ends at the first separator after the plus, and without one
    /// cannot be told from the number.
    pub fn read(text: &str) -> Self {
        let text: String = text.trim().nfkc().collect();
        let all = digits(&text);
        let Some(rest) = text.strip_prefix('+').or_else(|| text.strip_prefix("00")) else {
            return match all.strip_prefix("86") {
                Some(national) if is_chinese(national) => Self::of("86", national.into()),
                _ => Self {
                    country: None,
                    national: all,
                },
            };
        };
        if let Some((country, national)) = rest.split_once(|point: char| !point.is_ascii_digit())
            && !country.is_empty()
        {
            return Self::of(country, digits(national));
        }
        let rest = digits(rest);
        match rest.strip_prefix("86") {
            Some(national) => Self::of("86", national.into()),
            None => Self {
                country: None,
                national: rest,
            },
        }
    }

    fn of(country: &str, national: String) -> Self {
        Self {
            country: Some(country.into()),
            national,
        }
    }
}

/// Whether the digits are a Chinese mobile number without its country code.
pub fn is_chinese(national: &str) -> bool {
    national.len() == 11
        && national.starts_with('1')
        && national.bytes().all(|byte| byte.is_ascii_digit())
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_code_is_no_part_of_the_national_number() {
        for text in [
            "13800138000",
            "+86-13800138000",
            "+86 138 0013 8000",
            "+8613800138000",
            "0086-13800138000",
            "008613800138000",
            "8613800138000",
            "＋８６－１３８００１３８０００",
        ] {
            assert_eq!(Mobile::read(text).national, "13800138000", "{text}");
        }
        assert_eq!(Mobile::read("+44-7911-123456").national, "7911123456");
        assert_eq!(Mobile::read("+1 (415) 555-0100").national, "4155550100");
        assert_eq!(Mobile::read("").national, "");
    }

    #[test]
    fn a_country_is_told_where_it_is_known() {
        let country = |text| Mobile::read(text).country;
        assert_eq!(country("13800138000"), None);
        assert_eq!(country("+86-13800138000").as_deref(), Some("86"));
        assert_eq!(country("+44 7911 123456").as_deref(), Some("44"));
        assert_eq!(country("+447911123456"), None);
        // Without a plus, 86 is a country code only before a whole mobile number.
        assert_eq!(Mobile::read("8612345").national, "8612345");
        assert_eq!(Mobile::read("8623800138000").national, "8623800138000");
    }
}
