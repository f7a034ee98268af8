//! Rust cut into words, as far as paths ask for it: names, `::` and single signs, without comments nor strings.

/// Cuts a source.
pub(super) fn words(source: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = after(rest, "\n");
        } else if rest.starts_with("/*") {
            rest = after_comment(rest);
        } else if let Some(text) = raw_text(rest) {
            rest = text;
        } else if let Some(name) = rest.strip_prefix("r#") {
            rest = name;
        } else if let Some(text) = ["\"", "b\"", "c\""]
            .iter()
            .find_map(|quote| rest.strip_prefix(quote))
        {
            rest = after_quote(text, '"');
        } else if let Some(after_sign) = rest.strip_prefix('\'') {
            rest = after_character(after_sign);
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            let (word, more) = rest.split_at(end);
            words.push(word.to_owned());
            rest = more;
        } else if let Some(more) = rest.strip_prefix("::") {
            words.push("::".to_owned());
            rest = more;
        } else {
            if !first.is_whitespace() {
                words.push(first.to_string());
            }
            rest = rest.strip_prefix(first).unwrap_or_default();
        }
    }
    words
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.split_once(end).map_or("", |(_, rest)| rest)
}

/// Comments may hold others.
fn after_comment(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut rest = text;
    loop {
        if let Some(more) = rest.strip_prefix("/*") {
            depth += 1;
            rest = more;
        } else if let Some(more) = rest.strip_prefix("*/") {
            depth -= 1;
            rest = more;
            if depth == 0 {
                return rest;
            }
        } else {
            let mut letters = rest.chars();
            if letters.next().is_none() {
                return "";
            }
            rest = letters.as_str();
        }
    }
}

/// What follows `r"…"`, `br#"…"#` and the like, if the text begins with one.
fn raw_text(text: &str) -> Option<&str> {
    let opening = ["r", "br", "cr"]
        .iter()
        .find_map(|letters| text.strip_prefix(letters))?;
    let inside = opening.trim_start_matches('#');
    let signs = opening.len() - inside.len();
    let inside = inside.strip_prefix('"')?;
    Some(after(inside, &format!("\"{}", "#".repeat(signs))))
}

fn after_quote(text: &str, quote: char) -> &str {
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else if letter == quote {
            break;
        }
    }
    letters.as_str()
}

/// What follows `'x'` or the sign of a lifetime, which is left as a name.
fn after_character(text: &str) -> &str {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some('\\'), _) => after_quote(text, '\''),
        (Some(_), Some('\'')) => letters.as_str(),
        (_, _) => text,
    }
}

/// The same without what is under `#[cfg(test)]`.
pub(super) fn without_tests(words: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut rest = words;
    while let Some((first, more)) = rest.split_first() {
        if rest.iter().take(MARK.len()).eq(MARK.iter()) {
            rest = after_item(rest.get(MARK.len()..).unwrap_or_default());
        } else {
            kept.push(first.clone());
            rest = more;
        }
    }
    kept
}

/// The same without the definitions of macros: what they write is written where they are called.
pub(super) fn without_macros(words: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut rest = words;
    while let Some((first, more)) = rest.split_first() {
        if first == "macro_rules" {
            rest = after_item(more);
        } else {
            kept.push(first.clone());
            rest = more;
        }
    }
    kept
}

/// What follows an item: its `;`, or the end of its braces.
fn after_item(mut words: &[String]) -> &[String] {
    let mut depth = 0_usize;
    while let Some((word, rest)) = words.split_first() {
        words = rest;
        match word.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                if depth == 0 && word == "}" {
                    return words;
                }
            }
            ";" if depth == 0 => return words,
            _ => {}
        }
    }
    words
}

/// The modules that a file declares.
pub(super) struct Declared {
    pub(super) with_file: Vec<String>,
    pub(super) written_inside: Vec<String>,
}

pub(super) fn declared_modules(words: &[String]) -> Declared {
    let mut declared = Declared {
        with_file: Vec::new(),
        written_inside: Vec::new(),
    };
    for three in words.windows(3) {
        if let [keyword, name, sign] = three
            && keyword == "mod"
        {
            match sign.as_str() {
                ";" => declared.with_file.push(name.clone()),
                "{" => declared.written_inside.push(name.clone()),
                _ => {}
            }
        }
    }
    declared
}
