//! Every form that a check reads, with a mark wherever a value can stand: none of it is left, and the report is the same.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;

use driftline_cli::capture::unpack::{self, Member};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::run::Scratch;

/// What must be gone: any four letters or digits of a mark that stand together.
const MARK: &str = "Zanqibar4711";

/// A payload with marks in it, and drift.
const ORDER: &str = "<Event><!-- Zanqibar4711 --><?note Zanqibar4711?><EventType>Order</EventType><Order \
    note='Zanqibar4711'><OrderID>Zanqibar4711</OrderID><OrderStatus>Zanqibar4711</OrderStatus>\
    <Customer><![CDATA[Zanqibar4711]]> &amp; &#90;anqibar4711</Customer></Order></Event>";

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = (0..3).fold(0_u32, |word, at| word << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let six = usize::try_from(word >> (18 - 6 * at) & 0x3F).unwrap();
            out.push(if at > chunk.len() { '=' } else { char::from(LETTERS[six]) });
        }
    }
    out
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn zstd(content: &[u8]) -> Vec<u8> {
    compress_to_vec(content, CompressionLevel::Fastest)
}

/// A typed netstring.
fn net(kind: char, content: &[u8]) -> Vec<u8> {
    [format!("{}:", content.len()).as_bytes(), content, kind.to_string().as_bytes()].concat()
}

fn dictionary(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    net(
        '}',
        &members.iter().flat_map(|(key, value)| [net(';', key.as_bytes()), value.clone()].concat()).collect::<Vec<_>>(),
    )
}

/// A flow of mitmproxy whose response has this body.
fn flow(coding: &str, body: &[u8]) -> Vec<u8> {
    let text = |text: &str| net(',', text.as_bytes());
    let pair = |name: &str, value: &str| net(']', &[text(name), text(value)].concat());
    let headers = [
        pair("Content-Type", "application/xml"),
        pair("Content-Encoding", coding),
        pair("Set-Cookie", "session=Zanqibar4711"),
        pair("NETOAPI_KEY", "Zanqibar4711"),
        pair("NETO_NOTIFICATION", "Order"),
        pair("Referer", "https://Zanqibar4711.example/?q=Zanqibar4711"),
    ];
    let response = dictionary(&[
        ("status_code", net('#', b"200")),
        ("reason", text("OK")),
        ("headers", net(']', &headers.concat())),
        ("content", net(',', body)),
        ("timestamp_start", net('^', b"1704247200.25")),
        ("trailers", net('~', b"")),
    ]);
    let request = dictionary(&[
        ("method", text("GET")),
        ("host", text("Zanqibar4711.example")),
        ("port", net('#', b"47114")),
        ("path", text("/orders/Zanqibar4711?api_key=Zanqibar4711")),
        ("headers", net(']', &pair("Cookie", "Zanqibar4711"))),
        ("content", net(',', b"")),
    ]);
    let client = dictionary(&[("peername", net(']', &[text("Zanqibar4711"), net('#', b"4711")].concat()))]);
    let certificate = net(',', b"\xFF\xFEZanqibar4711\x00\xFF");
    dictionary(&[
        ("version", net('#', b"20")),
        ("type", net(';', b"http")),
        ("id", net(';', b"Zanqibar4711")),
        ("comment", net(';', b"Zanqibar4711")),
        ("certificate", certificate),
        ("intercepted", net('!', b"false")),
        ("client_conn", client),
        ("request", request),
        ("response", response),
    ])
}

/// The streams in a file, unpacked.
fn unpacked(path: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    unpack::open(path, "", driftline_cli::capture::Form::Unknown, &mut |member| {
        match member {
            Member::Stream { name, input, .. } => {
                all.extend(name.as_bytes());
                input.read_to_end(&mut all).unwrap();
            }
            Member::Passed(what) => all.extend(what.as_bytes()),
            Member::Unreadable { name, reason } => panic!("{name}: {reason}"),
        }
        ControlFlow::Continue(())
    });
    all
}

