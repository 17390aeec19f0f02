//! Writes the seeds of every target to `corpus/<target>/`, where `cargo fuzz run <target>` looks for them.

use std::path::Path;

fn main() -> std::io::Result<()> {
    for (target, _) in driftline_fuzz::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
        std::fs::create_dir_all(&folder)?;
        let seeds = driftline_fuzz::seeds(target);
        for (number, seed) in seeds.iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{number:04}")), seed)?;
        }
        println!("{}: {} seeds", folder.display(), seeds.len());
    }
    Ok(())
}
