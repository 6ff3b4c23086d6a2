//! The TypeScript types that are written by hand name every event and effect that core has.

#![allow(clippy::unwrap_used)] // a test may panic

use std::collections::BTreeSet;

use repass::{journey, operation};
use serde::de::DeserializeOwned;

#[test]
fn the_types_name_every_event_and_effect_and_no_other() {
    let server = include_str!("../../wasm/types/server.d.ts");
    let journey = include_str!("../../wasm/types/journey.d.ts");
    let events = known::<operation::Event>("event");
    assert!(events.contains("failed"));
    assert_eq!(named(server, "event"), events);
    assert_eq!(
        named(server, "effect"),
        known::<operation::Effect>("effect")
    );
    assert_eq!(named(journey, "event"), known::<journey::Event>("event"));
}

/// serde names all variants where it is asked for one that is none.
fn known<T: DeserializeOwned + std::fmt::Debug>(tag: &str) -> BTreeSet<String> {
    let error = serde_json::from_str::<T>(&format!(r#"{{"{tag}":"?"}}"#)).unwrap_err();
    let error = error.to_string();
    let (_, listed) = error.split_once("expected one of ").unwrap();
    listed
        .split('`')
        .skip(1)
        .step_by(2)
        .map(String::from)
        .collect()
}

/// What stands behind the tag, as in `effect: 'respond'`.
fn named(types: &str, tag: &str) -> BTreeSet<String> {
    types
        .split(&format!("{tag}: '"))
        .skip(1)
        .map(|rest| rest.split('\'').next().unwrap().into())
        .collect()
}
