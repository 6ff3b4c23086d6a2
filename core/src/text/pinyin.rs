//! A person's name as it may be written in a password: the readings of its characters, in
//! either order, in full or with initials.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use unicode_normalization::UnicodeNormalization;

use super::Key;

/// At most so many spellings of a name; the likeliest readings come first.
const MAX_VARIANTS: usize = 256;
/// A spelling of fewer letters is found in too many passwords by chance.
const MIN_LETTERS: usize = 4;
/// More readings of a given-name character than this are rare ones.
const MAX_GIVEN_READINGS: usize = 3;
/// No name in use has more characters, or words; what follows is not looked at.
const MAX_CHARACTERS: usize = 32;

/// Whether this build knows the readings of Chinese characters.
pub const READS_CHINESE: bool = cfg!(feature = "pinyin");

/// Surnames of two characters: our own selection of those in use, and the traditional forms of some.
const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛",
    "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容",
    "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马",
    "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐",
    "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "左丘", "东门", "西门", "第五", "纳兰",
    "完颜", "叶赫", "那拉", "欧陽", "司馬", "東方", "諸葛", "尉遲", "萬俟", "聞人", "公孫", "長孫",
    "鍾離", "鮮于", "軒轅", "納蘭",
];

/// How a name may stand in a password.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spellings {
    /// Each of these anywhere in the password.
    pub contained: Vec<Key>,
    /// Each of these when it is the whole password, digits and separators aside.
    pub initials: Vec<Key>,
}

impl Spellings {
    /// The spellings of a name: Latin words as they stand, Chinese characters by their readings.
    /// Characters without a reading are skipped; a surname alone is no spelling.
    pub fn of(name: &str) -> Self {
        let folded: String = name.nfkc().collect();
        let mut collected = Collected::default();
        latin(&folded, &mut collected);
        chinese(&folded, &mut collected);
        Self {
            contained: collected.contained,
            initials: collected.initials,
        }
    }

    /// Whether the name stands in a password's key.
    pub fn found_in(&self, password: &Key) -> bool {
        self.contained.iter().any(|word| password.contains(word))
            || self
                .initials
                .iter()
                .any(|initials| is_all_but_digits(password, initials))
    }
}

