//! The rules, one file each. What a rule means stands at the head of its file.

pub(super) mod characters;
pub(super) mod length;
pub(super) mod personal;
pub(super) mod repeats;
pub(super) mod sequences;
pub(super) mod username;
pub(super) mod weak;
