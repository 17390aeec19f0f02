//! Near misses: which known name a name that leads nowhere was likely meant to be.

/// The known name nearest to `name`, where one is near enough to be a slip of the pen. Letter case counts as nothing.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let letters = name.chars().count();
    // Long names cost the square of their length and are never typed by hand.
    if letters > 64 {
        return None;
    }
    let allowed = letters / 4 + 1;
    known
        .into_iter()
        .filter(|other| other.chars().count().abs_diff(letters) <= allowed)
        .map(|other| (distance(&name.to_lowercase(), &other.to_lowercase()), other))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// How many letters must be put in, taken out or changed (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = above;
        row[0] = above + 1;
        for (at, &theirs) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != theirs);
            diagonal = row[at + 1];
            row[at + 1] = changed.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let known = ["Address", "Order", "OrderLine"];
        let near = |name| nearest(name, known);
        assert_eq!(near("Adress"), Some("Address"));
        assert_eq!(near("order"), Some("Order"));
        assert_eq!(near("Orderline"), Some("OrderLine"));
        assert_eq!(near("Customer"), None);
        assert_eq!(near(""), None);
    }
}
