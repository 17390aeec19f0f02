//! The vendors that come with Driftline: their contracts and schema files, held in the binary.
//!
//! Nothing goes in; out come the [`Files`] of `schemas/vendors/` and the [`Vendor`]s that they describe. Samples are not
//! among them. Every vendor's README says where its schemas come from and what in them is our reading.
//!
//! ```
//! let vendors = driftline_schemas::catalog::vendors()?;
//! assert!(vendors.iter().any(|vendor| vendor.name == "neto"));
//! # Ok::<(), driftline_schemas::Error>(())
//! ```

use crate::contracts::{self, Vendor};
use crate::error::{Error, ErrorKind};
use crate::files::Files;

/// Every file, by its name below `schemas/vendors/`, sorted. A test compares the list with the folder.
const FILES: &[(&str, &[u8])] = &[
    ("ecomnow/README.md", include_bytes!("../vendors/ecomnow/README.md")),
    ("ecomnow/contract.toml", include_bytes!("../vendors/ecomnow/contract.toml")),
    ("ecomnow/order-notification.json", include_bytes!("../vendors/ecomnow/order-notification.json")),
    ("ecomnow/webhook.json", include_bytes!("../vendors/ecomnow/webhook.json")),
    ("neto/README.md", include_bytes!("../vendors/neto/README.md")),
    ("neto/contract.toml", include_bytes!("../vendors/neto/contract.toml")),
    ("neto/get-cart/GetCart.xsd", include_bytes!("../vendors/neto/get-cart/GetCart.xsd")),
    ("neto/get-cart/GetCartResponse.xsd", include_bytes!("../vendors/neto/get-cart/GetCartResponse.xsd")),
    (
        "neto/order-notification/2014/EventSchema.xsd",
        include_bytes!("../vendors/neto/order-notification/2014/EventSchema.xsd"),
    ),
    (
        "neto/order-notification/2024/EventSchema.xsd",
        include_bytes!("../vendors/neto/order-notification/2024/EventSchema.xsd"),
    ),
    ("ordermesh/README.md", include_bytes!("../vendors/ordermesh/README.md")),
    ("ordermesh/contract.toml", include_bytes!("../vendors/ordermesh/contract.toml")),
    ("ordermesh/inbound-order.json", include_bytes!("../vendors/ordermesh/inbound-order.json")),
    ("ordermesh/merchant-notifications.json", include_bytes!("../vendors/ordermesh/merchant-notifications.json")),
];

/// The files of the catalog, by their names below `schemas/vendors/`: `neto/contract.toml`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Catalog;

impl Files for Catalog {
    fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        let found =
            find(name).ok_or_else(|| Error::new(ErrorKind::Unreadable, "no such file in the catalog").in_file(name));
        found.map(<[u8]>::to_vec)
    }

    fn exists(&self, name: &str) -> bool {
        find(name).is_some()
    }
}

/// Every vendor of the catalog, by name.
///
/// # Errors
/// Where a `contract.toml` of the catalog has a mistake, which a test of this crate rules out.
pub fn vendors() -> Result<Vec<Vendor>, Error> {
    let contracts = FILES.iter().map(|(name, _)| *name).filter(|name| name.ends_with("/contract.toml"));
    contracts.map(|name| contracts::load(name, &Catalog)).collect()
}

fn find(name: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, bytes)| *bytes)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{FILES, vendors};

    /// The files below a folder that the catalog holds: all but samples.
    fn walk(folder: &Path, prefix: &str, names: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if !entry.file_type().unwrap().is_dir() {
                names.push(name);
            } else if entry.file_name() != "samples" {
                walk(&entry.path(), &format!("{name}/"), names);
            }
        }
    }

    #[test]
    fn the_list_is_the_folder() {
        let mut names = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("vendors"), "", &mut names);
        names.retain(|name| name.contains('/'));
        names.sort();
        let listed: Vec<_> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, names);
    }

    #[test]
    fn every_contract_of_the_catalog_is_read() {
        let vendors = vendors().unwrap();
        let contracts: Vec<_> =
            vendors.iter().flat_map(|vendor| &vendor.messages).map(|message| &*message.name).collect();
        assert_eq!(vendors.iter().map(|vendor| &*vendor.name).collect::<Vec<_>>(), ["ecomnow", "neto", "ordermesh"]);
        assert!(contracts.contains(&"neto/order-notification"), "{contracts:?}");
    }
}
