//! What a host must know of effects and events, as the doc comments say it.

const EFFECTS: &str = include_str!("../../src/operation/effect.rs");
const EVENTS: &str = include_str!("../../src/operation/event.rs");
const CARRIED: &str = include_str!("../../src/operation/change.rs");

/// Each effect's name in JSON, and its documentation in Markdown.
pub fn all() -> Vec<(String, String)> {
    variants(body(EFFECTS, "pub enum Effect {"))
}

/// The same of each event.
pub fn events() -> Vec<(String, String)> {
    variants(body(EVENTS, "pub enum Event {"))
}

/// The same of what they carry.
pub fn structures() -> Vec<(String, String)> {
    [
        (CARRIED, "enum", "Whose"),
        (CARRIED, "struct", "PasswordChange"),
        (CARRIED, "struct", "TemporaryPassword"),
        (EVENTS, "struct", "Application"),
        (EVENTS, "struct", "Account"),
        (EVENTS, "enum", "AccountStatus"),
    ]
    .map(|(source, kind, name)| {
        let start = format!("pub {kind} {name} {{");
        let (before, _) = source.split_once(&start).unwrap();
        // The comment above it, past the attributes.
        let lines: Vec<&str> = before.lines().rev().collect();
        let comment = lines.iter().skip_while(|line| !line.starts_with("///"));
        let comment = comment.map_while(|line| line.strip_prefix("///"));
        let mut comment: Vec<&str> = comment.map(str::trim).collect();
        comment.reverse();
        let members = members(body(source, &start), "    ");
        (name.to_owned(), plain(&comment.join("\n")) + &members)
    })
    .into()
}

fn body<'a>(source: &'a str, start: &str) -> &'a str {
    let (_, rest) = source.split_once(start).unwrap();
    rest.split_once("\n}\n").unwrap().0
}

fn variants(body: &str) -> Vec<(String, String)> {
    let (mut variants, mut documentation) = (Vec::new(), Vec::new());
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(line) = line.strip_prefix("    ") else {
            continue;
        };
        match line.strip_prefix("///") {
            Some(text) => documentation.push(text.trim().to_owned()),
            None if line.starts_with(char::is_uppercase) => {
                let name: String = line
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .collect();
                let mut inner = String::new();
                if line.ends_with('{') {
                    let end = "    }";
                    let of_it = std::iter::from_fn(|| lines.next_if(|line| !line.starts_with(end)));
                    inner = of_it.collect::<Vec<&str>>().join("\n");
                }
                let text = plain(&documentation.join("\n")) + &members(&inner, "        ");
                variants.push((snake(&name), text));
                documentation.clear();
            }
            None => {}
        }
    }
    variants
}

/// A list of documented members; empty where there are none.
fn members(body: &str, indent: &str) -> String {
    let (mut list, mut documentation) = (String::new(), Vec::new());
    for line in body.lines().filter_map(|line| line.strip_prefix(indent)) {
        if let Some(text) = line.strip_prefix("///") {
            documentation.push(text.trim());
        } else if !line.starts_with('#') && !documentation.is_empty() {
            let name = line.trim_start_matches("pub ");
            let is_name = |point: &char| point.is_ascii_alphanumeric() || *point == '_';
            let name: String = name.chars().take_while(is_name).collect();
            let text = plain(&documentation.join(" "));
            list.push_str(&format!("\n- `{}`: {text}", camel(&name)));
            documentation.clear();
        }
    }
    match list.is_empty() {
        true => list,
        false => format!("\n{list}"),
    }
}

/// Links of rustdoc lead nowhere here: their text stays.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        let (word, after) = link.split_once("`]").unwrap();
        let target = after
            .strip_prefix('(')
            .and_then(|target| target.split_once(')'));
        let after = target.map_or(after, |(_, after)| after);
        plain.push_str(before);
        plain.push_str(&format!("`{}`", named(word)));
        rest = after;
    }
    plain + rest
}

/// Effects and events by the names that they have in JSON.
fn named(word: &str) -> String {
    match word.rsplit_once("::") {
        Some(("Effect" | "Event", name)) => snake(name),
        _ => word.into(),
    }
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for point in name.chars() {
        if point.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(point.to_lowercase());
    }
    snake
}

/// A member's name in JSON: in camel case, and an alternative of an enum begins small.
fn camel(name: &str) -> String {
    let words = name.split('_').enumerate();
    let cased = words.map(|(place, word)| {
        let (first, rest) = word.split_at(1);
        match place {
            0 => first.to_lowercase() + rest,
            _ => first.to_uppercase() + rest,
        }
    });
    cased.collect()
}
