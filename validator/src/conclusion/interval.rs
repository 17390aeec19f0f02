//! A share of payloads and how sure it is.

use std::fmt;

/// `k` of `n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// In how many it is.
    pub k: u64,
    /// Of how many.
    pub n: u64,
}

/// The quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_963_984_540_054;

impl Share {
    /// The 95 % interval of Wilson: within it lies the share of all payloads, of which these are some.
    #[must_use]
    pub fn interval(self) -> (f64, f64) {
        if self.n == 0 {
            return (0.0, 1.0);
        }
        #[expect(clippy::cast_precision_loss, reason = "what is lost of a count beyond 2^53 is no share of it")]
        let (k, n) = (self.k.min(self.n) as f64, self.n as f64);
        let share = k / n;
        let spread = Z * Z / n;
        let middle = share + spread / 2.0;
        let reach = Z * (share * (1.0 - share) / n + spread / (4.0 * n)).sqrt();
        let low = if self.k == 0 { 0.0 } else { ((middle - reach) / (1.0 + spread)).max(0.0) };
        let high = if self.k >= self.n { 1.0 } else { ((middle + reach) / (1.0 + spread)).min(1.0) };
        (low, high)
    }

    /// Whether it is more than so many in a million.
    #[must_use]
    pub fn is_above(self, millionth: u32) -> bool {
        u128::from(self.k) * 1_000_000 > u128::from(self.n) * u128::from(millionth) || millionth == 0
    }
}

/// `12 of 10,000`-like: `0.12 % (0.07–0.21 %)`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = self.interval();
        write!(f, "{}–{} %", percent(low), percent(high))
    }
}

/// Two digits that count.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if !(0.000_05..99.995).contains(&percent) {
        format!("{percent:.0}")
    } else if percent >= 10.0 {
        format!("{percent:.1}")
    } else if percent >= 0.1 {
        format!("{percent:.2}")
    } else {
        format!("{percent:.4}")
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn the_interval_is_wilsons() {
        // By hand: (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).
        for (k, n, low, high) in
            [(10, 10_000, 0.000_543, 0.001_840), (1, 2, 0.0945, 0.9055), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)]
        {
            let (got_low, got_high) = Share { k, n }.interval();
            assert!(
                (got_low - low).abs() < 0.000_1 && (got_high - high).abs() < 0.000_1,
                "{k} of {n}: {got_low} {got_high}"
            );
        }
        assert_eq!(Share { k: 0, n: 0 }.interval(), (0.0, 1.0));
        assert_eq!(Share { k: 10, n: 10_000 }.to_string(), "0.0543–0.18 %");
    }

    #[test]
    fn a_share_is_above_a_threshold_or_not() {
        assert!(Share { k: 11, n: 10_000 }.is_above(1_000));
        assert!(!Share { k: 10, n: 10_000 }.is_above(1_000));
        assert!(Share { k: 0, n: 10 }.is_above(0), "without a threshold everything counts");
    }
}
