//! What the loader has to say of schemas that load: for standard error, since it is no part of any answer.

use std::collections::BTreeSet;
use std::io::Write;

use driftline::Contract;
use driftline::report::layout::visible;

/// Writes each note of these contracts once.
pub(crate) fn write<'c>(contracts: impl Iterator<Item = &'c Contract>, errors: &mut dyn Write) -> std::io::Result<()> {
    let mut told = BTreeSet::new();
    for model in contracts.map(Contract::model) {
        for note in &model.notes {
            let (file, position) = model.place(note.origin);
            let line = format!("{file}:{position}: {}", note.message);
            if !told.contains(&line) {
                writeln!(errors, "note: {}", visible(&line))?;
                told.insert(line);
            }
        }
    }
    Ok(())
}
