//! tus `Upload-Checksum`: the sum of one chunk.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// Algorithms, as announced in `Tus-Checksum-Algorithm`.
pub(super) const ALGORITHMS: &str = "sha256,sha1";

/// A sum being worked out, and the one announced.
pub(super) struct Checksum {
    running: Running,
    expected: Vec<u8>,
}

enum Running {
    Sha256(Sha256),
    Sha1(Sha1),
}

impl Checksum {
    /// From `sha256 <base64>`; `None` for another algorithm or a sum of the wrong length.
    pub(super) fn parse(header: &str) -> Option<Self> {
        let (algorithm, sum) = header.trim().split_once(' ')?;
        let (running, length) = match algorithm {
            "sha256" => (Running::Sha256(Sha256::new()), 32),
            "sha1" => (Running::Sha1(Sha1::new()), 20),
            _ => return None,
        };
        let expected = STANDARD.decode(sum.trim()).ok()?;
        (expected.len() == length).then_some(Self { running, expected })
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match &mut self.running {
            Running::Sha256(sum) => sum.update(bytes),
            Running::Sha1(sum) => sum.update(bytes),
        }
    }

    pub(super) fn matches(self) -> bool {
        match self.running {
            Running::Sha256(sum) => sum.finalize().as_slice() == self.expected,
            Running::Sha1(sum) => sum.finalize().as_slice() == self.expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_worked_out_elsewhere_are_recognised() {
        // printf abc | openssl dgst -sha1 -binary | base64 ; the same with -sha256
        for header in [
            "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
            "sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        ] {
            let mut sum = Checksum::parse(header).unwrap();
            sum.update(b"a");
            sum.update(b"bc");
            assert!(sum.matches(), "{header}");
        }
    }

    #[test]
    fn other_algorithms_and_broken_sums_are_not_taken() {
        for header in [
            "md5 kAFQmDzST7DWlj99KOF/cg==",
            "sha1",
            "sha1 AAAA",
            "sha256 *",
        ] {
            assert!(Checksum::parse(header).is_none(), "{header}");
        }
    }
}
