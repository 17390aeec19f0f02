//! Names: from the schema's to Rust's.
//!
//! In goes a name as the schema writes it (`OrderID`, `order-line`, `10-20`, `type`), out comes an identifier by Rust's
//! conventions (`OrderId`, `order_line`, `N10_20`, `type_`). [`distinct`] settles collisions by what the names stand for
//! and never by the order in which they are met, so that reordering a schema renames nothing.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use driftline_schemas::Model;
use driftline_schemas::model::Shape;

/// Keywords of all editions, strict and reserved (The Rust Reference, "Keywords").
const KEYWORDS: [&str; 53] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "_",
];

/// What ASCII punctuation is called, for names that hold nothing else.
const SYMBOLS: [(char, &str); 32] = [
    ('!', "exclamation"),
    ('"', "quote"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('\'', "apostrophe"),
    ('(', "open"),
    (')', "close"),
    ('*', "star"),
    ('+', "plus"),
    (',', "comma"),
    ('-', "minus"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    (';', "semicolon"),
    ('<', "less"),
    ('=', "equal"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('[', "open"),
    ('\\', "backslash"),
    (']', "close"),
    ('^', "caret"),
    ('_', "underscore"),
    ('`', "backtick"),
    ('{', "open"),
    ('|', "or"),
    ('}', "close"),
    ('~', "tilde"),
];

/// The name of a field, function or module: `order_id`; a keyword gets a `_` behind it.
pub(crate) fn snake(name: &str) -> String {
    let joined = words(name).join("_");
    identifier(joined, 'n')
}

/// The name of a type or variant: `OrderId`.
pub(crate) fn pascal(name: &str) -> String {
    pascal_words(&words(name))
}

/// Words to the name of a type. Numbers that would run together are kept apart: `10-20` is not `1020`.
fn pascal_words(words: &[String]) -> String {
    let mut joined = String::new();
    for word in words {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        if first.is_numeric() && joined.ends_with(char::is_numeric) {
            joined.push('_');
        }
        joined.extend(first.to_uppercase());
        joined.push_str(chars.as_str());
    }
    identifier(joined, 'N')
}

/// Makes sure that an identifier begins as one and is no keyword.
fn identifier(mut name: String, lead: char) -> String {
    if !name.starts_with(unicode_ident::is_xid_start) {
        name.insert(0, lead);
    }
    if KEYWORDS.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// The words of a name in lower case. A word ends before a capital that follows a small letter, and before the last of
/// several capitals where a small letter follows it, except that a plural `s` belongs to its acronym (`OrderItemIDs`).
/// Digits belong to the word before them.
fn words(name: &str) -> Vec<String> {
    if !name.chars().any(unicode_ident::is_xid_continue) || name.chars().all(|c| c == '_') {
        return spelt(name);
    }
    let chars: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    let mut in_capitals = false;
    for (at, &c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).copied();
        if c == '_' || !unicode_ident::is_xid_continue(c) {
            words.push(String::new());
            if let ('-' | '+', 0, Some('0'..='9')) = (c, at, next) {
                words.extend(spelt(&c.to_string()));
                words.push(String::new());
            }
            in_capitals = false;
            continue;
        }
        let begins =
            c.is_uppercase() && (!in_capitals || (next.is_some_and(char::is_lowercase) && !is_plural(&chars, at)));
        if begins {
            words.push(String::new());
        }
        if c.is_alphabetic() {
            in_capitals = c.is_uppercase();
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether the capital at `at` is followed by an `s` that ends the word.
fn is_plural(chars: &[char], at: usize) -> bool {
    chars.get(at + 1) == Some(&'s') && !chars.get(at + 2).is_some_and(|c| c.is_lowercase())
}

/// The characters of a name without letters and digits, in words.
fn spelt(name: &str) -> Vec<String> {
    let spell = |c: char| {
        let known = SYMBOLS.iter().find(|(symbol, _)| *symbol == c);
        known.map_or_else(|| format!("u{:x}", u32::from(c)), |(_, word)| (*word).to_owned())
    };
    if name.is_empty() { vec!["empty".to_owned()] } else { name.chars().map(spell).collect() }
}

/// The names of a model that show where words begin, to read those that do not: next to an element `OrderID`, the type
/// `orderidtype` is an `OrderIdType`.
pub(crate) struct Vocabulary {
    known: BTreeMap<String, Vec<String>>,
}

impl Vocabulary {
    /// Learns from the names of all fields and global elements.
    pub(crate) fn learn(model: &Model) -> Self {
        let fields = model.types.iter().filter_map(|type_| match &type_.shape {
            Shape::Record(record) => Some(&record.fields),
            _ => None,
        });
        let elements = model.elements.iter().map(|element| &element.name);
        let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in fields.flatten().map(|field| &field.name).chain(elements) {
            let words = words(&name.local);
            let entry = known.entry(words.concat()).or_default();
            if (words.len(), &words) > (entry.len(), entry) {
                *entry = words;
            }
        }
        Self { known }
    }

    /// As [`pascal`], with the help of what was learnt.
    pub(crate) fn pascal(&self, name: &str) -> String {
        if !name.chars().all(|c| c.is_ascii_lowercase()) {
            return pascal(name);
        }
        let stem = name.strip_suffix("type").filter(|stem| stem.len() > 1);
        let mut words = self.known.get(stem.unwrap_or(name)).cloned();
        if words.is_none() && stem.is_some() {
            words = self.known.get(name).cloned();
        }
        let mut words = words.unwrap_or_else(|| vec![stem.unwrap_or(name).to_owned()]);
        if stem.is_some() && words.concat() != name {
            words.push("type".to_owned());
        }
        pascal_words(&words)
    }
}

/// What wants a name.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    /// Names for it, the best first.
    pub(crate) candidates: Vec<String>,
    /// Who gives way: of those that want the same name only those of the highest rank take their next candidate.
    pub(crate) rank: u8,
    /// What it stands for; unique, and independent of its place among the others.
    pub(crate) key: String,
}

/// A name for each, all different. Where no candidate is left, a number is put behind the name in the order of the keys.
pub(crate) fn distinct(wanted: &[Wanted], separator: &str) -> Vec<String> {
    let mut levels = vec![0_usize; wanted.len()];
    let name_at = |at: usize, level: usize| wanted[at].candidates.get(level).map_or("", String::as_str);
    loop {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, level) in levels.iter().enumerate() {
            groups.entry(name_at(at, *level)).or_default().push(at);
        }
        let mut moved = false;
        for group in groups.into_values().filter(|group| group.len() > 1) {
            let can_move = |at: &&usize| levels[**at] + 1 < wanted[**at].candidates.len();
            let Some(rank) = group.iter().filter(can_move).map(|at| wanted[*at].rank).max() else { continue };
            for at in group {
                if wanted[at].rank == rank && levels[at] + 1 < wanted[at].candidates.len() {
                    levels[at] += 1;
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    number(wanted, &levels.iter().enumerate().map(|(at, level)| name_at(at, *level)).collect::<Vec<_>>(), separator)
}

/// Numbers what still collides.
fn number(wanted: &[Wanted], names: &[&str], separator: &str) -> Vec<String> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|at| (wanted[*at].rank, &wanted[*at].key));
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    // The first of each name keeps it; only then are the others numbered, around the names that are kept.
    let later: Vec<usize> = order.into_iter().filter(|at| !claim(&mut taken, names[*at].to_owned(), *at)).collect();
    for at in later {
        // A keyword that took an underscore (`self_`) is told apart by the number alone.
        let base = names[at].trim_end_matches('_');
        let base = if base.is_empty() { names[at] } else { base };
        let joint = if base.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { separator };
        let mut number = 2_usize;
        while !claim(&mut taken, format!("{base}{joint}{number}"), at) {
            number += 1;
        }
    }
    let mut result = vec![String::new(); wanted.len()];
    for (name, at) in taken {
        result[at] = name;
    }
    result
}

/// Gives a free name to `at`; whether it was free.
fn claim(taken: &mut BTreeMap<String, usize>, name: String, at: usize) -> bool {
    let entry = taken.entry(name);
    let is_free = matches!(entry, Entry::Vacant(_));
    entry.or_insert(at);
    is_free
}

#[cfg(test)]
mod tests {
    use super::{Wanted, distinct, pascal, snake};

    #[test]
    fn names_follow_the_conventions_of_rust() {
        let table = [
            ("OrderID", "OrderId", "order_id"),
            ("SKU", "Sku", "sku"),
            ("skuNr", "SkuNr", "sku_nr"),
            ("OrderItemIDs", "OrderItemIds", "order_item_ids"),
            ("IDsOfAll", "IdsOfAll", "ids_of_all"),
            ("DateCreatedUTC", "DateCreatedUtc", "date_created_utc"),
            ("XMLHttpRequest", "XmlHttpRequest", "xml_http_request"),
            ("StreetLine1", "StreetLine1", "street_line1"),
            ("SHA256Hash", "Sha256Hash", "sha256_hash"),
            ("B2B", "B2b", "b2b"),
            ("On Hold", "OnHold", "on_hold"),
            ("order-line.item", "OrderLineItem", "order_line_item"),
            ("__typename", "Typename", "typename"),
            ("@id", "Id", "id"),
            ("type", "Type", "type_"),
            ("self", "Self_", "self_"),
            ("gen", "Gen", "gen_"),
            ("10-20", "N10_20", "n10_20"),
            ("2024", "N2024", "n2024"),
            ("-1", "Minus1", "minus_1"),
            ("", "Empty", "empty"),
            ("_", "Underscore", "underscore"),
            ("<=", "LessEqual", "less_equal"),
            ("→", "U2192", "u2192"),
            ("Größe", "Größe", "größe"),
            ("日付", "日付", "日付"),
        ];
        for (name, type_, field) in table {
            assert_eq!((pascal(name).as_str(), snake(name).as_str()), (type_, field), "{name}");
        }
    }

    fn wanted(candidates: &[&str], rank: u8, key: &str) -> Wanted {
        Wanted { candidates: candidates.iter().map(|name| (*name).to_owned()).collect(), rank, key: key.to_owned() }
    }

    #[test]
    fn collisions_are_settled_whatever_the_order() {
        let entries = [
            wanted(&["Address"], 0, "type Address"),
            wanted(&["Address", "CustomerAddress"], 1, "Customer/Address"),
            wanted(&["Line", "OrderLine"], 1, "Order/Line"),
            wanted(&["Line", "CartLine"], 1, "Cart/Line"),
            wanted(&["OrderId"], 0, "OrderID"),
            wanted(&["OrderId"], 0, "order_id"),
            wanted(&["OrderId2"], 0, "OrderId2"),
        ];
        let want = ["Address", "CustomerAddress", "OrderLine", "CartLine", "OrderId", "OrderId3", "OrderId2"];
        assert_eq!(distinct(&entries, ""), want);
        let reversed: Vec<Wanted> = entries.into_iter().rev().collect();
        let mut got = distinct(&reversed, "");
        got.reverse();
        assert_eq!(got, want);
    }
}
