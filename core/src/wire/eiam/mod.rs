//! BambooCloud EIAM.

pub mod change_password;
pub mod token;
