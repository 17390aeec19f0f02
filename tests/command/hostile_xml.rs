//! XML payloads and schemas that mean harm: each is checked by a process of its own with little stack, memory and time, and
//! ends in a finding or an error.

mod content;
mod payload;
mod schema;
mod value;

use std::process::Command;

use crate::scratch::{Ran, Scratch};

/// What the system is to hold a process to: kilobytes of stack, kilobytes of address space, and seconds of a processor, which
/// unlike those of a clock do not count what else the machine does. The latter two are far above what any case needs, without
/// optimisation.
const LIMITS: &str = "ulimit -s 2048 && ulimit -v 2000000 && ulimit -t 60";

/// What is wrong, a schema, a payload, the exit code, and what is said.
type Case = (&'static str, String, String, u8, &'static str);

/// Checks a payload in a process of its own; where the system has no such limits, without.
fn check(schema: &str, payload: &str) -> Ran {
    let program = env!("CARGO_BIN_EXE_driftline-process");
    let mut command = if cfg!(unix) {
        let mut command = Command::new("sh");
        let limited = format!("{LIMITS} && exec \"$0\" \"$@\"");
        command.args(["-c", &limited, program]);
        command
    } else {
        Command::new(program)
    };
    let ran = command.args(["check", payload, "--schema", schema]).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = ran.status.code().and_then(|code| u8::try_from(code).ok());
    Ran { code: code.unwrap_or(u8::MAX), output: text(&ran.stdout), errors: text(&ran.stderr) }
}

/// Checks every case.
fn all(cases: Vec<Case>) {
    let scratch = Scratch::new();
    let mut wrong = Vec::new();
    for (what, schema, payload, code, said) in cases {
        let (schema, payload) = (scratch.file("schema.xsd", schema), scratch.file("payload.xml", payload));
        let ran = check(&schema, &payload);
        if ran.code != code || !(ran.output.contains(said) || ran.errors.contains(said)) {
            let short = |text: &str| text.chars().take(400).collect::<String>();
            wrong.push(format!(
                "{what}: {} (want {code}, `{said}`)\n{}\n{}",
                ran.code,
                short(&ran.output),
                short(&ran.errors)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// A schema with this in it.
fn xsd(body: &str) -> String {
    format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{body}</xs:schema>")
}

/// A schema of an element `a` with this content model.
fn content(model: &str) -> String {
    xsd(&format!("<xs:element name=\"a\"><xs:complexType>{model}</xs:complexType></xs:element>"))
}

/// A schema of an element `a` that is a text under this facet.
fn text(base: &str, facet: &str) -> String {
    let restriction = format!("<xs:restriction base=\"xs:{base}\">{facet}</xs:restriction>");
    xsd(&format!("<xs:element name=\"a\"><xs:simpleType>{restriction}</xs:simpleType></xs:element>"))
}

/// Each number written by this.
fn each(count: usize, write: impl Fn(usize) -> String) -> String {
    (0..count).map(write).collect()
}

/// Children `b`, any number.
fn many() -> String {
    content(
        "<xs:sequence><xs:element name=\"b\" type=\"xs:int\" minOccurs=\"0\" maxOccurs=\"unbounded\"/></xs:sequence>",
    )
}
