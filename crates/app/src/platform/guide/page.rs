//! Reads a step of the guide. The head of a file looks like YAML but only holds the few lines that a step has, so it is read
//! strictly by hand: no YAML crate, nothing guessed, a line that is not expected is an error with its number.

use crate::platform::guide::view::{GuideBlock, GuideRun, GuideTrouble};
use atelier_texts::formats;

/// A step as written.
#[derive(Debug, PartialEq)]
pub(super) struct Page {
    pub title: String,
    pub who: String,
    pub picture: String,
    pub needs_connection: bool,
    pub minutes: u16,
    pub page: Option<String>,
    pub trouble: Vec<GuideTrouble>,
    pub blocks: Vec<GuideBlock>,
}

/// Who may do a step.
pub(super) const WHO: [&str; 3] = ["participant", "facilitator", "together"];

/// Reads a file. `label` gives the words quoted under a key.
///
/// # Errors
/// What is wrong, for whoever writes the guide.
pub(super) fn parse(text: &str, label: impl Fn(&str) -> Option<String>) -> Result<Page, String> {
    let rest = text.strip_prefix("---\n").ok_or("no head")?;
    let (head, body) = rest.split_once("\n---\n").ok_or("the head has no end")?;
    let mut fields: Vec<(&str, &str)> = Vec::new();
    let mut trouble = Vec::new();
    let mut lines = head.lines().enumerate().peekable();
    let mut in_trouble = false;
    while let Some((number, line)) = lines.next() {
        let wrong = || format!("line {}: `{line}`", number + 2);
        if in_trouble {
            let when = line.strip_prefix("  - when: ").ok_or_else(wrong)?;
            let todo = lines
                .next()
                .and_then(|(_, line)| line.strip_prefix("    do: "))
                .ok_or_else(wrong)?;
            trouble.push(GuideTrouble {
                when: runs(when, &label)?,
                todo: runs(todo, &label)?,
            });
        } else if line == "trouble:" {
            in_trouble = true;
        } else {
            let (key, value) = line.split_once(": ").ok_or_else(wrong)?;
            let known = [
                "title",
                "who",
                "picture",
                "needs_connection",
                "minutes",
                "page",
            ];
            if !known.contains(&key)
                || value.trim().is_empty()
                || fields.iter().any(|(one, _)| *one == key)
            {
                return Err(wrong());
            }
            fields.push((key, value.trim()));
        }
    }
    let field = |key: &str| {
        fields
            .iter()
            .find(|(one, _)| *one == key)
            .map(|(_, value)| *value)
    };
    let needed = |key: &str| {
        field(key)
            .map(str::to_owned)
            .ok_or_else(|| format!("no {key}"))
    };
    let who = needed("who")?;
    if !WHO.contains(&who.as_str()) {
        return Err(format!("who: {who}"));
    }
    let needs_connection = match needed("needs_connection")?.as_str() {
        "true" => true,
        "false" => false,
        other => return Err(format!("needs_connection: {other}")),
    };
    let minutes: u16 = needed("minutes")?
        .parse()
        .map_err(|_| "minutes is no number")?;
    Ok(Page {
        title: needed("title")?,
        who,
        picture: needed("picture")?,
        needs_connection,
        minutes,
        page: field("page").map(str::to_owned),
        trouble,
        blocks: blocks(body, &label)?,
    })
}

/// Paragraphs and lists, and nothing else: a line is a paragraph, or an entry.
fn blocks(body: &str, label: &impl Fn(&str) -> Option<String>) -> Result<Vec<GuideBlock>, String> {
    let mut blocks: Vec<GuideBlock> = Vec::new();
    let mut apart = true;
    for line in body.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            apart = true;
            continue;
        }
        let numbered = line
            .split_once(". ")
            .filter(|(number, _)| number.parse::<u8>().is_ok());
        let (kind, text) = match (line.strip_prefix("- "), numbered) {
            (Some(text), _) => ("list", text),
            (None, Some((_, text))) => ("numbers", text),
            (None, None) => ("paragraph", line),
        };
        if line.starts_with(['#', '>', '|', '<', '!', ' ', '\t', '`', '*'])
            && !line.starts_with("**")
        {
            return Err(format!("only paragraphs and lists: `{line}`"));
        }
        let item = runs(text, label)?;
        match blocks.last_mut() {
            Some(last) if !apart && last.kind == kind && kind != "paragraph" => {
                last.items.push(item);
            }
            _ => blocks.push(GuideBlock {
                kind: kind.to_owned(),
                items: vec![item],
            }),
        }
        apart = false;
    }
    if blocks.is_empty() {
        return Err("nothing is said".to_owned());
    }
    Ok(blocks)
}

