//! A host in memory around the machine.
