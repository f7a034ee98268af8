//! The PDF of the pages: written by printpdf, then gone over with what it has no word for.

use atelier_domain::CalendarDate;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use printpdf::{CurTransMat, Mm, OffsetDateTime, Op, PdfDocument, PdfPage, PdfSaveOptions};

use super::tags::OnPaper;
use super::{EDGE, Press, marked, structure, tags};
use crate::DocumentError;
use crate::font;
use crate::format::Imposition;
use crate::layout::{Colour, Place, Size};

/// A page as it was laid out, with its height.
type Laid = (Vec<Op>, f32);

impl Press {
    /// Pages as they stand on their sheet: enlarged or reduced, as many times as there are copies or one after another,
    /// with the marks where to cut between them. What is there several times is read once.
    fn imposed(&mut self, mut pages: Vec<Laid>, imposition: Imposition, number: usize) -> Vec<Op> {
        let Imposition {
            sheet,
            scale,
            copies: (across, down),
            gathered,
        } = imposition;
        let mut marks = 0;
        if (scale - 1.0).abs() < f32::EPSILON && (across, down) == (1, 1) {
            let Some((mut ops, height)) = pages.pop() else {
                return Vec::new();
            };
            let as_is = OnPaper {
                scale,
                left: 0.0,
                bottom: 0.0,
                height,
            };
            self.tags.settle(&mut ops, number, as_is, &mut marks);
            return ops;
        }
        let (width, height) = (
            sheet.width / f32::from(across),
            sheet.height / f32::from(down),
        );
        let mut ops = Vec::new();
        for copy in 0..across * down {
            let page = if gathered {
                pages.get_mut(usize::from(copy))
            } else {
                pages.first_mut()
            };
            let Some((page, tall)) = page else { break };
            let (column, row) = (f32::from(copy % across), f32::from(copy / across));
            let (left, bottom) = (column * width, sheet.height - (row + 1.0) * height);
            let on_paper = OnPaper {
                scale,
                left,
                bottom,
                height: *tall,
            };
            let page = if copy == 0 || gathered {
                let mut page = page.clone();
                self.tags.settle(&mut page, number, on_paper, &mut marks);
                page
            } else {
                tags::aside(page)
            };
            ops.push(Op::SaveGraphicsState);
            let matrix = [scale, 0.0, 0.0, scale, Self::x(left).0, Self::x(bottom).0];
            ops.push(Op::SetTransformationMatrix {
                matrix: CurTransMat::Raw(matrix),
            });
            ops.extend(page);
            ops.push(Op::RestoreGraphicsState);
        }
        let inner = |count: u8, step: f32| (1..count).map(|n| f32::from(n) * step).collect();
        let cuts = [inner(across, width), inner(down, height)];
        let own = std::mem::replace(&mut self.size, sheet);
        let kept = Place {
            x: EDGE.length,
            y: EDGE.length,
            w: sheet.width - 2.0 * EDGE.length,
            h: sheet.height - 2.0 * EDGE.length,
        };
        self.cut_marks(&cuts, kept, EDGE, Colour::BLACK);
        self.size = own;
        ops.append(&mut self.ops);
        ops
    }

    /// The pages on their sheets of paper, with `mark` said across each if there is one.
    fn sheets(&mut self, mark: Option<&str>) -> Result<Vec<PdfPage>, DocumentError> {
        let mut pages = Vec::new();
        let mut made = std::mem::take(&mut self.pages).into_iter().peekable();
        while let Some((first, imposition)) = made.next() {
            let (across, down) = imposition.copies;
            let mut together = vec![first];
            while imposition.gathered && together.len() < usize::from(across * down) {
                let Some((next, _)) = made.next_if(|(_, other)| *other == imposition) else {
                    break;
                };
                together.push(next);
            }
            let mut ops = self.imposed(together, imposition, pages.len());
            if let Some(mark) = mark {
                ops.extend(tags::aside(&self.marked(mark, imposition.sheet)?));
            }
            let Size { width, height } = imposition.sheet;
            pages.push(PdfPage::new(Mm(width), Mm(height), ops));
        }
        Ok(pages)
    }

