//! Rust types from schemas.
