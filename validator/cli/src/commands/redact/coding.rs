//! Compressed bytes inside of envelopes: undone, and done again.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use flate2::write::{GzEncoder, ZlibEncoder};

/// What bytes may unpack to, as for the readers of captures.
const LONGEST: u64 = 64 << 20;

/// How bytes are compressed (RFC 9110, 8.4.1).
#[derive(Debug, Clone, Copy)]
pub(super) enum Coding {
    Gzip,
    Deflate,
}

/// What compressed bytes unpack to, and how they were compressed; none where they are not.
pub(super) fn undone(bytes: &[u8]) -> Option<(Coding, Vec<u8>)> {
    let (coding, mut decoder): (_, Box<dyn Read + '_>) = match bytes {
        [0x1F, 0x8B, 8, ..] => (Coding::Gzip, Box::new(MultiGzDecoder::new(bytes))),
        [0x78, 0x01 | 0x5E | 0x9C | 0xDA, ..] => (Coding::Deflate, Box::new(ZlibDecoder::new(bytes))),
        _ => return None,
    };
    let mut plain = Vec::new();
    let read = decoder.by_ref().take(LONGEST + 1).read_to_end(&mut plain).ok()?;
    (read as u64 <= LONGEST).then_some((coding, plain))
}

/// Compresses bytes.
pub(super) fn done(coding: Coding, plain: &[u8]) -> Vec<u8> {
    let level = Compression::default();
    let packed = match coding {
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), level);
            encoder.write_all(plain).and_then(|()| encoder.finish())
        }
        Coding::Deflate => {
            let mut encoder = ZlibEncoder::new(Vec::new(), level);
            encoder.write_all(plain).and_then(|()| encoder.finish())
        }
    };
    packed.expect("a vector takes everything")
}

#[cfg(test)]
mod tests {
    use super::{Coding, done, undone};

    #[test]
    fn what_is_compressed_is_told_from_what_is_not() {
        for coding in [Coding::Gzip, Coding::Deflate] {
            let packed = done(coding, b"Jane");
            assert_eq!(undone(&packed).unwrap().1, b"Jane");
            assert!(undone(&packed[..packed.len() - 5]).is_none());
        }
        assert!(undone(b"Jane").is_none() && undone(b"x^2").is_none() && undone(b"").is_none());
    }
}
