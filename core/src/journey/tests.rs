//! Journeys as a host would drive them. Every state goes through JSON between two events, and none
//! may hold what was typed as a secret.

mod address;
mod answers;
mod captcha;
mod flows;
mod foreign;
mod form;
mod play;
mod setup;
mod time;
