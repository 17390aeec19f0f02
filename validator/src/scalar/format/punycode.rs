//! Punycode (RFC 3492): Unicode in letters, digits and hyphens.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// 6.1.
fn adapt(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > ((BASE - T_MIN) * T_MAX) / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(T_MIN, T_MAX)
}

/// 6.2; `None` for what is no Punycode. Labels are short, so inserting is cheap enough.
pub(super) fn decode(text: &str) -> Option<String> {
    let (basic, extended) = text.rsplit_once('-').unwrap_or(("", text));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    let mut digits = extended.bytes().peekable();
    while digits.peek().is_some() {
        let before = i;
        let mut weight = 1_u32;
        let mut k = BASE;
        loop {
            let digit = match digits.next()? {
                byte @ b'a'..=b'z' => u32::from(byte - b'a'),
                byte @ b'A'..=b'Z' => u32::from(byte - b'A'),
                byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
                _ => return None,
            };
            i = digit.checked_mul(weight)?.checked_add(i)?;
            let threshold = threshold(k, bias);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let count = u32::try_from(output.len()).ok()? + 1;
        bias = adapt(i - before, count, before == 0);
        n = n.checked_add(i / count)?;
        i %= count;
        output.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(output.into_iter().collect())
}

/// 6.3; `None` for what is too long to be a label anyway.
pub(super) fn encode(text: &str) -> Option<String> {
    let mut output: String = text.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(output.len()).ok()?;
    let total = u32::try_from(text.chars().count()).ok()?;
    if basic > 0 {
        output.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (INITIAL_N, 0_u32, INITIAL_BIAS, basic);
    while handled < total {
        let next = text.chars().map(u32::from).filter(|code| *code >= n).min()?;
        delta = (next - n).checked_mul(handled + 1)?.checked_add(delta)?;
        n = next;
        for code in text.chars().map(u32::from) {
            if code < n {
                delta = delta.checked_add(1)?;
            }
            if code != n {
                continue;
            }
            let (mut q, mut k) = (delta, BASE);
            loop {
                let threshold = threshold(k, bias);
                if q < threshold {
                    break;
                }
                output.push(digit(threshold + (q - threshold) % (BASE - threshold)));
                q = (q - threshold) / (BASE - threshold);
                k += BASE;
            }
            output.push(digit(q));
            bias = adapt(delta, handled + 1, handled == basic);
            delta = 0;
            handled += 1;
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(output)
}

fn digit(value: u32) -> char {
    char::from(b"abcdefghijklmnopqrstuvwxyz0123456789"[value as usize % 36])
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn labels_are_encoded_and_decoded() {
        for (label, encoded) in [
            ("bücher", "bcher-kva"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
            ("MajiでKoiする5秒前", "MajiKoi5-783gue6qz075azm5e"),
            ("例子", "fsqu00a"),
        ] {
            assert_eq!(encode(label).as_deref(), Some(encoded));
            assert_eq!(decode(encoded).as_deref(), Some(label));
        }
    }

    #[test]
    fn what_is_no_punycode_is_refused() {
        for text in ["é", "a b", "99999999", "99999999999999999999", "a-é", "X"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