/// Whether this build would read more in the name than it can: Chinese characters without readings.
pub fn is_beyond(name: &str) -> bool {
    !READS_CHINESE
        && name
            .nfkc()
            .any(|point| matches!(point, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'))
}

fn is_all_but_digits(password: &Key, initials: &Key) -> bool {
    password
        .points()
        .iter()
        .filter(|point| !point.is_ascii_digit())
        .eq(initials.points())
}

/// Spellings in order of likelihood, each once, up to the limit.
#[derive(Default)]
struct Collected {
    contained: Vec<Key>,
    initials: Vec<Key>,
    seen: BTreeSet<String>,
}

impl Collected {
    fn is_full(&self) -> bool {
        self.contained.len() + self.initials.len() >= MAX_VARIANTS
    }

    fn contain(&mut self, spelling: String) {
        let key = Key::new(&spelling);
        if key.len() >= MIN_LETTERS && !self.is_full() && self.seen.insert(spelling) {
            self.contained.push(key);
        }
    }

    fn initial(&mut self, spelling: &str) {
        let key = Key::new(spelling);
        if key.len() >= 2 && !self.is_full() && !self.initials.contains(&key) {
            self.initials.push(key);
        }
    }
}

/// Latin words of a name: each, and all of them joined in either order.
fn latin(name: &str, collected: &mut Collected) {
    // A typographer's apostrophe is typed as the plain one, which a key leaves out.
    let name = name.replace('’', "'");
    let words: Vec<&str> = name
        .split(|point: char| !is_latin(point))
        .filter(|word| !word.is_empty())
        .take(MAX_CHARACTERS)
        .collect();
    if words.len() > 1 {
        collected.contain(words.concat());
        collected.contain(words.iter().rev().copied().collect());
    }
    for word in words {
        collected.contain(word.into());
    }
}

/// A letter of a name that is written as it is spoken, or a mark on one. An apostrophe or a
/// hyphen inside a word (O'Brien, Jean-Luc) belongs to it: keys leave both out.
fn is_latin(point: char) -> bool {
    matches!(point, '\'' | '-')
        || (point.is_alphabetic()
            && !matches!(u32::from(point), 0x2E80..=0xD7FF | 0xF900..=0xFAFF | 0x20000..))
        || unicode_normalization::char::is_combining_mark(point)
}

fn chinese(name: &str, collected: &mut Collected) {
    let known: Vec<(char, Vec<Reading>)> = name
        .chars()
        .map(|point| (point, readings(point)))
        .filter(|(_, readings)| !readings.is_empty())
        .take(MAX_CHARACTERS)
        .collect();
    let characters: String = known.iter().map(|(point, _)| point).collect();
    let syllables: Vec<Vec<Reading>> = known.into_iter().map(|(_, readings)| readings).collect();
    if syllables.len() > 2
        && COMPOUND_SURNAMES
            .iter()
            .any(|surname| characters.starts_with(surname))
    {
        split(&syllables, 2, collected);
    }
    if syllables.len() > 1 {
        split(&syllables, 1, collected);
    }
}

/// All spellings of a name whose surname has `surname` syllables.
fn split(syllables: &[Vec<Reading>], surname: usize, collected: &mut Collected) {
    let choices: Vec<Vec<&str>> = syllables
        .iter()
        .enumerate()
        .map(|(index, readings)| {
            let most = if index < surname {
                readings.len()
            } else {
                MAX_GIVEN_READINGS
            };
            readings
                .iter()
                .take(most)
                .flatten()
                .map(String::as_str)
                .collect()
        })
        .collect();
    let furthest = choices
        .iter()
        .map(|choice| choice.len().saturating_sub(1))
        .sum();
    // First every syllable's first spelling, then those one step from it, and so on: what the
    // limit cuts off is the least likely.
    for distance in 0..=furthest {
        let mut chosen = Vec::with_capacity(choices.len());
        let go_on = at_distance(&choices, distance, &mut chosen, &mut |chosen| {
            spell(chosen, surname, collected)
        });
        if !go_on {
            break;
        }
    }
}

/// Calls `found` with each choice of spellings whose places in their lists add up to `distance`,
/// until it answers false; whether it never did.
fn at_distance<'a>(
    choices: &[Vec<&'a str>],
    distance: usize,
    chosen: &mut Vec<&'a str>,
    found: &mut dyn FnMut(&[&str]) -> bool,
) -> bool {
    let Some((first, rest)) = choices.split_first() else {
        return distance != 0 || found(chosen);
    };
    for (place, spelling) in first.iter().enumerate().take(distance + 1) {
        chosen.push(spelling);
        let go_on = at_distance(rest, distance - place, chosen, found);
        chosen.pop();
        if !go_on {
            return false;
        }
    }
    true
}

/// Adds the forms of one reading of a name; whether there is room for more.
fn spell(syllables: &[&str], surname: usize, collected: &mut Collected) -> bool {
    let (family, given) = syllables
        .split_at_checked(surname)
        .unwrap_or((syllables, &[]));
    let (family_full, given_full) = (family.concat(), given.concat());
    let (family_initials, given_initials) = (initials(family), initials(given));
    collected.contain([family_full.as_str(), &given_full].concat());
    collected.contain([given_full.as_str(), &family_full].concat());
    collected.contain([family_full.as_str(), &given_initials].concat());
    collected.contain([given_initials.as_str(), &family_full].concat());
    collected.initial(&[family_initials.as_str(), &given_initials].concat());
    collected.initial(&[given_initials.as_str(), &family_initials].concat());
    !collected.is_full()
}

fn initials(syllables: &[&str]) -> String {
    syllables
        .iter()
        .filter_map(|syllable| syllable.chars().next())
        .collect()
}

/// One reading of a character: the ways to type it, more than one where it has an ü.
type Reading = Vec<String>;

/// The readings of a character, likeliest first, tones ignored; none where it is not Chinese.
#[cfg(feature = "pinyin")]
fn readings(point: char) -> Vec<Reading> {
    use pinyin::ToPinyinMulti;

    let mut distinct: Vec<Reading> = Vec::new();
    for reading in point.to_pinyin_multi().into_iter().flatten() {
        let spellings = typed(reading.plain());
        if !distinct.contains(&spellings) {
            distinct.push(spellings);
        }
    }
    distinct
}

#[cfg(not(feature = "pinyin"))]
fn readings(_: char) -> Vec<Reading> {
    Vec::new()
}

/// The ways to type a syllable on a Latin keyboard.
#[cfg(feature = "pinyin")]
fn typed(syllable: &str) -> Reading {
    // The rare ê, ḿ and ň lose their marks; ü keeps its dots.
    let plain: String = syllable
        .nfd()
        .filter(|point| *point == '\u{308}' || point.is_ascii_alphabetic())
        .nfc()
        .collect();
    if plain.contains('ü') {
        ["v", "u", "yu"]
            .iter()
            .map(|typed| plain.replace('ü', typed))
            .collect()
    } else {
        alloc::vec![plain]
    }
}

#[cfg(all(test, feature = "pinyin"))]
mod tests {
    use super::*;

    fn found(name: &str, password: &str) -> bool {
        Spellings::of(name).found_in(&Key::new(password))
    }

    #[test]
    fn a_surname_is_tried_with_all_its_readings() {
        for (name, password) in [
            ("曾丽君", "zenglijun"),
            ("曾丽君", "cenglijun"),
            ("单雄信", "shanxiongxin"),
            ("仇英", "qiuying"),
            ("尉迟恭", "yuchigong"),
            ("尉迟恭", "weichigong"),
        ] {
            assert!(found(name, password), "{name} {password}");
        }
    }

    #[test]
    fn a_given_name_is_tried_with_three_readings_and_a_surname_with_all() {
        // 角: jiao, jue, lu, gu.
        for reading in ["jiao", "jue", "lu"] {
            assert!(found("王角", &["wang", reading].concat()), "{reading}");
        }
        assert!(!found("王角", "wanggu"));
        assert!(found("角里", "guli"));
    }

    #[test]
    fn either_order_and_initials_of_the_given_name() {
        for password in ["x-LiJunZeng9", "zenglj", "ljzeng", "Zeng.L.J"] {
            assert!(found("曾丽君", password), "{password}");
        }
        assert!(!found("曾丽君", "lijun"));
        assert!(!found("曾丽君", "zeng"));
    }

    #[test]
    fn u_with_dots_is_typed_in_three_ways() {
        for password in ["lvmeng", "lumeng", "lyumeng"] {
            assert!(found("吕蒙", password), "{password}");
        }
        assert!(found("略约", "lveyue") && found("略约", "lueyue") && found("略约", "lyueyue"));
    }

    #[test]
    fn all_initials_count_only_when_nothing_but_digits_is_beside_them() {
        assert!(found("曾丽君", "zlj1990"));
        assert!(found("曾丽君", "19-ljz-90"));
        assert!(!found("曾丽君", "zljx1990"));
        assert!(!found("曾丽君", "azlj1990"));
    }

    #[test]
    fn latin_names_are_words() {
        assert!(found("John Smith", "smith77"));
        assert!(found("Li Wei", "xliwei1"));
        assert!(found("Li Wei", "weili"));
        assert!(!found("Li Wei", "wei1li"));
        assert!(found("O'Brien", "obrien1"));
        assert!(found("O’Brien", "obrien1"));
    }

    #[test]
    fn a_compound_surname_stays_whole() {
        assert!(found("欧阳修", "ouyangx"));
        assert!(found("欧阳修", "xouyang"));
    }

    #[test]
    fn a_long_name_is_bounded() {
        let spellings = Spellings::of(&"曾单仇尉".repeat(500));
        assert!(spellings.contained.len() + spellings.initials.len() <= MAX_VARIANTS);
    }
}
