//! What holds for all machines; what each does stands in tests/vectors/operation.
