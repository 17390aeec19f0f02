//! What the headers of a body say of it.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// What a compressed body may unpack to.
const LONGEST: u64 = 64 << 20;

/// The media types that are told by their names. What a header says is text of a capture, and may be anything.
const TOLD: [&str; 24] = [
    "application/gzip",
    "application/javascript",
    "application/msgpack",
    "application/octet-stream",
    "application/pdf",
    "application/x-ndjson",
    "application/x-www-form-urlencoded",
    "application/xhtml+xml",
    "application/zip",
    "font/woff",
    "font/woff2",
    "image/avif",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/webp",
    "image/x-icon",
    "multipart/form-data",
    "text/css",
    "text/csv",
    "text/event-stream",
    "text/html",
    "text/javascript",
];

/// The top-level types (RFC 6838, 4.2), told where the media type is none of these.
const TOP: [(&str, &str); 6] = [
    ("application/", "other application"),
    ("audio/", "audio"),
    ("font/", "other font"),
    ("image/", "other image"),
    ("text/", "other text"),
    ("video/", "video"),
];

/// The media type in words that are ours: `text/html`, `other image`.
pub(super) fn told(media: &str) -> &'static str {
    let media = media_type(media).to_ascii_lowercase();
    let named = TOLD.into_iter().find(|known| *known == media);
    let top = || TOP.iter().find(|(top, _)| media.starts_with(top)).map(|(_, words)| *words);
    named.or_else(top).unwrap_or("other content")
}

/// The media type without its parameters.
fn media_type(media: &str) -> &str {
    media.split(';').next().unwrap_or("").trim()
}

/// Whether a body of this media type may be XML or JSON.
pub(super) fn is_payload(media: &str) -> bool {
    let media = media_type(media).to_ascii_lowercase();
    matches!(media.as_str(), "" | "text/plain" | "application/octet-stream" | "x-unknown" | "application/x-unknown")
        || (media.contains("json") || media.contains("xml")) && !media.contains("html") && !media.starts_with("image/")
}

/// Content codings that are told by their names, and are not undone here.
const CODINGS: [&str; 4] = ["br", "compress", "dcb", "zstd"];

/// Undoes the content coding of a body (RFC 9110, 8.4.1).
pub(super) fn decoded(body: &[u8], coding: &str) -> Result<Vec<u8>, String> {
    let mut decoder: Box<dyn Read + '_> = match coding.trim().to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(body)),
        "deflate" => Box::new(ZlibDecoder::new(body)),
        coding => {
            let known = CODINGS.into_iter().find(|known| *known == coding);
            let coding =
                known.map_or_else(|| "a content coding".to_owned(), |known| format!("the content coding {known}"));
            return Err(format!("the body has {coding} that is not read here"));
        }
    };
    let mut decoded = Vec::new();
    match decoder.by_ref().take(LONGEST + 1).read_to_end(&mut decoded) {
        Err(error) => Err(format!("the body cannot be decompressed: {error}")),
        Ok(read) if read as u64 > LONGEST => {
            Err(format!("refused: the body decompresses to more than {LONGEST} bytes"))
        }
        Ok(_) => Ok(decoded),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{TOLD, decoded, is_payload, told};

    #[test]
    fn pages_and_pictures_are_no_payloads() {
        for media in ["application/json; charset=utf-8", "text/xml", "application/vnd.api+json", "", "text/plain"] {
            assert!(is_payload(media), "{media}");
        }
        for media in ["text/html", "application/xhtml+xml", "image/svg+xml", "image/png", "text/javascript"] {
            assert!(!is_payload(media), "{media}");
        }
    }

    #[test]
    fn a_media_type_is_told_in_our_words() {
        for media in TOLD {
            assert_eq!(told(&format!("{media}; name=Zoe")), media);
        }
        for (media, words) in [("image/Zoe", "other image"), ("Zoe", "other content"), ("TEXT/HTML", "text/html")] {
            assert_eq!(told(media), words);
        }
    }

    #[test]
    fn a_content_coding_is_undone_or_named() {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(b"{}").unwrap();
        let deflated = encoder.finish().unwrap();
        assert_eq!(decoded(&deflated, " Deflate"), Ok(b"{}".to_vec()));
        assert!(decoded(&deflated, "gzip").unwrap_err().contains("cannot be decompressed"));
        assert!(decoded(&deflated, "br").unwrap_err().contains("content coding br"));
        assert_eq!(decoded(&deflated, "Zoe").unwrap_err(), "the body has a content coding that is not read here");
    }
}
