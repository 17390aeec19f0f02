//! A keyed permutation of settings of wheels: format-preserving encryption.
//!
//! In goes where each wheel of a row stands, out comes where it is to stand: a Feistel network over numbers of mixed radix, as
//! in FFX (NIST SP 800-38G), whose round function is SipHash-2-4. It is a permutation, so two rows never become one.

/// A key.
#[derive(Clone, Copy)]
pub(super) struct Key([u64; 2]);

/// How often each half is turned.
const ROUNDS: u64 = 5;

impl Key {
    /// The key that stands for these bytes.
    pub(super) fn of(secret: &[u8]) -> Self {
        Self([1, 2].map(|half| sip([half, !half], secret.iter().copied())))
    }

    /// Turns every wheel: numbers below their radix. `tweak` chooses among as many permutations as there are tweaks. A single
    /// wheel, which nothing stands beside, is never left where it was.
    pub(super) fn turn(self, wheels: &mut [(u32, u32)], tweak: &[u8]) {
        let tweak = sip(self.0, tweak.iter().copied());
        if let [(number, radix)] = wheels {
            *number = moved(*number, 1 + tweak % u64::from(radix.saturating_sub(1).max(1)), *radix);
            return;
        }
        let (left, right) = wheels.split_at_mut(wheels.len() / 2);
        for round in 0..ROUNDS {
            self.round(left, right, tweak ^ (2 * round));
            self.round(right, left, tweak ^ (2 * round + 1));
        }
    }

    /// Turns one half by what the other shows.
    fn round(self, half: &mut [(u32, u32)], other: &[(u32, u32)], tweak: u64) {
        let shown = other.iter().flat_map(|(number, _)| number.to_le_bytes());
        let seed = sip(self.0, tweak.to_le_bytes().into_iter().chain(shown));
        for ((number, radix), at) in half.iter_mut().zip(0_u64..) {
            *number = moved(*number, sip([seed, !seed], at.to_le_bytes().into_iter()), *radix);
        }
    }
}

/// A number so much further on a wheel.
fn moved(number: u32, by: u64, radix: u32) -> u32 {
    let radix = u64::from(radix).max(1);
    u32::try_from((u64::from(number) + by % radix) % radix).unwrap_or_default()
}

/// SipHash-2-4 (Aumasson and Bernstein, 2012).
fn sip([k0, k1]: [u64; 2], bytes: impl Iterator<Item = u8>) -> u64 {
    let mut state = [
        0x736F_6D65_7073_6575 ^ k0,
        0x646F_7261_6E64_6F6D ^ k1,
        0x6C79_6765_6E65_7261 ^ k0,
        0x7465_6462_7974_6573 ^ k1,
    ];
    let (mut word, mut length) = (0_u64, 0_u64);
    for byte in bytes {
        word |= u64::from(byte) << (8 * (length % 8));
        length += 1;
        if length % 8 == 0 {
            absorb(&mut state, word);
            word = 0;
        }
    }
    absorb(&mut state, word | length << 56);
    state[2] ^= 0xFF;
    (0..4).for_each(|_| mix(&mut state));
    state.iter().fold(0, |hash, part| hash ^ part)
}

fn absorb(state: &mut [u64; 4], word: u64) {
    state[3] ^= word;
    (0..2).for_each(|_| mix(state));
    state[0] ^= word;
}

fn mix([v0, v1, v2, v3]: &mut [u64; 4]) {
    *v0 = v0.wrapping_add(*v1);
    *v1 = v1.rotate_left(13) ^ *v0;
    *v0 = v0.rotate_left(32);
    *v2 = v2.wrapping_add(*v3);
    *v3 = v3.rotate_left(16) ^ *v2;
    *v0 = v0.wrapping_add(*v3);
    *v3 = v3.rotate_left(21) ^ *v0;
    *v2 = v2.wrapping_add(*v1);
    *v1 = v1.rotate_left(17) ^ *v2;
    *v2 = v2.rotate_left(32);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Key, sip};

    #[test]
    fn the_hash_is_that_of_its_authors() {
        // The key and the message of the paper's appendix A.
        let key = [0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908];
        assert_eq!(sip(key, 0..15), 0xA129_CA61_49BE_45E5);
    }

    #[test]
    fn no_two_rows_become_one() {
        for secret in ["a", "b"] {
            for radices in [&[9][..], &[3, 7], &[10, 2, 12]] {
                let rows = radices.iter().fold(vec![vec![]], |rows: Vec<Vec<(u32, u32)>>, radix| {
                    let longer = |row: &Vec<_>, number| [row.as_slice(), &[(number, *radix)]].concat();
                    rows.iter().flat_map(|row| (0..*radix).map(move |number| longer(row, number))).collect()
                });
                let turned = |row: &Vec<(u32, u32)>| {
                    let mut row = row.clone();
                    Key::of(secret.as_bytes()).turn(&mut row, b"");
                    assert!(row.iter().all(|(number, radix)| number < radix));
                    row
                };
                assert_eq!(rows.iter().map(turned).collect::<BTreeSet<_>>().len(), rows.len(), "{radices:?}");
                assert!(radices.len() > 1 || rows.iter().all(|row| turned(row) != *row));
            }
        }
    }
}
