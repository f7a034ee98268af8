//! The paths that a source writes, and the names that it imports.

use std::collections::BTreeMap;

/// The words of a path, in order.
pub(super) type Path = Vec<String>;

/// What a source uses.
#[derive(Default)]
pub(super) struct Used {
    /// The imported names, and the path of each.
    pub(super) names: BTreeMap<String, Path>,
    /// Every path, imported or written.
    pub(super) paths: Vec<Path>,
}

/// Reads them from a source cut into words.
pub(super) fn used(words: &[String]) -> Used {
    let mut used = Used::default();
    let mut rest = words;
    while let Some((word, more)) = rest.split_first() {
        if word == "use" {
            rest = tree(more, &Path::new(), &mut used);
        } else if is_name(word) {
            let (path, after) = path(rest);
            if path.len() > 1 {
                used.paths.push(path);
            }
            rest = after;
        } else if word == "::" {
            // From outside (`::serde`), or behind brackets (`<T as X>::y`): not a path of this crate.
            rest = path(more).1;
        } else {
            rest = more;
        }
    }
    used
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The longest `a::b::c` at the beginning, and what follows it.
fn path(words: &[String]) -> (Path, &[String]) {
    let mut path = Path::new();
    let mut rest = words;
    while let Some((word, more)) = rest.split_first().filter(|(word, _)| is_name(word)) {
        path.push(word.clone());
        rest = more;
        match rest {
            [sign, next, ..] if sign == "::" && is_name(next) => {
                rest = rest.get(1..).unwrap_or_default();
            }
            _ => break,
        }
    }
    (path, rest)
}

/// One branch of a `use`, and what follows it.
fn tree<'a>(words: &'a [String], above: &Path, used: &mut Used) -> &'a [String] {
    if words.first().is_some_and(|word| word == "::") {
        // From outside, whatever its name.
        return tree(
            words.get(1..).unwrap_or_default(),
            &vec!["::".to_owned()],
            used,
        );
    }
    let (own, mut rest) = path(words);
    let mut whole: Path = above.iter().chain(&own).cloned().collect();
    if rest.first().is_some_and(|word| word == "::") {
        rest = rest.get(1..).unwrap_or_default();
    }
    match rest.first().map(String::as_str) {
        Some("{") => {
            rest = rest.get(1..).unwrap_or_default();
            while let Some(word) = rest.first() {
                if word == "}" {
                    return rest.get(1..).unwrap_or_default();
                }
                let after = tree(rest, &whole, used);
                // A comma, or a sign that is not of a path.
                rest = if after.len() == rest.len() {
                    rest.get(1..).unwrap_or_default()
                } else {
                    after
                };
            }
            return rest;
        }
        Some("*") => {
            used.paths.push(whole);
            return rest.get(1..).unwrap_or_default();
        }
        _ if own.is_empty() => return rest,
        _ => {}
    }
    if above.len() + 1 == whole.len() && own.first().is_some_and(|word| word == "self") {
        // `a::{self}` is `a`.
        whole.pop();
    }
    let name = match rest {
        [sign, other, ..] if sign == "as" => {
            let name = other.clone();
            rest = rest.get(2..).unwrap_or_default();
            Some(name)
        }
        _ => whole.last().cloned(),
    };
    if let Some(name) = name {
        used.paths.push(whole.clone());
        used.names.insert(name, whole);
    }
    rest
}
