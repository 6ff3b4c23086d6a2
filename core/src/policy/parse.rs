//! From the text of a document to a validated [`Document`]. Every error names the member.
//!
//! In an object what stands twice is told first, then the first member that is wrong in the
//! document's own order, then what is missing; a document that no password could satisfy last.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;

use super::document::{
    Breached, Characters, Class, Contains, Counting, DEFAULT_MAX, DEFAULT_MIN_WORD, Dictionary,
    Document, EdgeSpace, History, Length, Lifecycle, MAX_LENGTH, Minimum, Other, Repeats,
    Sequences, Username, Weak, WhenUnavailable,
};
use super::error::{PolicyError, PolicyErrorCode as Code};
use crate::json::{Json, first_duplicate};

mod possible;

/// No document of ours comes near it, with all its words.
const MAX_BYTES: usize = 262_144;
const MAX_WORDS: usize = 1_000;
/// Code points of a word.
const WORD: RangeInclusive<usize> = 1..=64;
const ID: RangeInclusive<usize> = 1..=128;
/// A member's own name in an error is cut off here.
const MAX_NAME: usize = 64;

type Parsed<T> = Result<T, PolicyError>;

pub(super) fn document(text: &str) -> Parsed<Document> {
    if text.len() > MAX_BYTES {
        return Err(Code::TooLarge.at(""));
    }
    document_of(&Json::parse(text).map_err(|_| Code::NotJson.at(""))?)
}

/// The document that JSON is; duplicate members are still in it.
pub(super) fn document_of(json: &Json) -> Parsed<Document> {
    let root = Value {
        json,
        path: String::new(),
    };
    let mut version = None;
    let mut document = Document {
        version: 1,
        id: None,
        length: None,
        characters: None,
        repeats: None,
        sequences: None,
        username: None,
        contains: None,
        weak: None,
        history: None,
        breached: None,
        lifecycle: None,
    };
    for (name, value) in root.members()? {
        match name {
            "version" => version = Some(value.whole(1..=1)?),
            "id" => document.id = Some(value.text(ID)?.into()),
            "length" => document.length = Some(length(&value)?),
            "characters" => document.characters = Some(characters(&value)?),
            "repeats" => document.repeats = Some(repeats(&value)?),
            "sequences" => document.sequences = Some(sequences(&value)?),
            "username" => document.username = Some(username(&value)?),
            "contains" => document.contains = Some(contains(&value)?),
            "weak" => document.weak = Some(weak(&value)?),
            "history" => document.history = Some(history(&value)?),
            "breached" => document.breached = Some(breached(&value)?),
            "lifecycle" => document.lifecycle = Some(lifecycle(&value)?),
            _ => return Err(value.unknown()),
        }
    }
    document.version = root.required("version", version)?;
    possible::ensure(&document)?;
    Ok(document)
}

fn length(json: &Value) -> Parsed<Length> {
    let mut length = Length {
        min: 1,
        max: DEFAULT_MAX,
    };
    for (name, value) in json.members()? {
        match name {
            "min" => length.min = value.whole(1..=MAX_LENGTH)?,
            "max" => length.max = value.whole(1..=MAX_LENGTH)?,
            _ => return Err(value.unknown()),
        }
    }
    Ok(length)
}

fn characters(json: &Value) -> Parsed<Characters> {
    let mut characters = Characters::default();
    for (name, value) in json.members()? {
        match name {
            "atLeastClasses" => characters.at_least_classes = Some(value.whole(1..=4)?),
            "require" => characters.require = require(&value)?,
            "minimum" => characters.minimum = minimum(&value)?,
            "special" => characters.special = Some(special(&value)?),
            "other" => {
                characters.other = value.one_of(&[
                    ("forbid", Other::Forbid),
                    ("special", Other::Special),
                    ("letter", Other::Letter),
                ])?;
            }
            "edgeSpace" => {
                characters.edge_space = Some(value.one_of(&[("forbid", EdgeSpace::Forbid)])?)
            }
            _ => return Err(value.unknown()),
        }
    }
    Ok(characters)
}

