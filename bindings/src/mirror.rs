//! What the mirrors of core's types have in common.

/// Declares a fieldless enum beside one of core's, and how each becomes the other.
macro_rules! mirror {
    ($(#[$attribute:meta])* $name:ident = $core:path { $($(#[$doc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl From<$core> for $name {
            fn from(value: $core) -> Self {
                match value { $(<$core>::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $core {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

/// The same with JSON in core's words, and a TypeScript type.
macro_rules! mirrored {
    ($(#[$attribute:meta])* $name:ident = $core:path { $($variants:tt)+ }) => {
        $crate::mirror::mirror! {
            $(#[$attribute])*
            #[derive(serde::Serialize, serde::Deserialize)]
            #[serde(rename_all = "snake_case")]
            #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
            $name = $core { $($variants)+ }
        }
    };
}

pub(crate) use {mirror, mirrored};

pub(crate) fn all<T, U: From<T>>(items: Vec<T>) -> Vec<U> {
    items.into_iter().map(U::from).collect()
}

/// No count of ours comes near the limit.
pub(crate) fn signed(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A negative count can only come from a caller who made it up.
pub(crate) fn unsigned(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}
