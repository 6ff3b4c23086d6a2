//! Texts for people, made last and at the edge, from a table a language.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Fault;
use crate::policy::{Class, Demand, Disallowed, PersonalItem, Violation, WeakReason};

mod en;
mod zh;

/// A language that there are texts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Lang {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// The language's tag, such as `zh`.
    pub fn tag(self) -> &'static str {
        self.table().tag
    }

    /// The language of a tag such as `zh`, `zh-CN` or `en_US`; English for any other.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| primary.eq_ignore_ascii_case(lang.table().tag))
            .unwrap_or_default()
    }

    /// The language that an `Accept-Language` header prefers (RFC 9110, section 12.5.4); English
    /// where it names none of ours.
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0, Self::default());
        for range in header.split(',') {
            let (tag, quality) = range.split_once(';').unwrap_or((range, ""));
            let quality = match quality.trim().strip_prefix("q=") {
                Some(value) => thousandths(value),
                None => 1_000,
            };
            let lang = Self::from_tag(tag);
            let is_named = tag
                .trim()
                .get(..2)
                .is_some_and(|tag| tag.eq_ignore_ascii_case(lang.table().tag));
            if is_named && quality > best.0 {
                best = (quality, lang);
            }
        }
        best.1
    }

    fn table(self) -> &'static Table {
        match self {
            Self::En => &en::TABLE,
            Self::Zh => &zh::TABLE,
        }
    }
}

/// A quality value such as `0.8`; 0 for anything else.
fn thousandths(value: &str) -> u32 {
    let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 3 {
        return 0;
    }
    let padded: String = fraction.chars().chain("000".chars()).take(3).collect();
    let whole: u32 = whole.parse().unwrap_or(0);
    (whole.min(1) * 1_000 + padded.parse::<u32>().unwrap_or(0)).min(1_000)
}

/// The texts of one language. `{name}` in a text stands for an argument.
struct Table {
    /// The language's tag.
    tag: &'static str,
    /// Faults by code; `rule.…` for a rule of which nothing more is known.
    faults: &'static [(&'static str, &'static str)],
    /// What to do about a fault, where a vendor's page says it.
    help: &'static [(&'static str, &'static str)],
    /// Lines of the checklist.
    demands: &'static [(&'static str, &'static str)],
    /// Words that go into lists.
    words: &'static [(&'static str, &'static str)],
    /// Between the items of a list.
    comma: &'static str,
    /// Before the last of alternatives.
    or: &'static str,
    /// Between sentences.
    space: &'static str,
    /// Between the parts of a demand.
    semicolon: &'static str,
}

impl Table {
    fn fault(&self, key: &str) -> &'static str {
        find(self.faults, key)
    }

    fn demand(&self, key: &str) -> &'static str {
        find(self.demands, key)
    }

    fn word(&self, key: &str) -> &'static str {
        find(self.words, key)
    }

    fn classes(&self, classes: &[Class]) -> String {
        self.list(classes.iter().map(|class| self.word(class_key(*class))))
    }

    fn list(&self, words: impl Iterator<Item = &'static str>) -> String {
        words.collect::<Vec<_>>().join(self.comma)
    }

    fn alternatives(&self, words: impl Iterator<Item = &'static str>) -> String {
        let words: Vec<_> = words.collect();
        match words.split_last() {
            Some((last, before)) if !before.is_empty() => {
                [before.join(self.comma).as_str(), last].join(self.or)
            }
            _ => words.concat(),
        }
    }
}