/// The runs of letters or digits that base64 in a text stands for as well.
fn is_left(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    ["anqi", "qiba", "ibar", "4711"].iter().any(|part| text.contains(part))
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// The forms: name, content, and how many payloads are in it.
#[expect(clippy::too_many_lines, reason = "a table of whole captures")]
fn forms() -> Vec<(&'static str, Vec<u8>, u64)> {
    let order = json(ORDER);
    let headers = r#"{"Cookie": "Zanqibar4711", "NETO_NOTIFICATION": "Order", "X-Request": "Zanqibar4711", "authorization": ["Zanqibar4711"]}"#;
    let url = "https://zanqibar4711.example/Zanqibar4711?api_key=Zanqibar4711&b=Zanqibar4711#Zanqibar4711";
    let line = format!(
        r#"{{"id": "Zanqibar4711", "url": "{url}", "headers": {headers}, "time": "2024-01-03T02:00:00Z", "body": {order}}}"#
    );
    let encoded =
        format!(r#"{{"headers": {headers}, "isBase64Encoded": true, "body": "{}"}}"#, base64(ORDER.as_bytes()));
    let plain =
        format!(r#"{{"headers": {{}}, "isBase64Encoded": true, "body": "{}"}}"#, base64(b"Zanqibar4711 Zanqibar4711"));
    let log = format!(
        r#"{{"method": "POST", "uri": "{url}", "status": "200", "remote": "Zanqibar4711", "time": "Zanqibar4711"}}"#
    );
    let lines = format!("{line}\n{encoded}\n\n{plain}\n{log}\n");
    let event = |data: &str| {
        format!(
            r#"{{"specversion": "1.0", "type": "Zanqibar4711", "source": "{url}", "id": "Zanqibar4711", "subject": "Zanqibar4711",
            "time": "2024-01-03T02:00:00Z", "netonotification": "Order", {data}}}"#
        )
    };
    let structured = event(&format!(r#""datacontenttype": "application/xml", "data": {order}"#));
    let binary =
        event(&format!(r#""datacontenttype": "application/xml", "data_base64": "{}""#, base64(ORDER.as_bytes())));
    let webhook_site = format!(
        r#"{{"data": [{{"uuid": "Zanqibar4711", "type": "web", "token_id": "Zanqibar4711", "ip": "Zanqibar4711",
        "hostname": "Zanqibar4711", "method": "POST", "user_agent": "Zanqibar4711", "content": {order}, "query": {{"a": "Zanqibar4711"}},
        "headers": {{"content-type": ["application/xml"], "neto_notification": ["Order"], "token": ["Zanqibar4711"]}},
        "url": "{url}", "created_at": "2024-01-03 02:00:00", "sorting": 4711570536749861}}], "total": 4711, "next": "{url}"}}"#
    );
    let postman = format!(
        r#"{{"info": {{"_postman_id": "Zanqibar4711", "name": "Zanqibar4711", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}},
        "variable": [{{"key": "key", "value": "Zanqibar4711"}}], "item": [{{"name": "Zanqibar4711", "item": [{{"name": "place",
        "request": {{"method": "POST", "auth": {{"type": "bearer", "bearer": [{{"key": "token", "value": "Zanqibar4711"}}]}},
        "header": [{{"key": "NETO_NOTIFICATION", "value": "Order"}}, {{"key": "token", "value": "Zanqibar4711"}}],
        "body": {{"mode": "raw", "raw": {order}}}, "url": {{"raw": "{url}", "host": ["Zanqibar4711"], "query": [{{"key": "a", "value": "Zanqibar4711"}}]}}}},
        "response": [{{"name": "Zanqibar4711", "status": "OK", "code": 200, "header": [{{"key": "Set-Cookie", "value": "Zanqibar4711"}}],
        "cookie": [{{"name": "a", "value": "Zanqibar4711"}}], "body": {order}}}]}}]}}],
        "auth": {{"type": "apikey", "apikey": [{{"key": "value", "value": "Zanqibar4711"}}]}}, "event": [{{"script": {{"exec": ["Zanqibar4711"]}}}}]}}"#
    );
    let message = |body: &str| {
        format!(
            r#"{{"method": "post", "uri": "{url}", "body": {body}, "headers": {{"Content-Type": ["application/xml"],
            "Content-Encoding": ["gzip"], "Neto_Notification": ["Order"], "Cookie": ["Zanqibar4711"], "Etag": ["Zanqibar4711"]}}}}"#
        )
    };
    let text = message(&format!(r#"{{"encoding": "UTF-8", "string": {order}}}"#));
    let packed =
        message(&format!(r#"{{"encoding": "ASCII-8BIT", "base64_string": "{}"}}"#, base64(&gzip(ORDER.as_bytes()))));
    let vcr = format!(
        r#"{{"http_interactions": [{{"request": {text}, "response": {packed}, "recorded_at": "Zanqibar4711"}}], "recorded_with": "Zanqibar4711"}}"#
    );
    let cassette = format!(
        r#"---
http_interactions: # Zanqibar4711
- request:
    method: post
    uri: {url}
    body:
      encoding: UTF-8
      string: '{single}'
    headers: &zanqibar4711
      Content-Type:
      - application/xml
      Neto_Notification: [Order] # Zanqibar4711
      Authorization:
      - Bearer Zanqibar4711
      Referer: >-
        Zanqibar4711
        {url}
  response:
    headers: *zanqibar4711
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        {encoded}
  recorded_at: Zanqibar4711
- request:
    headers: {{Content-Type: [application/xml], Neto_Notification: Order, Cookie: "Zanqi\
      bar4711"}}
    body: {{string: {order}}}
  response:
    body:
      string: |
        {ORDER}
    headers:
      Neto_Notification: ["Order"]
recorded_with: VCR Zanqibar4711
"#,
        single = ORDER.replace('\'', "''"),
        encoded = base64(ORDER.as_bytes()),
    );
    let yaml_packed = format!(
        "interactions:\n- request:\n    body: null\n  response:\n    body:\n      string: !!binary |\n        {}\n    headers:\n      \
         Content-Type: [application/xml]\n      Content-Encoding: [gzip]\n      Neto_Notification: [Order]\nversion: 1\n",
        base64(&gzip(ORDER.as_bytes()))
    );
    let har = format!(
        r#"{{"log": {{"version": "1.2", "creator": {{"name": "Zanqibar4711", "version": "4711"}}, "pages": [{{"id": "Zanqibar4711", "title": "{url}"}}],
        "entries": [{{"startedDateTime": "2024-01-03T02:00:00Z", "time": 47.114711, "serverIPAddress": "Zanqibar4711",
        "request": {{"method": "POST", "url": "{url}", "httpVersion": "HTTP/1.1",
        "headers": [{{"name": "NETO_NOTIFICATION", "value": "Order"}}, {{"name": "Cookie", "value": "Zanqibar4711"}}],
        "cookies": [{{"name": "Zanqibar4711", "value": "Zanqibar4711"}}], "queryString": [{{"name": "api_key", "value": "Zanqibar4711"}}],
        "postData": {{"mimeType": "application/xml; charset=utf-8", "text": {order}, "params": [{{"name": "a", "value": "Zanqibar4711"}}]}}}},
        "response": {{"status": 200, "statusText": "Zanqibar4711", "headers": [], "redirectURL": "{url}",
        "content": {{"mimeType": "application/xml", "encoding": "base64", "size": 4711, "text": "{}"}}}}}},
        {{"request": {{}}, "response": {{"content": {{"mimeType": "image/png", "encoding": "base64", "text": "{}"}}}}}}],
        "comment": "Zanqibar4711"}}}}"#,
        base64(ORDER.as_bytes()),
        base64(b"\x89PNG Zanqibar4711 \xFF")
    );
    let flows = [
        flow("identity", ORDER.as_bytes()),
        flow("gzip", &gzip(ORDER.as_bytes())),
        flow("deflate", &deflate(ORDER.as_bytes())),
    ];
    let archived: [(&str, &[u8]); 3] = [
        ("a/lines.ndjson", lines.as_bytes()),
        ("logo.png", b"Zanqibar4711"),
        ("b/session.har.gz", &gzip(har.as_bytes())),
    ];
    let har = har.into_bytes();
    vec![
        ("body.xml", ORDER.into(), 1),
        ("lines.ndjson", lines.clone().into(), 3),
        ("event.json", structured.clone().into(), 1),
        ("batch.json", format!("[{structured}, {binary}]").into(), 2),
        ("requests.json", webhook_site.into(), 1),
        ("orders.json", postman.into(), 2),
        ("cassette.json", vcr.into(), 2),
        ("cassette.yml", cassette.into(), 4),
        ("packed.yaml", yaml_packed.into(), 1),
        ("session.har", har, 2),
        ("session.flow", flows.concat(), 3),
        ("lines.ndjson.gz", gzip(lines.as_bytes()), 3),
        ("lines.ndjson.zst", zstd(lines.as_bytes()), 3),
        ("all.zip", zip(&archived), 5),
        ("all.tar", tar(&archived), 5),
        ("all.tgz", gzip(&tar(&archived)), 5),
        ("session.flow.zst", zstd(&flows.concat()), 3),
    ]
}

