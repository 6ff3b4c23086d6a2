//! What a vendor says for a fault, and what a vendor's answer means. A number never names a rule
//! by itself: the same code means different things at different vendors, so each has a table.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::text::{Lang, args, detail, fill};
use super::{Fault, Violation};
use crate::json::Json;

mod bamboo_ciam;
mod eiam;
mod oneaccess;
mod row;
mod tencent_ciam;

use row::{Direction, Row};

/// A vendor's dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// BambooCloud EIAM, the administrator's calls (`/api/v2/tenant/*`).
    EiamTenant,
    /// BambooCloud EIAM, the calls of apps and pages (`/api/v2/sdk/*`).
    EiamSdk,
    /// Tencent CIAM.
    TencentCiam,
    /// BambooCloud CIAM, as far as its numbers are known.
    BambooCiam,
    /// Huawei OneAccess, as far as its numbers are known.
    #[serde(rename = "oneaccess")]
    OneAccess,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 5] = [
        Self::EiamTenant,
        Self::EiamSdk,
        Self::TencentCiam,
        Self::BambooCiam,
        Self::OneAccess,
    ];

    /// The profile's tables.
    fn tables(self) -> &'static [&'static [Row]] {
        match self {
            Self::EiamTenant => &[eiam::TENANT, eiam::ROWS],
            Self::EiamSdk => &[eiam::SDK, eiam::ROWS],
            Self::TencentCiam => &[tencent_ciam::ROWS],
            Self::BambooCiam => &[bamboo_ciam::ROWS],
            Self::OneAccess => &[oneaccess::ROWS],
        }
    }

    fn rows(self) -> impl Iterator<Item = &'static Row> {
        self.tables().iter().copied().flatten()
    }

    /// How the profile says the fault; none where its vendor has no known word for it.
    fn row_for(self, fault: &str) -> Option<&'static Row> {
        self.rows()
            .find(|row| row.fault == fault && row.direction != Direction::In)
    }

    /// Why the profile has no row for a fault; none where it has one.
    pub fn why_absent(self, fault: &str) -> Option<&'static str> {
        if self.row_for(fault).is_some() || fault == "unknown" {
            return None;
        }
        match self {
            Self::EiamTenant | Self::EiamSdk => None,
            Self::TencentCiam => {
                let row = tencent_ciam::ABSENT
                    .iter()
                    .find(|(absent, _)| *absent == fault)?;
                Some(row.1)
            }
            Self::BambooCiam | Self::OneAccess => Some("the vendor's number is not known"),
        }
    }
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
            // What a vendor has no word for is told as a failure of the system.
            let row = profile.row_for(fault.code()).unwrap_or(&eiam::BUSY);
            (row.status, row.code, told(row, fault, lang))
        }
    };
    let error = match profile {
        _ if code.is_empty() => None,
        Profile::TencentCiam => Some(ErrorBody::OAuth {
            error: code,
            error_description: &text,
            violations,
        }),
        // The token call's words are OAuth's, without the family that EIAM's codes have.
        _ if !code.contains('.') => Some(ErrorBody::OAuth {
            error: code,
            error_description: "",
            violations,
        }),
        _ => Some(ErrorBody::Eiam {
            error_code: code,
            error_msg: &text,
            violations,
        }),
    };
    Encoded {
        status,
        headers: headers(fault, profile),
        // Strings and whole numbers only: nothing that JSON cannot say.
        body: error.map_or_else(String::new, |error| {
            serde_json::to_string(&error).unwrap_or_default()
        }),
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
    let means = |row: &&Row| {
        // Without a code the status is all there is.
        row.code == code
            && row.direction != Direction::Out
            && (!code.is_empty() || row.status == status)
    };
    let rows: Vec<&Row> = profile.rows().filter(means).collect();
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

/// The fault that a client of this vendor reads when a server of this vendor answers with `fault`.
/// Where it differs in its code, the vendor has one word for both, or none: that is the loss.
pub fn as_told(fault: &Fault, profile: Profile) -> Fault {
    let encoded = wire(fault, None, profile, Lang::En);
    from_wire(profile, encoded.status, &encoded.body)
}

/// One vendor's answer in another's words. What the first does not say, or the second has no word
/// for, is lost; an answer that no table knows goes through as it came.
pub fn translate(from: Profile, status: u16, body: &str, to: Profile, lang: Lang) -> Encoded {
    wire(&from_wire(from, status, body), None, to, lang)
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
        #[serde(skip_serializing_if = "str::is_empty")]
        error_description: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        violations: Option<&'a [Violation]>,
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

fn headers(fault: &Fault, profile: Profile) -> Vec<(&'static str, String)> {
    let challenge = |text: &str| [("WWW-Authenticate", String::from(text))].into();
    match fault {
        Fault::Unauthenticated if profile == Profile::TencentCiam => {
            challenge("Bearer error=\"invalid_token\"")
        }
        Fault::Unauthenticated | Fault::StateTokenBad => challenge("Bearer"),
        Fault::Forbidden => challenge("Bearer error=\"insufficient_scope\""),
        Fault::ClientInvalid => challenge("Basic realm=\"repass\""),
        Fault::QuotaExceeded {
            retry_after: Some(seconds),
        }
        | Fault::SmsQuotaExceeded {
            retry_after: Some(seconds),
        }
        | Fault::EmailQuotaExceeded {
            retry_after: Some(seconds),
        } => [("Retry-After", seconds.to_string())].into(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
