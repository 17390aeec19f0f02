//! Mutations of seeds: the same ones in every run, so that what one run finds the next one finds too.

/// An endless row of inputs, made of seeds and words.
#[derive(Debug)]
pub struct Mutations {
    state: u64,
    seeds: Vec<Vec<u8>>,
    tokens: Vec<Vec<u8>>,
}

/// Bytes that an input may have at most: as libFuzzer's default for what is not larger itself.
const MOST: usize = 1 << 15;

impl Mutations {
    /// Mutations of these seeds, of which there must be one, with these words.
    #[must_use]
    pub fn new(seeds: Vec<Vec<u8>>, tokens: Vec<Vec<u8>>) -> Self {
        assert!(!seeds.is_empty(), "there is nothing to mutate");
        Self { state: 0x9E37_79B9_7F4A_7C15, seeds, tokens }
    }

    /// A number below a bound (xorshift64*).
    fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        let high = self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11;
        usize::try_from(high % bound).unwrap_or_default()
    }

    /// A range of some bytes, mostly a short one.
    fn range(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.below(bytes.len() + 1);
        let most = if self.below(4) == 0 { bytes.len() } else { 16 };
        let length = self.below(most + 1);
        start..(start + length).min(bytes.len())
    }

    /// Changes some bytes in one way.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        let range = self.range(bytes);
        match self.below(7) {
            0 => {
                bytes.drain(range);
            }
            1 => {
                let copy = bytes[range].to_vec();
                let at = self.below(bytes.len() + 1);
                bytes.splice(at..at, copy);
            }
            2 => {
                let byte = u8::try_from(self.below(256)).unwrap_or_default();
                bytes.insert(range.start, byte);
            }
            3 => {
                if let Some(byte) = bytes.get_mut(range.start) {
                    *byte ^= 1 << self.below(8);
                }
            }
            4 => bytes.truncate(range.start),
            5 => {
                let other = self.below(self.seeds.len());
                let part = self.range(&self.seeds[other].clone());
                let part = self.seeds[other][part].to_vec();
                bytes.splice(range, part);
            }
            _ => {
                let token = self.below(self.tokens.len());
                let token = self.tokens.get(token).cloned().unwrap_or_default();
                let end = if self.below(2) == 0 { range.start } else { range.end };
                bytes.splice(range.start..end, token);
            }
        }
    }
}

impl Iterator for Mutations {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let seed = self.below(self.seeds.len());
        let mut bytes = self.seeds[seed].clone();
        for _ in 0..=self.below(6) {
            self.change(&mut bytes);
        }
        bytes.truncate(MOST);
        Some(bytes)
    }
}
