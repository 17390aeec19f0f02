fn main() {
    let name = std::env::args().nth(1).unwrap();
    let t = std::time::Instant::now();
    let model = driftline_schemas::load(&name, &driftline_schemas::files::Disk).unwrap_or_else(|e| panic!("{e:#}"));
    let t1 = t.elapsed();
    let g = driftline_codegen::generate(&model, &driftline_codegen::Options { module: "m".into(), source_name: name, root_name: "Root".into(), ..Default::default() });
    let t2 = t.elapsed();
    println!("{}", g.source);
    for n in &g.notes { println!("// {n}"); }
    eprintln!("load {t1:?} all {t2:?} lines {} no docs {}", g.source.lines().count(), g.source.lines().filter(|l| !l.trim_start().starts_with("///")).count());
}
