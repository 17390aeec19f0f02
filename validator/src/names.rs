//! Likeness of names: what a vendor may have renamed.

/// Whether two names differ in letter case and separators only: `order_no`, `OrderNo`, `order-no`.
pub(crate) fn is_miscased(sent: &str, declared: &str) -> bool {
    sent != declared && folded(sent).eq(folded(declared))
}

/// Whether two names are alike enough for one to be the other renamed: one holds the other, or few letters differ.
pub(crate) fn is_alike(sent: &str, declared: &str) -> bool {
    let (sent, declared): (Vec<char>, Vec<char>) = (folded(sent).collect(), folded(declared).collect());
    let (short, long) = if sent.len() <= declared.len() { (&sent, &declared) } else { (&declared, &sent) };
    // A very short name stands in many others by chance.
    if short.len() >= 2 && (long.starts_with(short) || long.ends_with(short)) {
        return true;
    }
    if short.len() >= 3 && long.windows(short.len()).any(|window| window == short.as_slice()) {
        return true;
    }
    // Letters left out, as in an abbreviation, and letters changed; but some must be shared, however short the names are.
    if sent.len().min(declared.len()) >= 5 && short[..3] == long[..3] && is_within(short, long) {
        return true;
    }
    if is_abbreviated(short, long) {
        return true;
    }
    let allowed = (long.len() / 3).max(2).min(short.len().saturating_sub(1));
    distance(&sent, &declared, allowed).is_some()
}

/// Whether one name is the other without letters in the middle: `qty` of `quantity`. A name of two letters stands in many, and
/// so does any in one more than three times as long.
fn is_abbreviated(short: &[char], long: &[char]) -> bool {
    let has_its_ends = short.first() == long.first() && short.last() == long.last();
    short.len() >= 3 && long.len() <= 3 * short.len() && has_its_ends && is_within(short, long)
}

/// Whether the letters of one name stand in another in their order, with others between them.
fn is_within(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|letter| rest.any(|other| other == letter))
}

fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|character| !matches!(character, '_' | '-' | '.' | ' ')).flat_map(char::to_lowercase)
}

/// The number of letters to insert, drop or change, where that is at most `most`. Names longer than 200 letters are never
/// compared: the table grows with the product of their lengths.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most || one.len().max(other.len()) > 200 {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (other_at, other_letter) in other.iter().enumerate() {
            let change = diagonal + usize::from(letter != other_letter);
            diagonal = row[other_at + 1];
            row[other_at + 1] = change.min(diagonal + 1).min(row[other_at] + 1);
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::{is_alike, is_miscased};

    #[test]
    fn letter_case_and_separators_are_no_other_name() {
        for (sent, declared) in [("order_no", "orderNo"), ("OrderID", "OrderId"), ("SKU", "sku"), ("e-mail", "Email")] {
            assert!(is_miscased(sent, declared), "{sent} {declared}");
        }
        assert!(!is_miscased("sku", "sku") && !is_miscased("sku", "skus"));
    }

    #[test]
    fn names_that_share_most_of_their_letters_are_alike() {
        for (sent, declared) in [
            ("price", "itemPrice"),
            ("EventIdentifier", "EventID"),
            ("Status", "OrderStatus"),
            ("sku", "skuNr"),
            ("TheUrl", "url"),
            ("itemQty", "itemQuantity"),
            ("ordrNo", "orderNo"),
            ("qty", "quantity"),
            ("quantity", "qty"),
            ("amt", "amount"),
        ] {
            assert!(is_alike(sent, declared), "{sent} {declared}");
        }
        for (sent, declared) in [
            ("note", "price"),
            ("id", "price"),
            ("currency", "orderNo"),
            ("Reprint", "OrderId"),
            ("x", "tax"),
            ("no", "namo"),
            ("qty", "quiteUnlikely"),
        ] {
            assert!(!is_alike(sent, declared), "{sent} {declared}");
        }
    }
}
