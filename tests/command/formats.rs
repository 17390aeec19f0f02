//! What other tools record: a sample of each as it really looks, one that is damaged, and what becomes of both.

use crate::scratch::{Ran, SCHEMA, Scratch, driftline, driftline_with};

/// Checks a file of this name and content.
fn check(name: &str, content: impl AsRef<[u8]>) -> Ran {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    driftline(&["check", &scratch.file(name, content), "--schema", &schema])
}

/// A typed netstring.
fn net(kind: char, content: &[u8]) -> Vec<u8> {
    [format!("{}:", content.len()).as_bytes(), content, kind.to_string().as_bytes()].concat()
}

/// A dictionary in typed netstrings; its keys are texts, as mitmproxy writes them.
fn dictionary(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    net(
        '}',
        &members.iter().flat_map(|(key, value)| [net(';', key.as_bytes()), value.clone()].concat()).collect::<Vec<_>>(),
    )
}

/// A flow of mitmproxy with these headers and this body in its response.
fn flow(coding: &str, body: &[u8]) -> Vec<u8> {
    let pair = |name: &str, value: &str| net(']', &[net(',', name.as_bytes()), net(',', value.as_bytes())].concat());
    let headers = [
        pair("Content-Type", "application/json"),
        pair("Content-Encoding", coding),
        pair("Set-Cookie", "session=Zanzibar4711"),
    ];
    let response = dictionary(&[
        ("status_code", net('#', b"200")),
        ("headers", net(']', &headers.concat())),
        ("content", net(',', body)),
        ("timestamp_start", net('^', b"1704247200.25")),
        ("trailers", net('~', b"")),
    ]);
    let request = dictionary(&[("method", net(',', b"GET")), ("headers", net(']', b"")), ("content", net(',', b""))]);
    dictionary(&[
        ("version", net('#', b"20")),
        ("type", net(';', b"http")),
        ("intercepted", net('!', b"false")),
        ("request", request),
        ("response", response),
    ])
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut encoder, content).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_sample_of_each_format_gives_its_payloads() {
    let lines = "{\"id\": 1}\n{\"headers\": {}, \"body\": {\"id\": 2}}\n{\"id\": 3}\n";
    let exchange = r#"{"request": {"method": "POST", "url": "https://x.com/a", "headers": {"a": "b"}, "body": {"id": 1}},
        "response": {"status": 204, "headers": {}, "body": null}, "timestamp": "2024-01-03T02:00:00Z"}"#;
    let event = |data: &str| {
        format!(
            r#"{{"specversion": "1.0", "type": "com.acme.order", "source": "/orders", "id": "A234", "time": "2024-01-03T02:00:00Z", {data}}}"#
        )
    };
    let structured = event(r#""datacontenttype": "application/json", "data": {"id": 1}"#);
    let encoded = event(r#""data_base64": "eyJpZCI6IDF9""#);
    let quoted = event(r#""datacontenttype": "text/plain", "data": "{\"id\": 1}""#);
    let webhook_site = r#"{"data": [
        {"uuid": "a2a6a4b8", "type": "web", "token_id": "d1c0", "ip": "127.0.0.1", "hostname": "webhook.site", "method": "POST",
         "user_agent": "curl", "content": "{\"id\": 1}", "query": null, "headers": {"content-type": ["application/json"]},
         "url": "https://webhook.site/d1c0", "created_at": "2024-01-03 02:00:00", "sorting": 1570536749861},
        {"uuid": "a2a6a4b9", "token_id": "d1c0", "method": "GET", "content": "", "headers": {"accept": ["*/*"]}}],
        "total": 2, "per_page": 50, "current_page": 1, "is_last_page": true}"#;
    let postman = r#"{"info": {"_postman_id": "8f1e", "name": "Orders",
        "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [
        {"name": "folder", "item": [{"name": "place", "request": {"method": "POST",
            "header": [{"key": "Content-Type", "value": "application/json"}],
            "body": {"mode": "raw", "raw": "{\"id\": 1}", "options": {"raw": {"language": "json"}}}, "url": {"raw": "{{base}}/a"}},
          "response": [{"name": "ok", "originalRequest": {"method": "POST"}, "status": "OK", "code": 200,
            "header": [{"key": "Content-Type", "value": "application/json"}], "cookie": [], "body": "{\"id\": 2}"}]}]},
        {"name": "upload", "request": {"method": "POST", "body": {"mode": "formdata", "formdata": []}}, "response": []},
        {"name": "plain", "request": "https://x.com/a"}]}"#;
    let vcr = r#"{"http_interactions": [{"request": {"method": "post", "uri": "https://x.com/a",
        "body": {"encoding": "UTF-8", "string": "{\"id\": 1}"}, "headers": {"Content-Type": ["application/json"]}},
        "response": {"status": {"code": 200, "message": "OK"}, "headers": {"Content-Encoding": ["gzip"]},
        "body": {"encoding": "ASCII-8BIT", "string": "{\"id\": 2}"}, "http_version": null},
        "recorded_at": "Tue, 01 Nov 2011 04:58:44 GMT"}], "recorded_with": "VCR 2.0.0"}"#;
    let vcr_py = r#"{"version": 1, "interactions": [{"request": {"method": "GET", "uri": "https://x.com/a", "body": null,
        "headers": {"Accept": ["*/*"]}}, "response": {"status": {"code": 200, "message": "OK"},
        "headers": {"Content-Type": ["application/json"]}, "body": {"string": "{\"id\": 1}"}}}]}"#;
    let yaml = r#"---
