use std::time::{Duration, Instant};

use driftline_schemas::model::{Facet, Pattern};
use driftline_schemas::text::Origin;

use super::{Matcher, PatternGroup};

fn check(language: fn(Box<str>) -> Pattern, pattern: &str, good: &[&str], bad: &[&str]) {
    let matcher = Matcher::new(&language(pattern.into())).unwrap_or_else(|reason| panic!("{pattern}: {reason}"));
    for text in good {
        assert!(matcher.matches(text), "{pattern} {text:?}");
    }
    for text in bad {
        assert!(!matcher.matches(text), "{pattern} {text:?}");
    }
}

#[test]
fn categories_beyond_the_basic_plane_are_contested() {
    let contested = |pattern: &str, text: &str| {
        let pattern = Facet { value: Pattern::Xsd(pattern.into()), origin: Origin::default() };
        let group = PatternGroup::new(&[pattern]).unwrap().unwrap();
        assert!(group.matches(text));
        group.has_category() && group.is_contested(text)
    };
    assert!(contested(r"\p{L}+", "吉野𠮷") && contested(r"\d", "𝟗") && contested(r"\D", "😀"));
    assert!(
        !contested(r"\p{L}+", "吉野") && !contested(r"\d.*", "1😀") && !contested(".", "😀") && !contested(r"\w", "😀")
    );
}

#[test]
fn xsd_patterns_match_a_whole_value() {
    let check = |pattern, good: &[&str], bad: &[&str]| check(Pattern::Xsd, pattern, good, bad);
    check("", &[""], &["a"]);
    check("a|bc", &["a", "bc"], &["ac", "abc", "xa"]);
    check("^a$", &["^a$"], &["a"]);
    check("a.c", &["abc", "a😀c"], &["a\nc", "a\rc", "ac"]);
    check("(ab){2,}c?", &["abab", "abababc"], &["ab", "ababcc"]);
    check("[0-9]{3}", &["123"], &["12", "1234", "12a"]);
    check("[0-9]{2}:[A-C_-]{2} x", &["12:C_ x", "00:-A x"], &["12:C_ ", "12:D_ x", "12:C_ xx", "1é:C_ x"]);
    check(r"\d+", &["12", "٣", "𝟗"], &["", "a"]);
    check(r"\w\W", &["a-", "é ", "+."], &["a$+", "ab", "-a"]);
    check(r"\s\S", &[" a", "\n\u{A0}"], &["\u{A0}a", "  "]);
    check(r"[\i-[:]][\c-[:]]*", &["a-1.é", "_"], &["1a", "a:b", ""]);
    check(r"\i\c*", &["a:b", ":"], &["-a"]);
    check(r"\c+", &["-1:a"], &["", "a b"]);
    check(r"\I\C", &["1 "], &["a ", "1a"]);
    check(r"\p{Lu}\P{Lu}", &["Aa", "É1"], &["AA", "aa"]);
    check(r"\p{IsGreek}+\P{IsBasicLatin}", &["αβé"], &["αa", "aé"]);
    check(r"[a-z-[aeiou]]", &["b"], &["a", "-", "A"]);
    check(r"[a-z-[b-y-[m]]]", &["a", "z", "m"], &["b", "n"]);
    check(r"[^a-z-[0-9]]", &["A", "-"], &["a", "5"]);
    check(r"[-+.]|[a-]|[\-\]\[\^]", &["-", "+", ".", "a", "]", "^"], &["\\", "b"]);
    check(r"[\w-.]+", &["a-b.c"], &["a b"]);
    check(r"[a^]&&[&&~~]", &["^&&~", "a&&&"], &["a", "a~"]);
    check(r"\.\\\?\*\+\{\}\(\)\[\]\|\-\^\n\t", &[".\\?*+{}()[]|-^\n\t"], &["."]);
}

