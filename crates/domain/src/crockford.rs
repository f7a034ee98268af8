//! Crockford's base 32: letters and figures that are not taken for one another when they are read, said or copied.

/// The alphabet: no I, L, O or U.
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The letter of a number; only its five lowest bits count.
#[must_use]
pub fn letter(number: u8) -> char {
    ALPHABET
        .get(usize::from(number % 32))
        .copied()
        .map_or('0', char::from)
}

/// A code as it is compared: what people write for 0 and 1 counts as 0 and 1, signs and spaces do not count.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            'U' => 'V',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_misread_is_read_the_same() {
        assert_eq!(plain("o1l-u z"), "011VZ");
        assert_eq!(plain("é"), "");
        let all: String = (0..32).map(letter).collect();
        assert_eq!(all.as_bytes(), ALPHABET);
        assert_eq!(plain(&all), all);
    }
}