http_interactions:
- request:
    method: post
    uri: https://x.com/a
    body: &body
      encoding: UTF-8
      string: '{"id": 1}'
    headers: &headers
      Content-Type:
      - application/json
  response:
    status:
      code: 200
      message: OK
    headers: *headers
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        eyJpZCI6
        IDJ9
    http_version:
  recorded_at: Tue, 01 Nov 2011 04:58:44 GMT
- request:
    method: post
    body: *body
    headers: *headers
  response:
    headers: {Content-Type: [application/json]}
    body: {encoding: UTF-8, string: "{\"id\":\
      \ 3}"}
recorded_with: VCR 2.0.0
"#;
    let yaml_py = "interactions:\n- request:\n    body: null\n    headers:\n      Accept: ['*/*']\n    method: GET\n  response:\n    \
        body:\n      string: !!binary |\n        eyJpZCI6IDF9\n    headers:\n      Content-Type: [application/json]\nversion: 1\n";
    let flows = [flow("identity", b"{\"id\": 1}"), flow("gzip", &gzip(b"{\"id\": 2}"))].concat();
    let cases: [(&str, Vec<u8>, u64); 17] = [
        ("a.ndjson", lines.into(), 3),
        ("a.jsonl.gz", gzip(lines.as_bytes()), 3),
        ("capture", gzip(lines.as_bytes()), 3),
        ("exchange.json", exchange.into(), 1),
        ("event.json", structured.clone().into(), 1),
        ("events.ndjson", format!("{encoded}\n{quoted}\n").into(), 2),
        ("batch.json", format!("[{structured}, {encoded}]").into(), 2),
        ("requests.json", webhook_site.into(), 1),
        ("orders.postman_collection.json", postman.into(), 2),
        ("cassette.json", vcr.into(), 2),
        ("cassette.py.json", vcr_py.into(), 1),
        ("cassette.yml", yaml.into(), 4),
        ("cassette.yaml.gz", gzip(yaml_py.as_bytes()), 1),
        ("cassette", yaml_py.into(), 1),
        ("session.flow", flows.clone(), 2),
        ("session", flows.clone(), 2),
        ("session.mitm.gz", gzip(&flows), 2),
    ];
    for (name, content, payloads) in cases {
        let ran = check(name, content);
        assert_eq!(ran.code, 0, "{name}: {ran:?}");
        let plural = if payloads == 1 { "" } else { "s" };
        assert!(ran.output.contains(&format!("{payloads} payload{plural} in 1 file")), "{name}: {}", ran.output);
    }
}

