//! Captures in every form that they are kept in, with markers wherever one has room for text.

use std::io::Write;

use serde_json::{Value, json};

use crate::marker::Markers;

/// A message: its body and the headers by which it is recognised.
pub(crate) struct Message {
    pub(crate) body: String,
    pub(crate) headers: Vec<(String, String)>,
}

/// Headers that carry credentials.
const CREDENTIALS: [&str; 6] =
    ["Authorization", "Cookie", "NETOAPI_KEY", "Username", "X-Password", "X-Hub-Signature-256"];

/// The headers of a message, and others whose values are markers.
fn headers(message: &Message, markers: &mut Markers) -> Vec<(String, String)> {
    let mut headers = message.headers.clone();
    headers.push(("X-Customer".to_owned(), markers.word()));
    headers.push(("Content-Type".to_owned(), format!("application/json; name={}", markers.word())));
    headers.extend(CREDENTIALS.map(|name| (name.to_owned(), markers.word())));
    headers
}

fn members(headers: &[(String, String)]) -> Value {
    headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<serde_json::Map<_, _>>().into()
}

fn pairs(headers: &[(String, String)], name: &str) -> Value {
    headers.iter().map(|(own, value)| json!({ name: own, "value": value })).collect()
}

/// The files of an export in every form: name and content.
pub(crate) fn all(messages: &[Message], markers: &mut Markers) -> Vec<(&'static str, Vec<u8>)> {
    let lines = lines(messages, markers);
    let vcr = cassette(messages, markers);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(lines.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let cut = gzip[..gzip.len() / 2].to_vec();
    vec![
        ("a.har", har(messages, markers).to_string().into()),
        ("events.json", events(messages, markers).to_string().into()),
        ("site.json", site(messages, markers).into()),
        ("postman.json", postman(messages, markers).to_string().into()),
        ("a.flows", flows(messages, markers)),
        ("vcr.json", json!({ "http_interactions": vcr }).to_string().into()),
        ("vcr.yaml", format!("---\nhttp_interactions: {vcr}\nrecorded_with: {}\n", markers.word()).into()),
        ("a.ndjson", lines.into()),
        ("whole.ndjson.gz", gzip),
        ("cut.ndjson.gz", cut),
    ]
}

fn lines(messages: &[Message], markers: &mut Markers) -> String {
    let line = |(at, message): (usize, &Message)| {
        let headers = headers(message, markers);
        let time = [json!("2024-01-03T01:00:00Z"), json!(format!("2024-{}", markers.word()))][at % 2].clone();
        let (url, id) = (format!("https://example.com/{0}?api_key={0}", markers.word()), markers.word());
        let line = json!({ "time": time, "id": id, "url": url, "headers": members(&headers), "body": message.body });
        format!("{line}\n")
    };
    let mut lines: String = messages.iter().enumerate().map(line).collect();
    let (one, two) = (markers.word(), markers.word());
    lines.push_str(&format!("{{\"headers\": {{}}, \"body\": \"{one}\", \"isBase64Encoded\": true}}\n"));
    lines.push_str(&format!("{{\"headers\": {{}}, \"body\": {{\"{two}@example.com\": \"{two}\n"));
    lines
}

fn har(messages: &[Message], markers: &mut Markers) -> Value {
    let entry = |message: &Message| {
        let headers = pairs(&headers(message, markers), "name");
        let media = format!("application/json; name={}", markers.word());
        json!({
            "startedDateTime": format!("2024-{}", markers.word()),
            "comment": markers.word(),
            "request": {
                "method": "POST", "url": markers.word(), "headers": headers,
                "cookies": [{ "name": markers.word(), "value": markers.word() }],
                "queryString": [{ "name": "key", "value": markers.word() }],
                "postData": { "mimeType": media, "text": message.body },
            },
            "response": {
                "headers": headers,
                "content": { "mimeType": format!("image/{}", markers.word()), "text": markers.word() },
            },
        })
    };
    json!({ "log": { "creator": { "name": "x" }, "entries": messages.iter().map(entry).collect::<Value>() } })
}

fn events(messages: &[Message], markers: &mut Markers) -> Value {
    let event = |message: &Message| {
        let mut event = json!({
            "specversion": "1.0", "type": markers.word(), "source": markers.word(), "id": markers.word(),
            "subject": markers.word(), "time": "2024-01-03T01:00:00Z", "extension": markers.word(),
        });
        event["data"] = serde_json::from_str(&message.body).unwrap_or_else(|_| json!(message.body));
        event
    };
    messages.iter().map(event).collect()
}

/// An export of webhook.site, which is known by what stands first.
fn site(messages: &[Message], markers: &mut Markers) -> String {
    let request = |message: &Message| {
        let headers = members(&headers(message, markers));
        let (token, ip, body) = (markers.word(), markers.word(), json!(message.body));
        format!(
            r#"{{"uuid": "{token}", "token_id": "{token}", "ip": "{ip}", "headers": {headers}, "content": {body}}}"#
        )
    };
    format!(r#"{{"data": [{}]}}"#, messages.iter().map(request).collect::<Vec<_>>().join(","))
}

fn postman(messages: &[Message], markers: &mut Markers) -> Value {
    let item = |message: &Message| {
        let header = pairs(&headers(message, markers), "key");
        json!({
            "name": markers.word(),
            "request": {
                "method": "POST", "url": markers.word(), "header": header, "description": markers.word(),
                "body": { "mode": "raw", "raw": message.body },
            },
        })
    };
    let mut items: Vec<Value> = messages.iter().map(item).collect();
    items.push(json!({ "request": { "body": { "mode": markers.word() } } }));
    json!({ "info": { "name": markers.word(), "schema": "https://schema.getpostman.com/json/collection/v2.1.0/" }, "variable": [{ "key": "key", "value": markers.word() }], "item": items })
}

fn cassette(messages: &[Message], markers: &mut Markers) -> Value {
    let interaction = |message: &Message| {
        let headers = members(&headers(message, markers));
        json!({
            "request": { "uri": markers.word(), "headers": headers, "body": { "string": message.body } },
            "response": {
                "headers": { "Content-Encoding": [markers.word()] },
                "body": { "base64_string": "bWFya2Vk", "encoding": markers.word() },
            },
            "recorded_at": markers.word(),
        })
    };
    messages.iter().map(interaction).collect()
}

/// A typed netstring of mitmproxy: its length, its bytes, its type.
fn netstring(bytes: &[u8], of: char) -> Vec<u8> {
    [format!("{}:", bytes.len()).as_bytes(), bytes, of.to_string().as_bytes()].concat()
}

fn dictionary(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let members = members.iter().map(|(name, value)| [netstring(name.as_bytes(), ';'), value.clone()].concat());
    netstring(&members.collect::<Vec<_>>().concat(), '}')
}

fn flows(messages: &[Message], markers: &mut Markers) -> Vec<u8> {
    let mut all = Vec::new();
    for message in messages {
        let header = |(name, value): (String, String)| {
            netstring(&[netstring(name.as_bytes(), ','), netstring(value.as_bytes(), ',')].concat(), ']')
        };
        let headers = headers(message, markers).into_iter().map(header).collect::<Vec<_>>().concat();
        let request = dictionary(&[
            ("path", netstring(markers.word().as_bytes(), ',')),
            ("headers", netstring(&headers, ']')),
            ("content", netstring(message.body.as_bytes(), ',')),
        ]);
        let kind = netstring(b"http", ';');
        all.extend(dictionary(&[
            ("type", kind),
            ("comment", netstring(markers.word().as_bytes(), ';')),
            ("request", request),
        ]));
    }
    let kind = netstring(markers.word().as_bytes(), ';');
    all.extend(dictionary(&[("type", kind)]));
    all
}
