//! What a vendor says for a fault, and what a vendor's answer means. A number never names a rule
//! by itself: the same code means different things at different vendors, so each has a table.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::text::{Lang, args, detail, fill};
use super::{Fault, Violation};
use crate::json::Json;

mod eiam_tenant;

/// A vendor's dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// BambooCloud EIAM, `/api/v2/tenant/*`.
    EiamTenant,
}

impl Profile {
    fn rows(self) -> &'static [Row] {
        match self {
            Self::EiamTenant => eiam_tenant::ROWS,
        }
    }
}

/// A fault in a vendor's words. `{name}` in a text stands for an argument of the fault; `{detail}`
/// for our own sentence on it.
struct Row {
    /// The fault's code.
    fault: &'static str,
    status: u16,
    /// The vendor's code.
    code: &'static str,
    en: &'static str,
    zh: &'static str,
    direction: Direction,
}

/// Which ways a row is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// Both: the vendor's code means this fault and nothing else.
    Both,
    /// Only to the vendor, who has one word for this fault and another; the other one comes back.
    Out,
    /// Only from the vendor, who has two words for one fault.
    In,
}

/// A fault as a vendor answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The HTTP status.
    pub status: u16,
    /// Headers besides the content type.
    pub headers: Vec<(&'static str, String)>,
    /// The body: JSON text.
    pub body: String,
}

/// A fault as the vendor answers it. `violations` is the whole list for a client that asks for it
/// (`Prefer: return=violations`), as a member that the vendor does not have.
pub fn wire(
    fault: &Fault,
    violations: Option<&[Violation]>,
    profile: Profile,
    lang: Lang,
) -> Encoded {
    let (status, code, text) = match fault {
        Fault::Unknown {
            status,
            vendor_code,
            text,
        } => (*status, vendor_code.as_str(), text.clone()),
        _ => {
            let row = profile
                .rows()
                .iter()
                .find(|row| row.fault == fault.code() && row.direction != Direction::In);
            // A test holds the tables complete; a missing row would say that the system is busy.
            let row = row.unwrap_or(&eiam_tenant::BUSY);
            (row.status, row.code, told(row, fault, lang))
        }
    };
    let error = match profile {
        Profile::EiamTenant if eiam_tenant::OAUTH_ERRORS.contains(&code) => {
            ErrorBody::OAuth { error: code }
        }
        Profile::EiamTenant => ErrorBody::Eiam {
            error_code: code,
            error_msg: &text,
            violations,
        },
    };
    Encoded {
        status,
        headers: headers(fault),
        // Strings and whole numbers only: nothing that JSON cannot say.
        body: serde_json::to_string(&error).unwrap_or_default(),
    }
}

/// What a vendor's answer means. The code decides and the text never does; a code that no table has
/// is kept whole.
pub fn from_wire(profile: Profile, status: u16, body: &str) -> Fault {
    let json = Json::parse(body).ok();
    let members = json.as_ref().and_then(Json::as_object).unwrap_or_default();
    let member = |wanted: &str| {
        let (_, value) = members.iter().find(|(name, _)| name == wanted)?;
        value.as_str()
    };
    let vendor_code = member("error_code")
        .or_else(|| member("error"))
        .unwrap_or_default();
    // Some of the vendor's pages have a space before the code.
    let code = vendor_code.trim();
    let statuses = |row: &&Row| row.code == code && row.direction != Direction::Out;
    let rows: Vec<&Row> = profile.rows().iter().filter(statuses).collect();
    rows.iter()
        .find(|row| row.status == status)
        .or_else(|| rows.first())
        .and_then(|row| Fault::bare(row.fault))
        .unwrap_or_else(|| Fault::Unknown {
            status,
            vendor_code: vendor_code.to_string(),
            text: member("error_msg")
                .or_else(|| member("error_description"))
                .unwrap_or_default()
                .to_string(),
        })
}

#[derive(Serialize)]
#[serde(untagged)]
enum ErrorBody<'a> {
    Eiam {
        error_code: &'a str,
        error_msg: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        violations: Option<&'a [Violation]>,
    },
    OAuth {
        error: &'a str,
    },
}

fn told(row: &Row, fault: &Fault, lang: Lang) -> String {
    let template = match lang {
        Lang::En => row.en,
        Lang::Zh => row.zh,
    };
    let mut args = args(fault, lang);
    if template.contains("{detail}") {
        args.push(("detail", detail(fault, lang)));
    }
    fill(template, &args)
}

fn headers(fault: &Fault) -> Vec<(&'static str, String)> {
    match fault {
        Fault::Unauthenticated => [("WWW-Authenticate", "Bearer".into())].into(),
        Fault::Forbidden => [(
            "WWW-Authenticate",
            "Bearer error=\"insufficient_scope\"".into(),
        )]
        .into(),
        Fault::ClientInvalid => [("WWW-Authenticate", "Basic realm=\"repass\"".into())].into(),
        Fault::QuotaExceeded {
            retry_after: Some(seconds),
        } => [("Retry-After", seconds.to_string())].into(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
