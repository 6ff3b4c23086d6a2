//! The built server, over real HTTP: what the API's page promises, and what security needs.
// A failure anywhere in here is a failed test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

mod bodies;
mod canary;
mod captcha;
mod change_password;
mod concurrency;
mod defects;
mod demo;
mod flows;
mod history;
mod kills;
mod limits;
mod mail;
mod pages;
mod policy;
mod races;
mod restart;
mod script;
mod secrets;
mod shapes;
mod start;
mod store;
mod token;