#[test]
fn ecma_patterns_match_anywhere() {
    let check = |pattern, good: &[&str], bad: &[&str]| check(Pattern::Ecma, pattern, good, bad);
    check("", &["", "a"], &[]);
    check("b", &["abc"], &["ac"]);
    check("^abc$", &["abc"], &["abc\n", "xabc", "abcd"]);
    check("^a|b$", &["ax", "xb"], &["xax"]);
    check(r"^\d$", &["0"], &["٣", "a"]);
    check(r"^\w+$", &["aZ_9"], &["é", "a-b"]);
    check(r"^\s$", &["\u{FEFF}", "\u{A0}", "\u{2028}", "\u{B}", "\u{3000}"], &["\u{1}", "\u{180E}"]);
    check(r"^.$", &["a", "😀", "\u{85}"], &["\n", "\u{2028}", "ab"]);
    check(r"^\cJ\x41\u0042\u{1F600}\ud83d\ude00\/\-\.$", &["\nAB😀😀/-."], &[]);
    check(r"^[\d\-x]+[^\s\S]?[]?$", &["1-x"], &["a", "1 "]);
    check(r"^[^]$", &["\n"], &["", "ab"]);
    check(r"^[a-z\d-_]+$", &["a-1_"], &["A"]);
    check(r"^[\b]$", &["\u{8}"], &["b"]);
    check(r"\bcat\b", &["a cat!", "écat"], &["cats"]);
    check(r"^(?<year>\d{4})-(?:\d\d)$", &["2020-01"], &["20-01"]);
    check(r"^a{2,3}?$", &["aa", "aaa"], &["a", "aaaa"]);
    check(r"^{a}]$|^x{,2}$", &["{a}]", "x{,2}"], &["xx"]);
    check(r"^\p{Letter}\p{Script=Greek}\P{Lu}$", &["aβc"], &["aβC", "abc"]);
    check(r"^[\p{L}\p{N}]{2,3}$", &["aé", "1٣b"], &["a", "abcd", "a-"]);
    check(r"^\0$", &["\0"], &["0"]);
}

#[test]
fn what_is_no_pattern_is_refused() {
    for pattern in [
        "(",
        ")",
        "[",
        "[]",
        "[^]",
        "a**",
        "a{",
        "a{,2}",
        "}",
        "]",
        r"\",
        r"\b",
        r"\u0041",
        "(?:a)",
        r"\p{Xx}",
        r"\p{IsNowhere}",
        "[z-a]",
        "[a-[b]c]",
        "*a",
        "a{2,1}",
        "[[a]]",
    ] {
        assert!(Matcher::new(&Pattern::Xsd(pattern.into())).is_err(), "{pattern}");
    }
    for pattern in [
        "(",
        ")",
        "[a",
        "a**",
        "*a",
        r"\",
        r"\a",
        r"\Z",
        "(?i)a",
        "(?P<n>a)",
        r"\u12",
        r"\x1",
        r"\c1",
        "[z-a]",
        r"\p{Nonsense}",
        "a{2,1}",
        "(?<1a>x)",
    ] {
        assert!(Matcher::new(&Pattern::Ecma(pattern.into())).is_err(), "{pattern}");
    }
}

#[test]
fn what_the_engine_has_not_is_said() {
    for (pattern, reason) in [
        ("a(?=b)", "look-around"),
        ("(?<!a)b", "look-around"),
        (r"(a)\1", "back reference"),
        (r"(?<n>a)\k<n>", "back reference"),
        (r"\Ba", r"`\B`"),
        (r"[\ud800-\udfff]", "half a character"),
        ("(a{1000}){1000}", "too large"),
        (r"(\p{L}|\p{M}){9999}", "too large"),
    ] {
        let refused = Matcher::new(&Pattern::Ecma(pattern.into())).unwrap_err();
        assert!(refused.contains(reason), "{pattern}: {refused}");
    }
}

#[test]
fn a_counted_class_costs_no_more_than_the_class() {
    let text = "é".repeat(4000);
    let (shorter, longer) = (&text[2..], text.clone() + "é");
    check(Pattern::Xsd, r"[\w\s]{4000,65535}", &[&text, &longer], &[shorter, "-"]);
    check(Pattern::Xsd, r"\p{L}{4000}", &[&text], &[shorter, &longer]);
    check(Pattern::Ecma, r"^[^\d]{0,4000}$", &[&text, ""], &[&longer, "1"]);
    check(Pattern::Ecma, r"[é]{4000}$", &[&text, &longer], &[shorter]);
    check(Pattern::Xsd, "[a]{2}[b]{3}|[c]{4}", &["aabbb", "cccc"], &["aabb", "aabbbcccc"]);
}

#[test]
fn hostile_patterns_end_soon() {
    let nested = "(".repeat(20_000) + &")".repeat(20_000);
    let subtracted = "[a-".repeat(20_000);
    for pattern in [&*nested, &subtracted, "((a{0,100}){0,100}){0,100}", r"(\p{L}{0,99}|a){0,9999}"] {
        for language in [Pattern::Xsd as fn(Box<str>) -> Pattern, Pattern::Ecma] {
            let start = Instant::now();
            assert!(Matcher::new(&language(pattern.into())).is_err());
            assert!(start.elapsed() < Duration::from_secs(20), "without a limit it would be hours");
        }
    }
}