#[test]
fn every_form_keeps_its_report_and_nothing_of_its_values() {
    assert!(is_left(MARK.as_bytes()) && base64(b"{\"a\": 1}x") == "eyJhIjogMX14");
    for (name, content, payloads) in forms() {
        let scratch = Scratch::new();
        scratch.file(&format!("old/{name}"), &content);
        let ran = scratch.driftline("old", &["redact", name, "-o", "../new", "--key", "k"], "");
        let passed = if name.starts_with("all.") { "passed over: 1 .png\n" } else { "" };
        assert_eq!((ran.code, ran.errors.as_str()), (0, passed), "{name}");
        let new = unpacked(&scratch.0.join("new").join(name));
        assert!(!is_left(&new), "{name}: {}", String::from_utf8_lossy(&new));
        // A compressed body is of another length, and what is behind it begins elsewhere.
        let format = if name.contains("flow") { "text" } else { "json" };
        let [before, after] =
            ["old", "new"].map(|folder| scratch.driftline(folder, &["check", name, "--format", format], ""));
        assert!(before.output.contains("new-enum-value"), "{name}: {}", before.output);
        let count = if format == "text" { format!("{payloads} payload") } else { format!("\"payloads\": {payloads}") };
        assert!(before.output.contains(&count), "{name}: {}", before.output);
        let passed = "  \"skipped\": ";
        let but_for_what_is_passed = |output: &str| {
            let lines = output.lines().filter(|line| !line.contains(".png") && !line.starts_with(passed));
            lines.collect::<Vec<_>>().join("\n")
        };
        assert_eq!(but_for_what_is_passed(&before.output), but_for_what_is_passed(&after.output), "{name}");
    }
}
