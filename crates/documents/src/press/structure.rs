//! The structure of a document (ISO 32000-1, 14.7), beside the pages that printpdf wrote.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use super::tags::{Found, Kid, Role, Tagged, Tags};
use crate::DocumentError;
use crate::text::PT_PER_MM;

/// What is written in the document for those who do not see it is said in this language.
pub(super) const LANGUAGE: &str = "fr-FR";

/// A text of any characters.
pub(super) fn text(words: &str) -> Object {
    if words.is_ascii() {
        return Object::string_literal(words);
    }
    let units = std::iter::once(0xFEFF).chain(words.encode_utf16());
    let bytes = units.flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// Adds the structure: what was tagged, and on each page which mark belongs to what.
pub(super) fn add(pdf: &mut Document, tags: &Tags) -> Result<(), DocumentError> {
    let pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    let kept = kept(tags);
    let (root, whole) = (pdf.new_object_id(), pdf.new_object_id());
    let ids: Vec<Option<ObjectId>> = kept
        .iter()
        .map(|kept| kept.then(|| pdf.new_object_id()))
        .collect();
    let id = |element: usize| ids.get(element).copied().flatten();
    let mut marks: Vec<Vec<Object>> = vec![Vec::new(); pages.len()];
    let mut highest = Vec::new();
    for (at, element) in tags.elements.iter().enumerate() {
        let Some(own) = id(at) else { continue };
        let parent = match element.parent {
            Some(parent) => id(parent).ok_or(DocumentError::Pdf)?,
            None => {
                highest.push(Object::Reference(own));
                whole
            }
        };
        let mut written = described(element, tags);
        written.set("P", parent);
        let mut first: Option<usize> = None;
        let mut kids = Vec::new();
        for kid in &element.kids {
            match kid {
                Kid::Element(kid) => kids.extend(id(*kid).map(Object::Reference)),
                Kid::Mark(mark) => {
                    let Some(found) = found(tags, *mark) else {
                        continue;
                    };
                    let page = pages.get(found.page).ok_or(DocumentError::Pdf)?;
                    let number = Object::Integer(whole_number(found.number));
                    let on_page = marks.get_mut(found.page).ok_or(DocumentError::Pdf)?;
                    // They are found in the order of their pages, not always of their numbers.
                    if on_page.len() <= found.number {
                        on_page.resize(found.number + 1, Object::Null);
                    }
                    if let Some(place) = on_page.get_mut(found.number) {
                        *place = Object::Reference(own);
                    }
                    if *first.get_or_insert(found.page) == found.page {
                        kids.push(number);
                    } else {
                        kids.push(Object::Dictionary(
                            dictionary! { "Type" => "MCR", "Pg" => *page, "MCID" => number },
                        ));
                    }
                }
            }
        }
        if let Some(page) = first.and_then(|page| pages.get(page)) {
            written.set("Pg", *page);
        }
        written.set(
            "K",
            match (kids.pop(), kids.is_empty()) {
                (Some(only), true) => only,
                (Some(last), false) => {
                    kids.push(last);
                    Object::Array(kids)
                }
                (None, _) => Object::Array(kids),
            },
        );
        pdf.objects.insert(own, Object::Dictionary(written));
    }
    let mut parents = Vec::new();
    for (number, (page, marks)) in pages.iter().zip(marks).enumerate() {
        let marks = pdf.add_object(Object::Array(marks));
        let number = whole_number(number);
        parents.extend([Object::Integer(number), Object::Reference(marks)]);
        let page = pdf.get_object_mut(*page).and_then(Object::as_dict_mut);
        let page = page.map_err(|_| DocumentError::Pdf)?;
        page.set("StructParents", number);
        page.set("Tabs", "S");
    }
    let next = whole_number(pages.len());
    let parents = pdf.add_object(dictionary! { "Nums" => parents });
    let document = dictionary! {
        "Type" => "StructElem", "S" => "Document", "P" => root, "K" => highest,
    };
    pdf.objects.insert(whole, Object::Dictionary(document));
    let tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => whole, "ParentTree" => parents, "ParentTreeNextKey" => next,
    };
    pdf.objects.insert(root, Object::Dictionary(tree));
    let catalogue = pdf.catalog_mut().map_err(|_| DocumentError::Pdf)?;
    catalogue.set("StructTreeRoot", root);
    catalogue.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

fn whole_number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn found(tags: &Tags, mark: usize) -> Option<Found> {
    tags.found.get(mark).copied().flatten()
}

/// The elements that something is painted for on the pages that stayed. The cells of a row are kept together, so that each
/// stays under the name of its column.
fn kept(tags: &Tags) -> Vec<bool> {
    let mut kept = vec![false; tags.elements.len()];
    // What is inside an element was made after it.
    for (at, element) in tags.elements.iter().enumerate().rev() {
        let any = element.kids.iter().any(|kid| match kid {
            Kid::Element(kid) => kept.get(*kid).copied().unwrap_or_default(),
            Kid::Mark(mark) => found(tags, *mark).is_some(),
        });
        if let Some(kept) = kept.get_mut(at) {
            *kept = any;
        }
    }
    for (at, element) in tags.elements.iter().enumerate() {
        let in_kept = |parent: usize| {
            let row = tags.elements.get(parent);
            row.is_some_and(|row| row.role == Role::Row)
                && kept.get(parent).copied().unwrap_or_default()
        };
        if element.parent.is_some_and(in_kept)
            && let Some(kept) = kept.get_mut(at)
        {
            *kept = true;
        }
    }
    kept
}

/// What an element is, without its place among others.
fn described(element: &Tagged, tags: &Tags) -> Dictionary {
    let mut written = dictionary! { "Type" => "StructElem", "S" => element.role.tag() };
    if let Some(language) = element.language {
        let code = language.map_or(LANGUAGE, crate::language::Language::code);
        written.set("Lang", Object::string_literal(code));
    }
    let attributes = match element.role {
        Role::Head => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
        Role::Steps => Some(dictionary! { "O" => "List", "ListNumbering" => "Decimal" }),
        Role::List => Some(dictionary! { "O" => "List", "ListNumbering" => "Disc" }),
        Role::Figure => bounds(element, tags),
        Role::Part
        | Role::Heading(_)
        | Role::Paragraph
        | Role::Item
        | Role::Label
        | Role::Body
        | Role::Table
        | Role::Row
        | Role::Cell
        | Role::Span => None,
    };
    if let Some(attributes) = attributes {
        written.set("A", attributes);
    }
    if let Some(spelt) = &element.spelt {
        written.set("ActualText", text(spelt));
    }
    if let Some((words, _)) = &element.shown {
        written.set("Alt", text(words));
    }
    written
}

/// Where a picture is on its paper.
fn bounds(element: &Tagged, tags: &Tags) -> Option<Dictionary> {
    let (_, at) = element.shown.as_ref()?;
    let mark = element.kids.iter().find_map(|kid| match kid {
        Kid::Mark(mark) => found(tags, *mark),
        Kid::Element(_) => None,
    })?;
    let paper = mark.on_paper;
    let across = |x: f32| Object::Real((paper.left + x * paper.scale) * PT_PER_MM);
    let up = |y: f32| Object::Real((paper.bottom + (paper.height - y) * paper.scale) * PT_PER_MM);
    let corners = vec![across(at.x), up(at.y + at.h), across(at.x + at.w), up(at.y)];
    Some(dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => corners })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Format;
    use crate::layout::{Layout, Size};
    use crate::press::Press;

    const PAGE: Size = Size {
        width: 148.0,
        height: 210.0,
    };

    /// Writes words as a part of the document.
    fn write(press: &mut Press, role: Role, words: &str) {
        let layout = include_str!("../../../../assets/documents/sheet/layout.json");
        let layout = Layout::read(layout).unwrap();
        let mut at = layout.text("text").unwrap().clone();
        at.at.w = 100.0;
        let colour = layout.colour(&at.colour).unwrap();
        press.write_as(role, words, &at, colour).unwrap();
    }

    /// The tags of a document, and how many marks each has on the pages.
    fn tags(press: Press) -> Vec<(String, usize)> {
        let day = "2026-11-23".parse().unwrap();
        let pdf = Document::load_mem(&press.finish("Essai", day, None).unwrap()).unwrap();
        let elements = pdf.objects.values().filter_map(|one| one.as_dict().ok());
        let mut all: Vec<_> = elements
            .filter(|one| one.has_type(b"StructElem"))
            .map(|one| {
                let tag = one.get(b"S").and_then(Object::as_name).unwrap();
                let marks = match one.get(b"K").unwrap() {
                    Object::Integer(_) => 1,
                    Object::Array(kids) => kids.iter().filter(|kid| kid.as_i64().is_ok()).count(),
                    _ => 0,
                };
                (String::from_utf8_lossy(tag).into_owned(), marks)
            })
            .collect();
        all.sort();
        all
    }

    fn named(tags: &[(&str, usize)]) -> Vec<(String, usize)> {
        let named = tags.iter().map(|(tag, marks)| ((*tag).to_owned(), *marks));
        named.collect()
    }

    #[test]
    fn what_is_thrown_away_is_not_read() {
        let mut press = Press::new(PAGE);
        for last in [false, true] {
            press.tagged(Role::Part, |press| {
                write(press, Role::Heading(1), "Un titre");
                if last {
                    write(press, Role::Paragraph, "Un texte");
                }
                press.end_page();
            });
            if !last {
                press.back_to(0);
            }
        }
        let wished = [("Document", 0), ("H1", 1), ("P", 1), ("Sect", 0)];
        assert_eq!(tags(press), named(&wished));
    }

    #[test]
    fn copies_on_a_sheet_are_read_once() {
        let mut press = Press::new(PAGE);
        press.on(PAGE, Format::FlyerFour.imposition());
        write(&mut press, Role::Paragraph, "Un texte");
        press.end_page();
        assert_eq!(tags(press), named(&[("Document", 0), ("P", 1)]));
    }

    #[test]
    fn an_empty_cell_stays_in_its_row_and_an_empty_row_is_not_read() {
        let mut press = Press::new(PAGE);
        press.tagged(Role::Table, |press| {
            for words in ["Amina", ""] {
                press.tagged(Role::Row, |press| {
                    write(press, Role::Cell, words);
                    write(press, Role::Cell, "");
                });
            }
        });
        press.end_page();
        let wished = [
            ("Document", 0),
            ("TD", 0),
            ("TD", 1),
            ("TR", 0),
            ("Table", 0),
        ];
        assert_eq!(tags(press), named(&wished));
    }

    #[test]
    fn what_is_painted_aside_or_again_is_for_the_eye_alone() {
        let mut press = Press::new(PAGE);
        press.aside(|press| write(press, Role::Heading(1), "Encore le titre"));
        write(&mut press, Role::Paragraph, "Un texte");
        press.end_page();
        assert_eq!(tags(press), named(&[("Document", 0), ("P", 1)]));
    }
}
