//! The façade as a UniFFI library, for Kotlin and Swift.

repass_bindings::uniffi_reexport_scaffolding!();
