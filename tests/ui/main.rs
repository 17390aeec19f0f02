//! What the derive says of what it cannot take: each case is a file, and what the compiler says of it stands beside it.

#[test]
fn every_mistake_is_told_at_its_place() {
    trybuild::TestCases::new().compile_fail("ui/cases/*.rs");
}
