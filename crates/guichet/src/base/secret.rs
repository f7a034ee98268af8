//! Codes, tokens and how they are kept: only their SHA-256 is ever written.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Letters and digits of an enrolment code: Crockford's base 32, without I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of an enrolment code, hyphens not counted: 60 bits.
const CODE_LENGTH: usize = 12;

/// The system gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the system gave no randomness: {0}")]
pub struct NoRandomness(#[from] getrandom::Error);

/// `N` random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A secret of 256 bits, fit for a header or a cookie.
pub(crate) fn new_token() -> Result<String, NoRandomness> {
    Ok(URL_SAFE_NO_PAD.encode(random::<32>()?))
}

/// A code to be read aloud and typed: `K7PM-3QXH-9TRD`.
pub(crate) fn new_code() -> Result<String, NoRandomness> {
    let mut code = String::with_capacity(CODE_LENGTH + 2);
    for (place, byte) in random::<CODE_LENGTH>()?.into_iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            code.push('-');
        }
        let letter = ALPHABET.get(usize::from(byte % 32)).copied();
        code.push(letter.map_or('0', char::from));
    }
    Ok(code)
}

/// The letters and digits of a code as typed: case, spaces and hyphens do not count, look-alikes are forgiven.
pub(crate) fn code_letters(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            'U' => 'V',
            other => other,
        })
        .collect()
}

/// How a secret is kept: 64 hexadecimal digits.
pub(crate) fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_whatever_the_hand_that_typed_it() {
        assert_eq!(code_letters(" k7pm 3qxh-9trd "), "K7PM3QXH9TRD");
        assert_eq!(code_letters("oil"), "011");
    }

    #[test]
    fn a_code_survives_its_own_forgiveness() {
        for _ in 0..200 {
            let code = new_code().unwrap();
            assert_eq!(code.len(), 14, "{code}");
            assert_eq!(code_letters(&code), code.replace('-', ""));
        }
    }
}