/// `**strong**` words and `{label:key}` quotations.
fn runs(text: &str, label: &impl Fn(&str) -> Option<String>) -> Result<Vec<GuideRun>, String> {
    let mut out = Vec::new();
    for (number, part) in text.split("**").enumerate() {
        let kind = if number % 2 == 1 { "strong" } else { "plain" };
        let mut rest = part;
        while let Some((before, after)) = rest.split_once('{') {
            push(&mut out, before, kind);
            let (key, after) = after
                .split_once('}')
                .ok_or_else(|| format!("`{text}`: no end of a placeholder"))?;
            let words = key
                .strip_prefix("label:")
                .and_then(label)
                .ok_or_else(|| format!("no words under `{key}`"))?;
            push(&mut out, &formats::quoted(words), "label");
            rest = after;
        }
        push(&mut out, rest, kind);
    }
    if text.matches("**").count() % 2 == 1 {
        return Err(format!("`{text}`: ** without its pair"));
    }
    Ok(out)
}

fn push(out: &mut Vec<GuideRun>, text: &str, kind: &str) {
    if !text.is_empty() {
        out.push(GuideRun {
            text: text.to_owned(),
            kind: kind.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "---\ntitle: Un titre\nwho: together\npicture: welcome\nneeds_connection: true\nminutes: 3\n";

    fn read(text: &str) -> Result<Page, String> {
        parse(text, |key| (key == "ok").then(|| "Continuer".to_owned()))
    }

    fn run(text: &str, kind: &str) -> GuideRun {
        GuideRun {
            text: text.to_owned(),
            kind: kind.to_owned(),
        }
    }

    #[test]
    fn a_step_is_read_in_blocks() {
        let text = format!(
            "{HEAD}trouble:\n  - when: Rien\n    do: Cliquez sur {{label:ok}}.\n---\nUne **phrase**.\n\n1. Un\n2. Deux\n\n- Trois\n"
        );
        let page = read(&text).unwrap();
        assert_eq!(page.title, "Un titre");
        assert!(page.needs_connection);
        assert_eq!(page.page, None);
        let kinds: Vec<(&str, usize)> = page
            .blocks
            .iter()
            .map(|block| (block.kind.as_str(), block.items.len()))
            .collect();
        assert_eq!(kinds, [("paragraph", 1), ("numbers", 2), ("list", 1)]);
        assert_eq!(
            page.blocks[0].items[0],
            [
                run("Une ", "plain"),
                run("phrase", "strong"),
                run(".", "plain")
            ]
        );
        assert_eq!(
            page.trouble[0].todo,
            [
                run("Cliquez sur ", "plain"),
                run("«\u{a0}Continuer\u{a0}»", "label"),
                run(".", "plain")
            ]
        );
    }

    #[test]
    fn what_is_not_expected_is_refused() {
        for wrong in [
            "Sans tête".to_owned(),
            format!("{HEAD}---\n"),
            format!("{HEAD}colour: red\n---\nTexte.\n"),
            format!("{HEAD}title: Encore\n---\nTexte.\n"),
            format!("{HEAD}trouble:\n  - when: Rien\n---\nTexte.\n"),
            format!("{HEAD}---\n# Un titre\n"),
            format!("{HEAD}---\n<b>Texte</b>\n"),
            format!("{HEAD}---\nUne **phrase.\n"),
            format!("{HEAD}---\n{{label:unknown}}\n"),
            HEAD.replace("together", "nobody") + "---\nTexte.\n",
            HEAD.replace("true", "yes") + "---\nTexte.\n",
            HEAD.replace("minutes: 3\n", "") + "---\nTexte.\n",
        ] {
            assert!(read(&wrong).is_err(), "{wrong}");
        }
    }
}
