//! The estimate by the zxcvbn crate. It reads the year from the clock, the one impurity of this
//! crate; nobody outside this folder may notice which estimator answers.

use super::Strength;

pub(super) fn estimate(password: &str, context: &[&str]) -> Strength {
    let entropy = ::zxcvbn::zxcvbn(password, context);
    let guesses_log10 = entropy.guesses_log10();
    Strength {
        score: entropy.score().into(),
        guesses_log10: if guesses_log10.is_finite() {
            guesses_log10.max(0.0)
        } else {
            0.0
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::strength::estimate;
    use alloc::string::String;

    #[test]
    fn scores_span_the_scale() {
        assert_eq!(estimate("password", &[]).score, 0);
        assert_eq!(estimate("", &[]).score, 0);
        assert_eq!(estimate("vK9#qLm2!xZp7@Wd", &[]).score, 4);
    }

    #[test]
    fn what_the_attacker_knows_is_no_strength() {
        let name = "尉迟恭-Brookfield";
        assert!(estimate(name, &[name]).guesses_log10 < estimate(name, &[]).guesses_log10);
    }

    #[test]
    fn a_longer_password_is_never_lower() {
        let start = "correct horse battery staple 123";
        assert_eq!(start.chars().count(), 32);
        let longer = String::from(start) + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        assert!(estimate(&longer, &[]).guesses_log10 >= estimate(start, &[]).guesses_log10);
    }

    #[test]
    fn the_form_of_the_text_does_not_matter() {
        assert_eq!(estimate("cafe\u{301}", &[]), estimate("caf\u{e9}", &[]));
    }

    #[test]
    fn what_stands_behind_the_first_32_is_not_read() {
        // 105 characters of leet take the crate seconds.
        let nasty = "4@8({[<369!1|705$+7%2".repeat(5);
        let first: String = nasty.chars().take(32).collect();
        assert_eq!(estimate(&nasty, &[]), estimate(&first, &[]));
        assert_eq!(estimate("abc", &[&nasty]), estimate("abc", &[&first]));
    }
}
