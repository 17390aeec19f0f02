//! The `Payload` derive.
