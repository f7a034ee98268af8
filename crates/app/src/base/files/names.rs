//! Names of files, which every system takes.

/// Longest name of a file before its ending, in bytes: a folder takes 255, some of which say its number.
const MAX_STEM: usize = 200;

/// Names that Windows keeps for itself, whatever their ending.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

fn is_reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end();
    let first = first.to_lowercase();
    let port = first
        .strip_prefix("com")
        .or_else(|| first.strip_prefix("lpt"));
    let is_port = port.is_some_and(|number| {
        let mut letters = number.chars();
        matches!(
            (letters.next(), letters.next()),
            (Some('0'..='9' | '¹' | '²' | '³'), None)
        )
    });
    is_port || RESERVED.contains(&first.as_str())
}

/// A name that every system takes for a file, without its ending.
pub(crate) fn file_stem(name: &str) -> String {
    // Signs that turn the direction of what is read would hide the ending.
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut plain = String::new();
    for c in name.trim().chars().take(100) {
        if plain.len() + c.len_utf8() > MAX_STEM {
            break;
        }
        plain.push(match c {
            c if c.is_control() || turns(c) || "/\\:*?\"<>|".contains(c) => '-',
            c => c,
        });
    }
    let plain = plain.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    if plain.is_empty() || is_reserved(plain) {
        format!("-{plain}")
    } else {
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_takes_the_name_of_a_file() {
        assert_eq!(
            file_stem(" Attestation : Léa/Noé "),
            "Attestation - Léa-Noé"
        );
        assert_eq!(file_stem("a\u{202e}fdp\tb\0"), "a-fdp-b-");
        for name in ["", "...", " . ", "\u{a0}"] {
            assert_eq!(file_stem(name), "-", "{name:?}");
        }
        assert_eq!(file_stem("Fin. . "), "Fin");
        for name in ["CON", "nul", "Aux.liste", "COM1", "lpt9", "com¹", "prn .x"] {
            assert_eq!(file_stem(name), format!("-{name}"));
        }
        for name in ["Console", "com10", "comité", "nul part"] {
            assert_eq!(file_stem(name), name);
        }
    }

    #[test]
    fn a_name_in_any_script_fits_in_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        for letter in ["a", "é", "க", "🙂", "ก"] {
            let name = letter.repeat(300);
            for bytes in [b"1", b"2"] {
                let saved = crate::base::files::own_file(folder.path(), &name, "xlsx", bytes);
                assert!(saved.unwrap().name.ends_with(".xlsx"), "{letter}");
            }
        }
    }
}
