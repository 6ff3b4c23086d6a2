//! Faults in the vendors' words.

use repass::fault;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use crate::mirror::mirror;
use crate::{Fault, Text};

mirror! {
    /// A vendor's dialect.
    Profile = fault::Profile {
        /// BambooCloud EIAM, the administrator's calls.
        EiamTenant,
        /// BambooCloud EIAM, the calls of apps and pages.
        EiamSdk,
        /// Tencent CIAM.
        TencentCiam,
        /// BambooCloud CIAM, as far as its numbers are known.
        BambooCiam,
        /// Huawei OneAccess, as far as its numbers are known.
        OneAccess,
    }
}

impl Profile {
    /// The profile of a name such as `eiam_sdk`, as core has it in JSON.
    pub fn from_name(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, Error> = name.into_deserializer();
        fault::Profile::deserialize(name).ok().map(Self::from)
    }

    /// The name in JSON.
    pub fn name(self) -> String {
        let name = serde_json::to_value(fault::Profile::from(self)).unwrap_or_default();
        name.as_str().unwrap_or_default().into()
    }
}

/// What a vendor's answer means. A code that no table has is kept whole.
#[cfg_attr(feature = "uniffi", uniffi::export)]
pub fn from_wire(profile: Profile, status: i32, body: Text) -> Fault {
    core_fault(profile, status, body.as_str()).into()
}

/// The same with the fault as JSON text.
pub fn from_wire_to_json(profile: Profile, status: i32, body: &str) -> String {
    // A fault holds nothing that JSON cannot say.
    serde_json::to_string(&core_fault(profile, status, body)).unwrap_or_default()
}

fn core_fault(profile: Profile, status: i32, body: &str) -> fault::Fault {
    fault::from_wire(profile.into(), status_of(status), body)
}

/// What is no status can only come from a caller who made the answer up.
pub(crate) fn status_of(status: i32) -> u16 {
    u16::try_from(status).unwrap_or(0)
}
