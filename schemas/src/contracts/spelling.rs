//! The known word that was probably meant.

/// Of `known`, the word nearest to `word`, if it is near: one that contains the other, or few letters apart.
///
/// ```
/// let keys = ["direction", "syntaxes", "title"];
/// assert_eq!(driftline_schemas::contracts::nearest("syntax", keys), Some("syntaxes"));
/// assert_eq!(driftline_schemas::contracts::nearest("colour", keys), None);
/// ```
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let near = |candidate: &str| {
        let contained = word.len() >= 3 && (candidate.contains(&word) || word.contains(candidate));
        let distance = distance(&word, candidate);
        let longest = word.chars().count().max(candidate.chars().count());
        (contained || distance <= longest.div_ceil(3)).then_some(distance)
    };
    let scored = known.into_iter().filter_map(|candidate| near(&candidate.to_lowercase()).map(|at| (at, candidate)));
    scored.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Levenshtein's distance in characters: insertions, deletions and replacements.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, from) in a.chars().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(&b) {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = *cell;
            left = replaced.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distance_counts_the_fewest_edits() {
        let cases = [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("ab", "ba", 2),
            ("same", "same", 0),
        ];
        for (a, b, want) in cases {
            assert_eq!(distance(a, b), want, "{a} -> {b}");
        }
    }
}
