//! The reference server: it performs what the machines of `repass` ask for, and serves the pages. No
//! rule is decided here.
#![forbid(unsafe_code)]

pub mod answer;
pub mod app;
pub mod applications;
pub mod args;
pub mod captcha;
pub mod clock;
pub mod config;
pub mod demo;
mod duplicates;
pub mod error;
pub mod host;
pub mod http;
pub mod id_tokens;
pub mod keys;
pub mod listener;
pub mod log;
pub mod messages;
pub mod outbox;
pub mod pages;
pub mod passwords;
mod patient;
pub mod policy;
mod random;
mod seal;
pub mod server;
mod signals;
pub mod source;
pub mod store;