fn require(json: &Value) -> Parsed<Vec<Class>> {
    let mut classes = Vec::new();
    for value in json.items()? {
        let name = value.text(0..=usize::MAX)?;
        let class = Class::from_name(name).ok_or_else(|| Code::InvalidValue.at(&*value.path))?;
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    Ok(classes)
}

fn minimum(json: &Value) -> Parsed<Minimum> {
    let mut minimum = Minimum::default();
    for (name, value) in json.members()? {
        let count = match Class::from_name(name) {
            Some(Class::Lower) => &mut minimum.lower,
            Some(Class::Upper) => &mut minimum.upper,
            Some(Class::Digit) => &mut minimum.digit,
            Some(Class::Special) => &mut minimum.special,
            None => return Err(value.unknown()),
        };
        *count = value.whole(1..=MAX_LENGTH)?;
    }
    Ok(minimum)
}

fn special(json: &Value) -> Parsed<String> {
    let text = json.text(0..=usize::MAX)?;
    let is_allowed = |point: char| {
        !point.is_ascii_alphanumeric()
            && !point.is_control()
            && point != char::REPLACEMENT_CHARACTER
    };
    if text.chars().all(is_allowed) {
        // Passwords are looked at in NFC.
        Ok(text.nfc().collect())
    } else {
        Err(Code::InvalidValue.at(&*json.path))
    }
}

fn repeats(json: &Value) -> Parsed<Repeats> {
    let (mut max, mut counting) = (None, Counting::default());
    for (name, value) in json.members()? {
        match name {
            "max" => max = Some(value.whole(1..=MAX_LENGTH)?),
            "counting" => {
                counting = value.one_of(&[
                    ("consecutive", Counting::Consecutive),
                    ("total", Counting::Total),
                ])?;
            }
            _ => return Err(value.unknown()),
        }
    }
    Ok(Repeats {
        max: json.required("max", max)?,
        counting,
    })
}

fn sequences(json: &Value) -> Parsed<Sequences> {
    let (mut max, mut keyboard) = (None, false);
    for (name, value) in json.members()? {
        match name {
            "max" => max = Some(value.whole(1..=MAX_LENGTH)?),
            "keyboard" => keyboard = value.boolean()?,
            _ => return Err(value.unknown()),
        }
    }
    Ok(Sequences {
        max: json.required("max", max)?,
        keyboard,
    })
}

fn username(json: &Value) -> Parsed<Username> {
    let mut username = Username::default();
    for (name, value) in json.members()? {
        match name {
            "equal" => username.equal = value.boolean()?,
            "reversed" => username.reversed = value.boolean()?,
            _ => return Err(value.unknown()),
        }
    }
    Ok(username)
}

fn contains(json: &Value) -> Parsed<Contains> {
    let mut contains = Contains {
        username: false,
        mobile: false,
        email_prefix: false,
        name_pinyin: false,
        words: Vec::new(),
        min_length: DEFAULT_MIN_WORD,
    };
    for (name, value) in json.members()? {
        match name {
            "username" => contains.username = value.boolean()?,
            "mobile" => contains.mobile = value.boolean()?,
            "emailPrefix" => contains.email_prefix = value.boolean()?,
            "namePinyin" => contains.name_pinyin = value.boolean()?,
            "words" => contains.words = value.words()?,
            "minLength" => contains.min_length = value.whole(1..=64)?,
            _ => return Err(value.unknown()),
        }
    }
    Ok(contains)
}

fn weak(json: &Value) -> Parsed<Weak> {
    let mut weak = Weak {
        dictionary: Dictionary::Whole(false),
        words: Vec::new(),
        min_score: None,
    };
    for (name, value) in json.members()? {
        match name {
            "dictionary" => {
                weak.dictionary = match value.json {
                    Json::Number(_) => Dictionary::First(value.whole(1..=u32::MAX)?),
                    _ => Dictionary::Whole(value.boolean()?),
                };
            }
            "words" => weak.words = value.words()?,
            "minScore" => weak.min_score = u8::try_from(value.whole(0..=4)?).ok(),
            _ => return Err(value.unknown()),
        }
    }
    Ok(weak)
}

fn history(json: &Value) -> Parsed<History> {
    let mut remember = None;
    for (name, value) in json.members()? {
        match name {
            "remember" => remember = Some(value.whole(1..=128)?),
            _ => return Err(value.unknown()),
        }
    }
    Ok(History {
        remember: json.required("remember", remember)?,
    })
}

fn breached(json: &Value) -> Parsed<Breached> {
    let mut when_unavailable = WhenUnavailable::default();
    for (name, value) in json.members()? {
        match name {
            "whenUnavailable" => {
                when_unavailable = value.one_of(&[
                    ("accept", WhenUnavailable::Accept),
                    ("refuse", WhenUnavailable::Refuse),
                ])?;
            }
            _ => return Err(value.unknown()),
        }
    }
    Ok(Breached { when_unavailable })
}

fn lifecycle(json: &Value) -> Parsed<Lifecycle> {
    let mut lifecycle = Lifecycle::default();
    for (name, value) in json.members()? {
        match name {
            "minAgeMinutes" => lifecycle.min_age_minutes = Some(value.whole(0..=525_600)?),
            "maxAgeDays" => lifecycle.max_age_days = Some(value.whole(1..=3_650)?),
            "warnDays" => lifecycle.warn_days = Some(value.whole(1..=3_650)?),
            _ => return Err(value.unknown()),
        }
    }
    Ok(lifecycle)
}

/// A value of the document and the path to it.
struct Value<'a> {
    json: &'a Json,
    path: String,
}

