//! What a host must do for each effect, as its doc comment says it.

const SOURCE: &str = include_str!("../../src/operation/effect.rs");

/// Each effect's name, and its documentation in Markdown.
pub fn all() -> Vec<(String, String)> {
    let (_, rest) = SOURCE.split_once("pub enum Effect {\n").unwrap();
    let (body, _) = rest.split_once("\n}\n").unwrap();
    let (mut effects, mut documentation) = (Vec::new(), Vec::new());
    for line in body.lines() {
        // A variant and its doc comment stand one step in; its members deeper.
        let Some(line) = line
            .strip_prefix("    ")
            .filter(|line| !line.starts_with(' '))
        else {
            continue;
        };
        match line.strip_prefix("///") {
            Some(text) => documentation.push(text.trim().to_owned()),
            None if line.starts_with(char::is_uppercase) => {
                let name: String = line
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .collect();
                effects.push((snake(&name), plain(&documentation.join("\n"))));
                documentation.clear();
            }
            None => {}
        }
    }
    effects
}

/// Links of rustdoc lead nowhere here: their text stays.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        let (word, after) = link.split_once("`]").unwrap();
        let after = match after
            .strip_prefix('(')
            .and_then(|target| target.split_once(')'))
        {
            Some((_, after)) => after,
            None => after,
        };
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
