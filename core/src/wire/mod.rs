//! The vendors' calls as typed data, in both directions: a client writes a [`Request`] and reads an
//! [`Answer`], a server reads the one and writes the other.
//!
//! [`Call`] has a row for each call: method, path, who may call and how they say so, what the body
//! and the answer look like. Whoever routes needs no list of their own: [`Request::decode`] tells
//! which call a request is.
//!
//! Strict on what comes in: a member of another type, one that stands twice, a body of more than
//! [`MAX_BODY`] bytes or of another content type is a fault that names the parameter. An unknown
//! member is ignored as long as it stands once.

mod answer;
mod authorization;
mod call;
mod decode;
mod encode;
mod escape;
mod http;
mod id_token;
mod members;
mod request;

pub use answer::{Answer, Captcha, LoginStatus, Session};
pub use call::{Call, Routed};
pub use http::{HttpRequest, HttpResponse, MAX_BODY};
pub use id_token::Claims;
pub use request::{Address, AnswerForm, Body, Caller, Device, Request};
