//! Faults as the vendors answer them.

use repass::fault::{self, Encoded, Lang};

use crate::vendor::status_of;
use crate::{Fault, HttpHeader, HttpResponse, Profile, Text};

/// A fault as the vendor answers it. The headers are those besides the content type, which is JSON.
#[cfg_attr(feature = "uniffi", uniffi::export(default(lang = "en")))]
pub fn wire(fault: Fault, profile: Profile, lang: String) -> HttpResponse {
    fault::wire(&fault.into(), None, profile.into(), Lang::from_tag(&lang)).into()
}

/// [`wire`] for a fault as JSON text; none where the text is no fault.
pub fn wire_of_json(fault: &str, profile: Profile, lang: &str) -> Option<HttpResponse> {
    let fault = fault::Fault::from_json(fault)?;
    Some(fault::wire(&fault, None, profile.into(), Lang::from_tag(lang)).into())
}

/// One vendor's answer in another's words. What the first does not say, or the second has no word
/// for, is lost; an answer that no table knows goes through as it came.
#[cfg_attr(feature = "uniffi", uniffi::export(default(lang = "en")))]
pub fn translate(
    from: Profile,
    status: i32,
    body: Text,
    to: Profile,
    lang: String,
) -> HttpResponse {
    let status = status_of(status);
    let lang = Lang::from_tag(&lang);
    fault::translate(from.into(), status, body.as_str(), to.into(), lang).into()
}

impl From<Encoded> for HttpResponse {
    fn from(encoded: Encoded) -> Self {
        let headers = encoded.headers.into_iter();
        Self {
            status: encoded.status.into(),
            headers: headers
                .map(|(name, value)| HttpHeader::from((name.into(), value)))
                .collect(),
            body: encoded.body.into(),
        }
    }
}