    /// The PDF, with `mark` said across every page if there is one. The same content and day give the same bytes.
    pub(crate) fn finish(
        mut self,
        title: &str,
        made_on: CalendarDate,
        mark: Option<&str>,
    ) -> Result<Vec<u8>, DocumentError> {
        self.draw_illustrations()?;
        let pages = self.sheets(mark)?;
        let title = match mark {
            Some(mark) => format!("{mark} - {title}"),
            None => title.to_owned(),
        };
        let mut document = PdfDocument::new(&title);
        if mark.is_some() {
            let states = &mut document.resources.extgstates.map;
            states.insert(marked::state(), marked::pale());
        }
        let noon = made_on.date().midnight().assume_utc().unix_timestamp() + 12 * 3_600;
        let made_at = OffsetDateTime::from_unix_timestamp(noon).map_err(|_| DocumentError::Pdf)?;
        let info = &mut document.metadata.info;
        info.creation_date = made_at;
        info.modification_date = made_at;
        info.metadata_date = made_at;
        info.creator = PROGRAM.to_owned();
        info.producer = PROGRAM.to_owned();
        document.resources.xobjects.map = self.objects;
        for (font, used) in &self.used {
            let subset = font::subset(*font, used)?;
            document.resources.fonts.map.insert(font.id(), subset);
        }
        document.pages = pages;
        let mut pdf =
            printpdf::to_lopdf_doc(&document, &PdfSaveOptions::default(), &mut Vec::new());
        pdf.version = "1.7".to_owned();
        structure::add(&mut pdf, &self.tags)?;
        described(&mut pdf, &title, made_on)?;
        pdf.compress();
        let id = fingerprint(&pdf, &title).to_be_bytes().to_vec();
        let id = Object::String(id, lopdf::StringFormat::Hexadecimal);
        pdf.trailer.set("ID", vec![id.clone(), id]);
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).map_err(|_| DocumentError::Pdf)?;
        Ok(bytes)
    }
}

/// The name of the program in the file's properties.
const PROGRAM: &str = "Atelier Badges";

/// What printpdf has no word for: language, title in the window's bar, and what the document follows. It does not follow
/// the prepress standard that printpdf claims for every document.
fn described(pdf: &mut Document, title: &str, made_on: CalendarDate) -> Result<(), DocumentError> {
    let metadata = pdf.add_object(metadata(title, made_on));
    let catalogue = pdf.catalog_mut().map_err(|_| DocumentError::Pdf)?;
    catalogue.set("Lang", Object::string_literal(structure::LANGUAGE));
    catalogue.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    let claimed = catalogue.get(b"Metadata").and_then(Object::as_reference);
    catalogue.set("Metadata", metadata);
    if let Ok(claimed) = claimed {
        pdf.objects.remove(&claimed);
    }
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference);
    let info = info.and_then(|id| pdf.get_object_mut(id)?.as_dict_mut());
    let info: &mut Dictionary = info.map_err(|_| DocumentError::Pdf)?;
    for claim in [
        "GTS_PDFXVersion",
        "Identifier",
        "Trapped",
        "Subject",
        "Keywords",
        "Author",
    ] {
        info.remove(claim.as_bytes());
    }
    Ok(())
}

/// The document's properties, and that it follows PDF/UA (ISO 14289-1, 5).
fn metadata(title: &str, made_on: CalendarDate) -> Stream {
    let title: String = title.chars().filter(|c| !c.is_control()).collect();
    let title = title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let day = made_on.date();
    let language = structure::LANGUAGE;
    let xml = format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li><rdf:li xml:lang="{language}">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool><xmp:CreateDate>{day}T12:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T12:00:00Z</xmp:ModifyDate>
<pdf:Producer>{PROGRAM}</pdf:Producer><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{FEFF}',
    );
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Read by programs that know nothing else of the file.
    Stream::new(kind, xml.into_bytes()).with_compression(false)
}

/// FNV-1a over all that is drawn.
fn fingerprint(pdf: &Document, title: &str) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    let streams = pdf
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .map(|stream| stream.content.as_slice());
    for bytes in streams.chain([title.as_bytes()]) {
        for byte in bytes {
            hash = (hash ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
    }
    hash
}