#[test]
fn a_damaged_record_costs_itself_and_is_told() {
    let good = r#"{"headers": {}, "body": {"id": 1}}"#;
    let entry = |data: &str| format!(r#"{{"request": {{"postData": {{"mimeType": "application/json", {data}}}}}}}"#);
    let har = |entries: &str| format!(r#"{{"log": {{"version": "1.2", "entries": [{entries}"#);
    let good_entry = entry(r#""text": "{\"id\": 1}""#);
    let bad_entry = entry(r#""text": "?", "encoding": "base64""#);
    let event = r#"{"specversion": "1.0", "type": "t", "source": "s", "id": "1", "#;
    let wrong_inside = {
        let mut flow = flow("identity", b"{\"id\": 1}");
        let at = flow.windows(9).position(|bytes| bytes == b"8:respons").unwrap();
        flow[at] = b'9';
        flow
    };
    let wrong_outside =
        [flow("identity", b"{\"id\": 1}"), b"3:abc?".to_vec(), flow("identity", b"{\"id\": 1}")].concat();
    let cut_flow = [flow("identity", b"{\"id\": 1}"), flow("identity", b"{\"id\": 1}")[..60].to_vec()].concat();
    let lines = format!("{good}\n").repeat(40_000);
    let gz = gzip(lines.as_bytes());
    let cases: [(&str, Vec<u8>, &str, &str); 12] = [
        (
            "requests.json",
            r#"{"data": [{"uuid": "a", "token_id": "d", "content": "{\"id\": 1}", "headers": {}}, {"uuid": "b", "content": 7"#.into(),
            "1 payload",
            "requests.json#2: the file ends inside it",
        ),
        (
            "a.ndjson",
            format!("{good}\n{{\"headers\": {{}}, \"body\": \"?\", \"isBase64Encoded\": true}}\n{good}").into(),
            "2 payloads",
            "a.ndjson#2: the body is said to be base64 and is not",
        ),
        ("a.har", har(&format!("{good_entry}, {bad_entry}, {good_entry}]}}}}")).into(), "2 payloads", "a.har#2: request: the body"),
        ("cut.har", har(&format!("{good_entry}, {}", &good_entry[..50])).into(), "1 payload", "cut.har#2: the file ends inside it"),
        (
            "events.json",
            format!("[{event}\"data\": {{\"id\": 1}}}}, {event}\"data_base64\": \"?\"}}]").into(),
            "1 payload",
            "events.json#2: data_base64 is no base64",
        ),
        (
            "vcr.json",
            r#"{"interactions": [{"request": {"body": "{\"id\": 1}"}}, {"request": {"body": {"base64_string": "?"}}}]}"#.into(),
            "1 payload",
            "vcr.json#2: request: the body is said to be base64",
        ),
        (
            "postman.json",
            r#"{"info": {"schema": "x"}, "item": [{"request": {"body": {"raw": "{\"id\": 1}"}}}, {"request" 7}]}"#.into(),
            "1 payload",
            "postman.json#2: no item of a Postman collection",
        ),
        ("inside.flow", [wrong_inside, flow("identity", b"{\"id\": 1}")].concat(), "1 payload", "inside.flow#1: "),
        ("outside.flow", wrong_outside, "1 payload", "outside.flow#2: its length is wrong"),
        ("cut.flow", cut_flow, "1 payload", "cut.flow#2: the file ends inside it"),
        ("coding.flow", [flow("gzip", b"x"), flow("identity", b"{\"id\": 1}")].concat(), "1 payload", "coding.flow#1: response"),
        ("cut.ndjson.gz", gz[..gz.len() - 20].to_vec(), " payloads", "cut.ndjson.gz: "),
    ];
    damaged(cases);
}

#[test]
fn a_damaged_cassette_costs_what_is_behind_and_never_grows() {
    let interaction = "- request:\n    body: {string: '{\"id\": 1}'}\n  response: {}\n";
    let cases: [(&str, Vec<u8>, &str, &str); 3] = [
        (
            "cut.yml",
            format!("interactions:\n{interaction}{interaction}- request:\n    body: {{string: '{{\"id\"").into(),
            "2 payloads",
            "cut.yml#3: line 9 of the cassette: it is no YAML from here on",
        ),
        (
            "binary.yml",
            format!("interactions:\n- request:\n    body: !!binary '?'\n{interaction}").into(),
            "1 payload",
            "binary.yml#1: request: the body is said to be base64",
        ),
        (
            "bomb.yml",
            format!(
                "interactions:\n{interaction}- &a0 [{}]\n{}",
                "x, ".repeat(20),
                (1..30)
                    .fold(String::new(), |all, at| { format!("{all}- &a{at} [*a{0}, *a{0}, *a{0}, *a{0}]\n", at - 1) })
            )
            .into(),
            "1 payload",
            "it refers to its parts so often that it becomes far longer",
        ),
    ];
    damaged(cases);
}

/// Each file has so many payloads, and what is wrong with it is told.
fn damaged<const N: usize>(cases: [(&str, Vec<u8>, &str, &str); N]) {
    for (name, content, payloads, told) in cases {
        let ran = check(name, content);
        assert_eq!(ran.code, 3, "{name}: {ran:?}");
        assert!(ran.output.contains(payloads) && ran.output.contains(told), "{name}: {}", ran.output);
        assert!(!ran.output.contains("Zanzibar4711"), "{name}: {}", ran.output);
    }
}

#[test]
fn an_access_log_is_never_clean() {
    let text = "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a.gif HTTP/1.0\" 200 2326\n";
    let ran = check("access.log", text);
    assert!(ran.code == 2 && ran.errors.contains("an access log without bodies"), "{ran:?}");
    let line = r#"{"time": "2024-01-03T02:00:00Z", "method": "POST", "uri": "/orders", "status": 200}"#;
    let ran = check("access.ndjson", format!("{line}\n{line}\n"));
    assert!(ran.code == 2 && ran.errors.contains("2 access log line without a body"), "{ran:?}");
    let ran = check("mixed.ndjson", format!("{{\"id\": 1}}\n{line}\n"));
    assert!(ran.code == 3 && ran.output.contains("1 access log line without a body"), "{ran:?}");
    let ran = check("settings.yml", "---\nhttp: 1\n");
    assert!(ran.code == 2 && ran.errors.contains("file without a payload"), "{ran:?}");
}

#[test]
fn a_record_beyond_the_limit_is_limit_exceeded_and_only_it() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let long = "x".repeat(600_000);
    let lines = format!("{{\"id\": 1}}\n{{\"id\": 1, \"x\": \"{long}\"}}\n{{\"id\": 1}}\n");
    let entry = |text: &str| format!(r#"{{"request": {{"postData": {{"mimeType": "", "text": {text:?}}}}}}}"#);
    let good = entry(r#"{"id": 1}"#);
    let har = format!(r#"{{"log": {{"entries": [{good}, {}, {good}]}}}}"#, entry(&long));
    for (name, content) in [("a.ndjson", lines), ("a.har", har)] {
        let file = scratch.file(name, content);
        let ran = driftline(&["check", &file, "--schema", &schema, "--max-document", "1k"]);
        assert_eq!(ran.code, 3, "{ran:?}");
        assert!(ran.output.contains("3 payloads") && ran.output.contains("2 clean"), "{}", ran.output);
        assert!(
            ran.output.contains(&format!("{name}#2:1:1")) && ran.output.contains("limit-exceeded"),
            "{}",
            ran.output
        );
    }
    let ran = driftline(&["check", &schema, "--schema", &schema, "--max-document", "0"]);
    assert!(ran.code == 2 && ran.errors.contains("a size is a number above 0"), "{ran:?}");
}

#[test]
fn the_report_is_the_same_with_any_number_of_threads_and_in_any_order_of_files() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let line = |number: usize| match number % 7 {
        0 => format!("{{\"id\": \"{number}\", \"name\": {number}}}\n"),
        1 => format!(
            "{{\"headers\": {{}}, \"body\": {{\"Id\": {number}}}, \"time\": \"2024-01-{:02}\"}}\n",
            number % 28 + 1
        ),
        2 => format!("{{\"id\": {number}, \"extra{}\": null}}\n", number % 3),
        3 => "{\"headers\": {}, \"body\": \"?\", \"encoding\": \"base64\"}\n".to_owned(),
        4 => "{\"id\": \n".to_owned(),
        _ => format!("{{\"id\": {number}}}\n"),
    };
    let lines: Vec<String> = (0..20_000).map(line).collect();
    let one = scratch.file("one.ndjson", lines[..12_000].concat());
    let two = scratch.file("two.ndjson.gz", gzip(lines[12_000..].concat().as_bytes()));
    for format in ["text", "json"] {
        let run = |files: [&str; 2], threads: &str| {
            driftline(&["check", files[0], files[1], "--schema", &schema, "--format", format, "--threads", threads])
                .output
        };
        let want = run([&one, &two], "1");
        assert!(want.contains("stringified") && want.contains("two.ndjson.gz"), "{want}");
        for threads in ["2", "3", "8"] {
            assert_eq!(run([&two, &one], threads), want, "{threads} threads");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_a_pipe_is_read() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    let (reader, mut writer) = std::io::pipe().unwrap();
    std::io::Write::write_all(&mut writer, &gzip(b"{\"id\": 1}\n{\"id\": 2}\n")).unwrap();
    drop(writer);
    let path = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&reader));
    let ran = driftline(&["check", &path, "--schema", &schema]);
    assert!(ran.code == 0 && ran.output.contains("2 payloads in 1 file"), "{ran:?}");
}

#[test]
fn patterns_find_files_and_a_stopped_check_says_that_it_is_partial() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.json", SCHEMA);
    scratch.file("captures/a.json", r#"{"id": 1}"#);
    scratch.file("captures/deep/b.json", r#"{"id": 2}"#);
    scratch.file("captures/c.xml", "<a/>");
    let ran = driftline(&["check", &scratch.path("captures/**/*.json"), "--schema", &schema]);
    assert!(ran.code == 0 && ran.output.contains("2 payloads in 2 files"), "{ran:?}");
    let ran = driftline(&["check", &scratch.path("captures/*.png"), "--schema", &schema]);
    assert!(ran.code == 2 && ran.errors.contains("nothing matches the pattern"), "{ran:?}");
    let ran = driftline_with(&["check", "-", "--schema", &schema], "{\"id\": 1}\n{\"id\": 2}\n");
    assert!(ran.code == 0 && ran.output.contains("2 payloads"), "{ran:?}");
    // Whoever reads standard input asks for the end while it is read.
    let watch = driftline_cli::Watch::default();
    struct Stopping<'w>(&'w driftline_cli::Watch, u32);
    impl std::io::Read for Stopping<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            self.1 += 1;
            self.0.stop.store(self.1 > 1_000, std::sync::atomic::Ordering::Relaxed);
            let line = b"{\"id\": 1}\n";
            let len = line.len().min(into.len());
            into[..len].copy_from_slice(&line[..len]);
            Ok(len)
        }
    }
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let streams = driftline_cli::Streams {
        input: &mut Stopping(&watch, 0),
        output: &mut output,
        errors: &mut errors,
        look: driftline_cli::Look::default(),
        watch: watch.clone(),
    };
    let exit = driftline_cli::run(["driftline", "check", "-", "--schema", &schema], streams);
    let output = String::from_utf8(output).unwrap();
    assert_eq!(exit.code(), 3, "{output}");
    assert!(output.contains("the report is partial") && output.contains(" clean"), "{output}");
}