impl<'a> Value<'a> {
    fn members(&self) -> Parsed<impl Iterator<Item = (&'a str, Value<'a>)>> {
        let members = self.json.as_object().ok_or_else(|| self.wrong_type())?;
        if let Some(name) = first_duplicate(members) {
            return Err(Code::DuplicateMember.at(self.child(name)));
        }
        Ok(members.iter().map(|(name, json)| {
            let path = self.child(name);
            (name.as_str(), Value { json, path })
        }))
    }

    fn items(&self) -> Parsed<impl Iterator<Item = Value<'a>>> {
        let Json::Array(items) = self.json else {
            return Err(self.wrong_type());
        };
        let path = &self.path;
        Ok(items.iter().enumerate().map(move |(index, json)| Value {
            json,
            path: format!("{path}[{index}]"),
        }))
    }

    fn boolean(&self) -> Parsed<bool> {
        match self.json {
            Json::Bool(value) => Ok(*value),
            _ => Err(self.wrong_type()),
        }
    }

    fn whole(&self, range: RangeInclusive<u32>) -> Parsed<u32> {
        let Json::Number(number) = *self.json else {
            return Err(self.wrong_type());
        };
        let whole = number as i64;
        // Exact comparison is meant: 8.0 is the whole number 8, 8.5 is none.
        if whole as f64 != number {
            return Err(if number.is_finite() && number.abs() < 9e15 {
                self.wrong_type()
            } else {
                self.out_of_range()
            });
        }
        u32::try_from(whole)
            .ok()
            .filter(|whole| range.contains(whole))
            .ok_or_else(|| self.out_of_range())
    }

    /// A string of so many code points.
    fn text(&self, points: RangeInclusive<usize>) -> Parsed<&'a str> {
        let text = self.json.as_str().ok_or_else(|| self.wrong_type())?;
        if points.contains(&text.chars().count()) {
            Ok(text)
        } else {
            Err(self.out_of_range())
        }
    }

    fn words(&self) -> Parsed<Vec<String>> {
        if matches!(self.json, Json::Array(items) if items.len() > MAX_WORDS) {
            return Err(self.out_of_range());
        }
        self.items()?
            .map(|item| item.text(WORD).map(String::from))
            .collect()
    }

    fn one_of<T: Copy>(&self, choices: &[(&str, T)]) -> Parsed<T> {
        let text = self.text(0..=usize::MAX)?;
        choices
            .iter()
            .find_map(|(name, choice)| (*name == text).then_some(*choice))
            .ok_or_else(|| Code::InvalidValue.at(&*self.path))
    }

    fn required<T>(&self, name: &str, found: Option<T>) -> Parsed<T> {
        found.ok_or_else(|| Code::MissingMember.at(self.child(name)))
    }

    fn child(&self, name: &str) -> String {
        let name: String = name.chars().take(MAX_NAME).collect();
        if self.path.is_empty() {
            name
        } else {
            format!("{}.{name}", self.path)
        }
    }

    fn unknown(&self) -> PolicyError {
        Code::UnknownMember.at(&*self.path)
    }

    fn wrong_type(&self) -> PolicyError {
        Code::WrongType.at(&*self.path)
    }

    fn out_of_range(&self) -> PolicyError {
        Code::OutOfRange.at(&*self.path)
    }
}
