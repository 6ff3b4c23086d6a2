//! A state diagram in Mermaid's words.

use std::collections::BTreeSet;
use std::fmt::Write;

/// What the transcripts of one machine pass through.
pub struct Diagram {
    pub title: String,
    /// From, to, what happened, what is asked for.
    edges: BTreeSet<Edge>,
    effects: BTreeSet<String>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    from: String,
    to: String,
    label: String,
}

/// Where a diagram begins and ends.
pub const END: &str = "[*]";

impl Diagram {
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            edges: BTreeSet::new(),
            effects: BTreeSet::new(),
        }
    }

    pub fn effects(&self) -> impl Iterator<Item = &str> {
        self.effects.iter().map(String::as_str)
    }

    pub fn add(&mut self, from: &str, to: &str, label: String, effect: &str) {
        self.edges.insert(Edge {
            from: from.into(),
            to: to.into(),
            label,
        });
        self.effects.insert(effect.into());
    }

    /// An effect that no arrow shows.
    pub fn note(&mut self, effect: &str) {
        self.effects.insert(effect.into());
    }

    pub fn to_markdown(&self) -> String {
        let mut text = format!("### {}\n\n```mermaid\nstateDiagram-v2\n", self.title);
        for name in self.names() {
            writeln!(text, "  state \"{name}\" as {}", id(name)).unwrap();
        }
        for Edge { from, to, label } in &self.edges {
            writeln!(text, "  {} --> {} : {label}", id(from), id(to)).unwrap();
        }
        text.push_str("```\n\n");
        text
    }

    fn names(&self) -> BTreeSet<&str> {
        let ends = self.edges.iter().flat_map(|edge| [&edge.from, &edge.to]);
        ends.map(String::as_str)
            .filter(|name| *name != END)
            .collect()
    }
}

/// A name that Mermaid takes as it is.
fn id(name: &str) -> String {
    match name {
        END => END.into(),
        _ => name
            .chars()
            .map(|point| {
                if point.is_ascii_alphanumeric() {
                    point
                } else {
                    '_'
                }
            })
            .collect(),
    }
}
