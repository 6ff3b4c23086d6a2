//! How many tests passed and failed, read from what the runners print.

use std::process::ExitStatus;

/// What a run came to.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub passed: u64,
    pub failed: u64,
    /// Vector cases run, where a runner said how many: a line `vectors: LANGUAGE COUNT`.
    pub vectors: Option<u64>,
}

impl Outcome {
    /// Counts a check that is not a runner's own test.
    pub fn check(&mut self, has_passed: bool) {
        if has_passed {
            self.passed += 1
        } else {
            self.failed += 1
        }
    }

    /// A runner that failed without a failed test, as one that does not compile, counts as one failure; so does one that ran nothing.
    pub fn close(mut self, status: ExitStatus) -> Self {
        if self.failed == 0 && (!status.success() || self.passed == 0) {
            self.failed = 1;
        }
        self
    }

    pub fn read_vectors(&mut self, line: &str) {
        let count = line
            .trim_start_matches(['#', ' ', 'ℹ'])
            .strip_prefix("vectors: ")
            .and_then(|rest| rest.split_once(' '));
        if let Some(count) = count.and_then(|(_, count)| count.trim().parse().ok()) {
            self.vectors = Some(count);
        }
    }

    /// `test result: ok. 3 passed; 0 failed; …`, one line a test program.
    pub fn read_cargo(&mut self, line: &str) {
        self.read_vectors(line);
        let Some((_, counts)) = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
        else {
            return;
        };
        for (count, what) in counts.split("; ").filter_map(|part| part.split_once(' ')) {
            let count: u64 = count.parse().unwrap_or_default();
            match what {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                _ => {}
            }
        }
    }

    /// TAP's last lines: `# pass 3`, `# fail 0`, `# cancelled 0`.
    pub fn read_tap(&mut self, line: &str) {
        self.read_vectors(line);
        let Some((what, count)) = line
            .strip_prefix("# ")
            .and_then(|rest| rest.split_once(' '))
        else {
            return;
        };
        let Ok(count) = count.parse::<u64>() else {
            return;
        };
        match what {
            "pass" => self.passed += count,
            "fail" | "cancelled" => self.failed += count,
            _ => {}
        }
    }

    /// The first tag of a JUnit report: `<testsuite … tests="3" errors="0" skipped="0" failures="0">`.
    pub fn read_junit(&mut self, report: &str) {
        report
            .lines()
            .for_each(|line| self.read_vectors(line.trim_start_matches("<system-out><![CDATA[")));
        let Some((_, rest)) = report.split_once("<testsuite ") else {
            return;
        };
        let tag = rest.split_once('>').map_or(rest, |(tag, _)| tag);
        let number = |name: &str| -> u64 {
            let value = tag
                .split_once(&format!(" {name}=\""))
                .and_then(|(_, rest)| rest.split_once('"'));
            value
                .and_then(|(value, _)| value.parse().ok())
                .unwrap_or_default()
        };
        let failed = number("errors") + number("failures");
        self.failed += failed;
        self.passed += number("tests").saturating_sub(failed + number("skipped"));
    }

    /// XCTest sums up each suite and the suites around it: the largest sum is the whole.
    pub fn read_xctest(&mut self, line: &str) {
        self.read_vectors(line);
        let Some(rest) = line.trim_start().strip_prefix("Executed ") else {
            return;
        };
        let numbers: Vec<u64> = rest
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|word| word.parse().ok())
            .collect();
        let skipped_too = rest.contains(" skipped");
        let (tests, skipped, failed) = match *numbers.as_slice() {
            [tests, skipped, failed, ..] if skipped_too => (tests, skipped, failed),
            [tests, failed, ..] => (tests, 0, failed),
            _ => return,
        };
        let passed = tests.saturating_sub(skipped + failed);
        if passed + failed >= self.passed + self.failed {
            (self.passed, self.failed) = (passed, failed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str], reader: fn(&mut Outcome, &str)) -> Outcome {
        let mut outcome = Outcome::default();
        lines.iter().for_each(|line| reader(&mut outcome, line));
        outcome
    }

    #[test]
    fn cargo_test_is_summed_over_its_programs() {
        let lines = [
            "test a ... ok",
            "vectors: rust 231",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        ];
        assert_eq!(
            read(&lines, Outcome::read_cargo),
            Outcome {
                passed: 4,
                failed: 2,
                vectors: Some(231)
            }
        );
    }

    #[test]
    fn tap_is_read_from_its_end() {
        let lines = [
            "# vectors: node 231",
            "ok 1 - a",
            "# tests 5",
            "# pass 3",
            "# fail 1",
            "# cancelled 1",
            "# skipped 0",
            "# duration_ms 12.5",
        ];
        assert_eq!(
            read(&lines, Outcome::read_tap),
            Outcome {
                passed: 3,
                failed: 2,
                vectors: Some(231)
            }
        );
    }

    #[test]
    fn a_junit_report_is_read_from_its_first_tag() {
        let report = "<?xml version=\"1.0\"?>\n<testsuite xmlns:x=\"y\" name=\"T\" tests=\"5\" errors=\"1\" skipped=\"1\" failures=\"1\">\n\
                      <system-out><![CDATA[vectors: kotlin 231\n]]></system-out></testsuite>";
        let mut outcome = Outcome::default();
        outcome.read_junit(report);
        assert_eq!(
            outcome,
            Outcome {
                passed: 2,
                failed: 2,
                vectors: Some(231)
            }
        );
    }

    #[test]
    fn xctest_counts_each_test_once() {
        let lines = [
            "\t Executed 2 tests, with 0 failures (0 unexpected) in 0.1 (0.1) seconds",
            "vectors: swift 231",
            "\t Executed 3 tests, with 1 test skipped and 1 failure (0 unexpected) in 0.2 (0.2) seconds",
            "\t Executed 5 tests, with 1 test skipped and 1 failure (0 unexpected) in 0.3 (0.3) seconds",
            "\t Executed 5 tests, with 1 test skipped and 1 failure (0 unexpected) in 0.3 (0.3) seconds",
        ];
        assert_eq!(
            read(&lines, Outcome::read_xctest),
            Outcome {
                passed: 3,
                failed: 1,
                vectors: Some(231)
            }
        );
    }
}