/// A test holds the tables complete, so the empty text never comes out.
fn find(rows: &[(&str, &'static str)], key: &str) -> &'static str {
    rows.iter()
        .find_map(|(row, text)| (*row == key).then_some(*text))
        .unwrap_or_default()
}

/// A text that belongs to no fault, from the same tables.
pub(crate) fn word(key: &str, lang: Lang) -> &'static str {
    lang.table().word(key)
}

type Args = Vec<(&'static str, String)>;

/// A fault as a sentence for a person.
pub fn message(fault: &Fault, lang: Lang) -> String {
    let table = lang.table();
    match fault {
        Fault::Violation(Violation::Characters { .. }) => characters(fault, table),
        Fault::Violation(Violation::Weak { reason }) => table.fault(weak_key(*reason)).into(),
        Fault::Rule(rule) => find(table.faults, &["rule.", rule.code.code()].concat()).into(),
        _ => fill(table.fault(fault.code()), &args(fault, lang)),
    }
}

/// What to do about a fault: the handling measure of the vendor's page, in our words. None where no
/// page has one.
pub fn help(fault: &Fault, lang: Lang) -> Option<&'static str> {
    let text = find(lang.table().help, fault.code());
    (!text.is_empty()).then_some(text)
}

/// What a line of the checklist demands, as a sentence for a person.
pub fn demand(demand: &Demand, lang: Lang) -> String {
    let table = lang.table();
    let (key, args): (&str, Args) = match demand {
        Demand::Length { min, max } => (
            "length",
            [("min", min.to_string()), ("max", max.to_string())].into(),
        ),
        Demand::Classes {
            at_least,
            of,
            require,
        } => return classes(*at_least, of, require, table),
        Demand::Allowed {
            special,
            other,
            no_edge_space,
        } => {
            return allowed(special, *other, *no_edge_space, table);
        }
        Demand::Repeats { max, total } => (
            if *total { "repeats.total" } else { "repeats" },
            [("max", max.to_string())].into(),
        ),
        Demand::Sequences { max } => ("sequences", [("max", max.to_string())].into()),
        Demand::UsernameEqual => ("username_equal", Vec::new()),
        Demand::UsernameReversed => ("username_reversed", Vec::new()),
        Demand::Personal { items } => ("personal", [("items", self::items(items, table))].into()),
        Demand::Weak => ("weak", Vec::new()),
        Demand::History { remember } => ("history", [("remember", remember.to_string())].into()),
        Demand::Breached => ("breached", Vec::new()),
    };
    fill(table.demand(key), &args)
}

fn classes(at_least: u32, of: &[Class], require: &[(Class, u32)], table: &Table) -> String {
    let mut parts = Vec::new();
    if at_least as usize > require.len() {
        let args = [("n", at_least.to_string()), ("classes", table.classes(of))];
        parts.push(fill(table.demand("classes"), &args));
    }
    let is_plain = |(_, least): &&(Class, u32)| *least == 1;
    let plain: Vec<Class> = require
        .iter()
        .filter(is_plain)
        .map(|(class, _)| *class)
        .collect();
    if !plain.is_empty() {
        parts.push(fill(
            table.demand("require"),
            &[("classes", table.classes(&plain))],
        ));
    }
    for (class, least) in require.iter().filter(|entry| !is_plain(entry)) {
        let args = [
            ("n", least.to_string()),
            ("classes", table.classes(&[*class])),
        ];
        parts.push(fill(table.demand("minimum"), &args));
    }
    capitalised(&parts.join(table.semicolon))
}

fn allowed(special: &str, other: bool, no_edge_space: bool, table: &Table) -> String {
    let mut shown: String = special
        .chars()
        .filter(|point| !point.is_whitespace())
        .collect();
    if special.contains(char::is_whitespace) {
        // A space in a list of signs would not be seen.
        let between = if shown.is_empty() { "" } else { table.comma };
        shown = [shown.as_str(), table.word("space")].join(between);
    }
    let key = match (other, shown.is_empty()) {
        (true, _) => "allowed.other",
        (false, true) => "allowed.plain",
        (false, false) => "allowed",
    };
    let mut parts = [fill(table.demand(key), &[("special", shown)])].to_vec();
    if no_edge_space {
        parts.push(table.demand("allowed.edge").into());
    }
    capitalised(&parts.join(table.semicolon))
}

/// The text with its first letter in upper case, where its script has one.
fn capitalised(text: &str) -> String {
    let mut points = text.chars();
    points
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(points)
        .collect()
}

/// What is wrong with a password's characters; also what vendors' texts have a place for.
fn characters(fault: &Fault, table: &Table) -> String {
    let Fault::Violation(Violation::Characters {
        missing,
        disallowed,
        ..
    }) = fault
    else {
        return String::new();
    };
    let mut sentences = Vec::new();
    if !missing.is_empty() {
        sentences.push(fill(
            table.fault("characters.missing"),
            &[("classes", table.classes(missing))],
        ));
    }
    if !disallowed.is_empty() {
        sentences.push(fill(
            table.fault("characters.disallowed"),
            &[("kinds", kinds(disallowed, table))],
        ));
    }
    sentences.join(table.space)
}

/// The detail that a vendor's text has a place for: `密码不符合校验规则,{0}`.
pub(super) fn detail(fault: &Fault, lang: Lang) -> String {
    let sentence = message(fault, lang);
    sentence.trim_end_matches(['.', '。']).into()
}

/// The arguments of a fault, as text.
pub(super) fn args(fault: &Fault, lang: Lang) -> Args {
    let table = lang.table();
    let mut args = Args::new();
    match fault {
        Fault::Violation(violation) => match violation {
            Violation::Length { min, max, actual } => {
                args.extend([
                    ("min", min.to_string()),
                    ("max", max.to_string()),
                    ("actual", actual.to_string()),
                ]);
            }
            Violation::Repeats { max, actual } | Violation::Sequences { max, actual } => {
                args.extend([("max", max.to_string()), ("actual", actual.to_string())]);
            }
            Violation::History { remember } => args.push(("remember", remember.to_string())),
            Violation::Personal { items } => args.push(("items", self::items(items, table))),
            Violation::Characters { .. }
            | Violation::Empty
            | Violation::UsernameEqual
            | Violation::UsernameReversed
            | Violation::Weak { .. }
            | Violation::Breached => {}
        },
        Fault::ParameterBlank { parameter }
        | Fault::ParameterFormat { parameter }
        | Fault::ParameterInvalid { parameter }
        | Fault::ParameterType { parameter }
        | Fault::ParameterExpired { parameter } => {
            let unnamed = || table.word("parameter.unnamed").into();
            args.push(("parameter", parameter.clone().unwrap_or_else(unnamed)));
        }
        Fault::InterfaceFailed { interface } => {
            let unnamed = || table.word("interface.unnamed").into();
            args.push(("interface", interface.clone().unwrap_or_else(unnamed)));
        }
        Fault::AccountLocked { unlock_in } => {
            let unlock_in = unlock_in.unwrap_or(0);
            let (minutes, seconds) = (unlock_in / 60, unlock_in % 60);
            args.extend([
                ("minutes", minutes.to_string()),
                ("seconds", seconds.to_string()),
            ]);
        }
        Fault::QuotaExceeded { retry_after }
        | Fault::SmsQuotaExceeded { retry_after }
        | Fault::EmailQuotaExceeded { retry_after } => {
            args.push((
                "seconds",
                retry_after.map_or_else(String::new, |seconds| seconds.to_string()),
            ));
        }
        Fault::Unknown {
            vendor_code, text, ..
        } => {
            args.extend([("vendorCode", vendor_code.clone()), ("text", text.clone())]);
        }
        _ => {}
    }
    args
}

/// Puts the arguments into a text.
pub(super) fn fill(template: &str, args: &[(&str, String)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, name, after)) = next_place(rest) {
        text.push_str(before);
        if let Some((_, value)) = args.iter().find(|(arg, _)| *arg == name) {
            text.push_str(value);
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// What stands before the next `{name}`, the name, and what stands after.
fn next_place(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

fn items(items: &[PersonalItem], table: &Table) -> String {
    table.alternatives(items.iter().map(|item| {
        table.word(match item {
            PersonalItem::Username => "item.username",
            PersonalItem::Mobile => "item.mobile",
            PersonalItem::EmailPrefix => "item.email_prefix",
            PersonalItem::NamePinyin => "item.name_pinyin",
            PersonalItem::Word => "item.word",
        })
    }))
}

fn kinds(disallowed: &[Disallowed], table: &Table) -> String {
    use crate::text::Kind;
    table.list(disallowed.iter().map(|entry| {
        table.word(match entry.kind {
            Kind::Space => "kind.space",
            Kind::Control => "kind.control",
            Kind::Letter => "kind.letter",
            Kind::Symbol => "kind.symbol",
            Kind::Emoji => "kind.emoji",
            Kind::Unencodable => "kind.unencodable",
        })
    }))
}

fn class_key(class: Class) -> &'static str {
    match class {
        Class::Lower => "class.lower",
        Class::Upper => "class.upper",
        Class::Digit => "class.digit",
        Class::Special => "class.special",
    }
}

fn weak_key(reason: WeakReason) -> &'static str {
    match reason {
        WeakReason::Common => "weak.common",
        WeakReason::Word => "weak.word",
        WeakReason::Guessable => "weak.guessable",
    }
}

#[cfg(test)]
mod tests;
