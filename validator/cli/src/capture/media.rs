//! What the headers of a body say of it.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// What a compressed body may unpack to.
const LONGEST: u64 = 64 << 20;

/// The media type without its parameters.
pub(super) fn media_type(media: &str) -> &str {
    media.split(';').next().unwrap_or("").trim()
}

/// Whether a body of this media type may be XML or JSON.
pub(super) fn is_payload(media: &str) -> bool {
    let media = media_type(media).to_ascii_lowercase();
    matches!(media.as_str(), "" | "text/plain" | "application/octet-stream" | "x-unknown" | "application/x-unknown")
        || (media.contains("json") || media.contains("xml")) && !media.contains("html") && !media.starts_with("image/")
}

/// Undoes the content coding of a body (RFC 9110, 8.4.1).
pub(super) fn decoded(body: &[u8], coding: &str) -> Result<Vec<u8>, String> {
    let mut decoder: Box<dyn Read + '_> = match coding.trim().to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(body)),
        "deflate" => Box::new(ZlibDecoder::new(body)),
        coding => return Err(format!("the body has the content coding {coding}, which is not read here")),
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

    use super::{decoded, is_payload};

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
    fn a_content_coding_is_undone_or_named() {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(b"{}").unwrap();
        let deflated = encoder.finish().unwrap();
        assert_eq!(decoded(&deflated, " Deflate"), Ok(b"{}".to_vec()));
        assert!(decoded(&deflated, "gzip").unwrap_err().contains("cannot be decompressed"));
        assert!(decoded(&deflated, "br").unwrap_err().contains("content coding br"));
    }
}
