//! What end-to-end tests share: the sidecars that say what a check must find.

pub mod sidecar;
