//! Values, places and faults of the reader as a whole.

use crate::document::{Document, Kind, Limits, NodeRef, ReadOptions, SyntaxError, SyntaxErrorKind};

fn read(text: &str) -> Document<'_> {
    Document::read_str(text, &ReadOptions::default()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn fails(text: &str) -> SyntaxError {
    match Document::read_str(text, &ReadOptions::default()) {
        Ok(_) => panic!("read: {text}"),
        Err(error) => {
            assert!(text.get(error.span.start as usize..error.span.end as usize).is_some(), "{error}\n{text}");
            error
        }
    }
}

/// The tree in brackets: names, `@` for attributes, values of what holds nothing else.
fn shown(node: NodeRef<'_>) -> String {
    let mut out = match node.kind() {
        Kind::Text => return format!("'{}'", node.value()),
        _ => node.name().to_owned(),
    };
    for attribute in node.attributes() {
        out.push_str(&format!(" @{}={}", attribute.name(), attribute.value()));
    }
    if node.is_leaf() {
        return format!("{out}={}", node.value());
    }
    let children: Vec<_> = node.children().map(shown).collect();
    format!("{out}[{}]", children.join(" "))
}

#[test]
fn character_data_becomes_values_and_text_between_elements() {
    for (text, want) in [
        ("<a/>", "a="),
        ("<a></a>", "a="),
        ("<a> </a >", "a= "),
        ("<a>x</a>\n", "a=x"),
        ("<a>x&amp;y</a>", "a=x&y"),
        ("<a>&#x41;&#66;</a>", "a=AB"),
        ("<a>1<!-- c -->2</a>", "a=12"),
        ("<a><!-- c --></a>", "a="),
        ("<a>1<?p?></a>", "a=1"),
        ("<a><![CDATA[<b>&amp;]]></a>", "a=<b>&amp;"),
        ("<a>x\r\ny\rz\r\r\n</a>", "a=x\ny\nz\n\n"),
        ("<a><![CDATA[\r\n]]>&#13;</a>", "a=\n\r"),
        ("<a>\r\n <b/>\r\n <b>1</b>\r\n</a>", "a[b= b=1]"),
        ("<a>x<b/>y&lt;<b/><![CDATA[z]]> </a>", "a['x' b= 'y<' b= 'z ']"),
        ("<a>x<!-- c -->y<b/></a>", "a['xy' b=]"),
        ("<a>x\r<b/></a>", "a['x\n' b=]"),
        ("<a p='1' q=\" 2\t3\n&#10;&quot;\" ></a>", "a @p=1 @q= 2 3 \n\"="),
        ("<a b='\r\nx\r'><c d='&lt;'/></a>", "a @b= x [c @d=<=]"),
        ("<a b='&#38;'>1&#50;</a>", "a @b=&=12"),
    ] {
        assert_eq!(shown(read(text).root()), want, "{text}");
    }
}

#[test]
fn entities_of_the_internal_subset_are_expanded() {
    for (subset, content, want) in [
        ("<!ENTITY e 'x'>", "<a>1&e;2</a>", "a=1x2"),
        ("<!ENTITY e 'x&#38;#60;&amp;'>", "<a>&e;</a>", "a=x<&"),
        ("<!ENTITY e '<b>1</b>t'>", "<a>s&e;&e;</a>", "a['s' b=1 't' b=1 't']"),
        ("<!ENTITY e '&f;<b c=\"&f;\"/>'><!ENTITY f '2'>", "<a>&e;</a>", "a['2' b @c=2=]"),
        ("<!ENTITY e '<b><c>&f;</c></b>'><!ENTITY f '2'>", "<a b='&f;'>&e;</a>", "a @b=2[b[c=2]]"),
        ("<!ENTITY e ''>", "<a>&e;</a>", "a="),
        ("<!ENTITY e '&#xFEFF;&#xFEFF;x'>", "<a>&e;</a>", "a=\u{FEFF}\u{FEFF}x"),
        ("<!ENTITY e '1&#13;&#10;2\r\n3'>", "<a b='&e;'>&e;</a>", "a @b=1  2 3=1\r\n2\n3"),
        ("<!ENTITY % p '<!ENTITY e \"x\">'>%p;", "<a>&e;</a>", "a=x"),
        ("<!ATTLIST a b NMTOKENS #IMPLIED c CDATA ' d '>", "<a b='  1  2 '/>", "a @b=1 2 @c= d ="),
        ("<!ATTLIST a b CDATA 'x'><!ATTLIST a b CDATA 'y'>", "<a b='z'><a/></a>", "a @b=z[a @b=x=]"),
        ("<!ENTITY e '1'><!ATTLIST a b NMTOKEN ' &e; '>", "<a/>", "a @b=1="),
    ] {
        let text = format!("<!DOCTYPE a [{subset}]>{content}");
        assert_eq!(shown(read(&text).root()), want, "{text}");
    }
}

#[test]
fn what_was_expanded_lies_at_its_reference() {
    let text = "<!DOCTYPE a [<!ENTITY e '<b c=\"1\">x</b>t'><!ATTLIST a d CDATA 'v'>]><a>&e;<f/></a>";
    let document = read(text);
    let root = document.root();
    let children: Vec<_> = root.children().collect();
    for node in [children[0], children[0].attribute("c").unwrap(), children[1]] {
        assert_eq!(node.span().of(text), "&e;", "{node:?}");
        assert_eq!(node.value_span().of(text), "&e;", "{node:?}");
    }
    assert_eq!(children[0].name_span().of(text), "&e;");
    assert_eq!(children[2].span().of(text), "<f/>");
    assert_eq!(root.attribute("d").unwrap().span().of(text), "a");
    assert_eq!(root.span().of(text), "<a>&e;<f/></a>");
}

#[test]
fn spans_are_those_of_the_source() {
    let text = "<?xml version='1.0'?>\n<!-- c --><a xmlns:p='u'\n  p:q = 'v'>ü<b>x&amp;y</b ><c />t</a>\n";
    let document = read(text);
    let root = document.root();
    assert_eq!(root.span().of(text), text.get(text.find("<a").unwrap()..text.len() - 1).unwrap());
    assert_eq!(root.name_span().of(text), "<a");
    let attribute = root.attributes().next().unwrap();
    assert_eq!((attribute.name_span().of(text), attribute.value_span().of(text)), ("p:q", "v"));
    let children: Vec<_> = root.children().collect();
    let spans: Vec<_> = children.iter().map(|node| node.span().of(text)).collect();
    assert_eq!(spans, ["ü", "<b>x&amp;y</b >", "<c />", "t"]);
    assert_eq!(children[1].value_span().of(text), "x&amp;y");
    assert!(children[2].is_empty_tag() && !children[1].is_empty_tag());
    assert_eq!(children[1].position().to_string(), "3:17");
}

#[test]
fn names_are_resolved_where_they_stand() {
    let text =
        "<a xmlns='u' xmlns:p='v'><p:b p:c='' c='' xml:lang=''/><d xmlns=''><e xmlns='w' xmlns:p='u'/><p:f/></d></a>";
    let document = read(text);
    let root = document.root();
    let [b, d] = root.elements().collect::<Vec<_>>()[..] else { panic!("two children") };
    let [e, f] = d.elements().collect::<Vec<_>>()[..] else { panic!("two children") };
    let namespaces = [root, b, d, e, f].map(NodeRef::namespace);
    assert_eq!(namespaces, [Some("u"), Some("v"), None, Some("w"), Some("v")]);
    assert_eq!(
        [root, b, d, e, f].map(|node| node.prefix("p")),
        [Some("v"), Some("v"), Some("v"), Some("u"), Some("v")]
    );
    assert_eq!([root, b, d, e, f].map(|node| node.prefix("")), [Some("u"), Some("u"), None, Some("w"), None]);
    assert_eq!(root.prefix("q"), None);
    let attributes: Vec<_> = b.attributes().map(|node| (node.local_name(), node.namespace())).collect();
    let xml = "http://www.w3.org/XML/1998/namespace";
    assert_eq!(attributes, [("c", Some("v")), ("c", None), ("lang", Some(xml))]);
    assert_eq!(b.attribute("c").map(NodeRef::namespace), Some(None));
}

#[test]
fn many_prefixes_and_scopes_are_told_apart() {
    let declarations: String = (0..40).map(|n| format!(" xmlns:p{n}='u{n}'")).collect();
    let items: String = (0..40).map(|n| format!("<p{n}:x xmlns:p{}='again'/>", (n + 1) % 40)).collect();
    let text = format!("<a{declarations}>{items}</a>");
    let document = read(&text);
    for (number, item) in document.root().elements().enumerate() {
        assert_eq!(item.namespace(), Some(format!("u{number}").as_str()));
        assert_eq!(item.prefix(&format!("p{}", (number + 1) % 40)), Some("again"));
        assert_eq!(item.prefix("p7"), Some(if number == 6 { "again" } else { "u7" }));
    }
}

#[test]
fn faults_point_at_the_character_that_is_wrong() {
    for (text, at, says) in [
        ("", 0, ""),
        ("<a>", 3, "opened on line 1"),
        ("<a>\n<b></a></b>", 7, "not that of the element opened on line 2"),
        ("<a></b>", 3, "not that of the element opened on line 1"),
        ("<a/></b>", 4, "closes nothing"),
        ("<a></>", 5, "cannot stand where a name"),
        ("<a></a b='c'>", 7, "nothing but the name"),
        ("<a></a/>", 6, "nothing but the name"),
        ("<a/><b/>", 4, "second root"),
        ("<a/>x", 4, "after the root"),
        (" <?xml version='1.0'?><a/>", 3, "very beginning"),
        ("<?xml version='1.0' foo='1'?><a/>", 20, "version, encoding"),
        ("<a>\u{1}</a>", 3, "U+0001"),
        ("<a>x & y</a>", 5, "begins no reference"),
        ("<a>&b;</a>", 3, "not declared"),
        ("<a>&#0;</a>", 3, "not allowed"),
        ("<a>x]]></a>", 4, "]]>"),
        ("<a b='<'/>", 6, "<"),
        ("<a b=c/>", 5, "quotes"),
        ("<a b='1'c='2'/>", 8, "white space"),
        ("<a b='1' b='2'/>", 9, "already"),
        ("<a b/>", 3, "without a value"),
        ("<a b='1/>", 5, "not closed"),
        ("<a <b/></a>", 3, "<"),
        ("<a", 0, "not closed"),
        ("<1/>", 1, "begin"),
        ("<a!/>", 2, "cannot stand"),
        ("<p:a/>", 1, "bound to no"),
        ("<a p:b=''/>", 3, "bound to no"),
        ("<a xmlns:p=''/>", 3, "no namespace"),
        ("<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/>", 34, "already"),
        ("<a><!-- a -- b --></a>", 10, "--"),
        ("<a><!-- a ---></a>", 10, "--"),
        ("<a><!-- a</a>", 3, "comment"),
        ("<a><?xml version='1.0'?></a>", 5, "very beginning"),
        ("<a><![CDATA[x]]</a>", 3, "CDATA"),
        ("<!DOCTYPE a [<!ELEMENT a (b|c,d)>]><a/>", 29, "mix"),
        ("<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</a>", 35, "an entity ends inside"),
        ("<!DOCTYPE a [<!ENTITY e '</a>'>]><a>&e;</a>", 36, "closes nothing"),
        ("<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a>&e;</a>", 52, "itself"),
        ("<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a b='&e;'/>", 55, "itself"),
        ("<!DOCTYPE a [<!ENTITY e '<'>]><a b='x&e;'/>", 37, "<"),
    ] {
        let error = fails(text);
        assert_eq!(error.span.start, at, "{error}\n{text}");
        assert!(error.message.contains(says), "{error}\n{text}");
        assert_eq!(error.kind, SyntaxErrorKind::NotWellFormed, "{text}");
    }
}

#[test]
fn nothing_outside_is_opened() {
    for text in [
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
        "<!DOCTYPE a SYSTEM 'a.dtd'><a>&e;</a>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'p'>%p;<!ENTITY e 'x'>]><a>&e;</a>",
        "<!DOCTYPE a SYSTEM 'a.dtd'><a b='&e;'/>",
    ] {
        assert_eq!(fails(text).kind, SyntaxErrorKind::ExternalEntity, "{text}");
    }
    read("<!DOCTYPE a PUBLIC 'p' 's'><a/>");
    read("<!DOCTYPE a [<!ENTITY e SYSTEM 's' NDATA n>]><a/>");
}

#[test]
fn limits_are_kept() {
    let options = |depth, expansion| ReadOptions {
        limits: Limits { depth, expansion, ..Limits::default() },
        ..ReadOptions::default()
    };
    let deep = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    assert!(Document::read_str(&deep(5), &options(5, 0)).is_ok());
    let error = Document::read_str(&deep(6), &options(5, 0)).unwrap_err();
    assert_eq!((error.kind, error.span.start), (SyntaxErrorKind::Limit, 16));
    let text = "<!DOCTYPE a [<!ENTITY e '12345'>]><a b='&e;'>&e;</a>";
    assert!(Document::read_str(text, &options(5, 10)).is_ok());
    assert_eq!(Document::read_str(text, &options(5, 9)).unwrap_err().kind, SyntaxErrorKind::Limit);
}
