use super::*;
use crate::fault::RuleCode;
use crate::policy::{Policy, Rule, Subject};

#[test]
fn every_fault_has_a_text_in_every_language() {
    for lang in Lang::ALL {
        for fault in Fault::CODES.into_iter().filter_map(Fault::bare) {
            let text = message(&fault, lang);
            assert!(!text.is_empty(), "{} in {lang:?}", fault.code());
            assert!(!text.contains(['{', '}']), "{text}");
        }
        for code in Rule::ALL {
            let has_no_arguments = matches!(Fault::bare(code.code()), Some(Fault::Violation(_)));
            let fault = Fault::Rule(RuleCode { code });
            assert!(
                has_no_arguments || !message(&fault, lang).is_empty(),
                "{code:?} in {lang:?}"
            );
        }
    }
}

#[test]
fn languages_have_the_same_rows_with_the_same_places() {
    fn places(mut text: &str) -> Vec<&str> {
        let mut names = Vec::new();
        while let Some((_, name, after)) = next_place(text) {
            names.push(name);
            text = after;
        }
        names.sort_unstable();
        names
    }
    type Rows = &'static [(&'static str, &'static str)];
    let shape = |rows: Rows| -> Vec<_> {
        rows.iter()
            .map(|(key, text)| (*key, places(text)))
            .collect()
    };
    let (en, zh) = (Lang::En.table(), Lang::Zh.table());
    for (en, zh) in [
        (en.faults, zh.faults),
        (en.demands, zh.demands),
        (en.help, zh.help),
        (en.words, zh.words),
    ] {
        assert_eq!(shape(en), shape(zh));
    }
}

#[test]
fn every_demand_has_a_text_in_every_language() {
    let policy = Policy::from_json(
        r#"{"version":1,"length":{},"characters":{"atLeastClasses":3,"require":["upper"],"minimum":{"digit":2},
            "special":"+*!","edgeSpace":"forbid"},"repeats":{"max":3},"sequences":{"max":4},"username":{"equal":true,"reversed":true},
            "contains":{"namePinyin":true},"weak":{"dictionary":true},"history":{"remember":5},"breached":{}}"#,
    )
    .unwrap();
    let lines = policy.checklist("", &Subject::default());
    assert_eq!(lines.len(), 11);
    for lang in Lang::ALL {
        for line in &lines {
            let text = demand(&line.demand, lang);
            assert!(
                !text.is_empty() && next_place(&text).is_none(),
                "{:?} {text}",
                line.id
            );
        }
    }
}

#[test]
fn all_that_is_wrong_with_the_characters_is_told() {
    let policy =
        Policy::from_json(r#"{"version":1,"characters":{"require":["upper","digit"]}}"#).unwrap();
    let report = policy.check("ab cd", &Subject::default());
    let fault = Fault::first_of(&report).unwrap();
    assert_eq!(
        message(&fault, Lang::En),
        "More kinds of characters are needed: upper-case letters, digits. Not allowed: spaces."
    );
    assert_eq!(
        message(&fault, Lang::Zh),
        "还需要其他种类的字符：大写字母、数字。不能使用：空格。"
    );
}

#[test]
fn the_preferred_language_of_ours_is_taken() {
    for (header, lang) in [
        ("zh", Lang::Zh),
        ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
        ("en;q=0.3, zh;q=0.7", Lang::Zh),
        ("en-US,en;q=0.9,zh;q=0.8", Lang::En),
        ("fr, de;q=0.5", Lang::En),
        ("fr, zh;q=0.5", Lang::Zh),
        ("zh;q=0", Lang::En),
        ("zh;q=nonsense", Lang::En),
        ("", Lang::En),
        ("*", Lang::En),
    ] {
        assert_eq!(Lang::from_accept_language(header), lang, "{header}");
    }
    assert_eq!(Lang::from_tag("zh_CN"), Lang::Zh);
    assert_eq!(Lang::from_tag("ZH"), Lang::Zh);
    assert_eq!(Lang::from_tag("xx"), Lang::En);
}
