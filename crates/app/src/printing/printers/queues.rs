//! What `lpstat` does not say of a queue: why it waits, and how near the paper's edge it can print. Asked of the print
//! service in its own language, IPP (RFC 8011, and PWG 5100.13 for the margins).

use ipp::attribute::{IppAttribute, IppAttributeGroup};
use ipp::model::DelimiterTag;
use ipp::operation::IppOperation;
use ipp::operation::cups::CupsGetPrinters;
use ipp::parser::IppParser;
use ipp::reader::IppReader;
use ipp::value::{IppKeyword, IppValue};
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use crate::printing::printers::papers::PAPERS;
use crate::printing::view::MarginsView;

/// How long the service of this computer may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Where the service listens, unless the variable `CUPS_SERVER` says otherwise: on Linux, on macOS.
#[cfg(unix)]
const SOCKETS: [&str; 2] = ["/run/cups/cups.sock", "/private/var/run/cupsd"];

/// Otherwise.
const ADDRESS: &str = "localhost:631";

/// What is asked of each queue.
const ASKED: [&str; 6] = [
    "printer-name",
    "printer-state",
    "printer-state-message",
    "printer-state-reasons",
    "media-col-default",
    "media-col-database",
];

/// The state of a queue that prints, or tries to.
const PROCESSING: i32 = 4;

/// What CUPS writes, with no reason beside it, while it calls a printer of the network in vain (`backend/socket.c`, in
/// the language that documents are sent in: see `programs::run`).
const IN_VAIN: [&str; 3] = [
    "may not exist or is unavailable",
    "is not responding",
    "is unreachable",
];

/// What the service says of a queue.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Queue {
    /// Whether it waits for paper.
    pub(super) out_of_paper: bool,
    /// Whether the service calls it in vain.
    pub(super) unreachable: bool,
    /// What it cannot print at the edges, on each paper it is known for.
    pub(super) margins: Vec<MarginsView>,
}

/// Every queue of this computer, by name; none when the service does not answer: it is then told from `lpstat` alone.
pub(super) fn ask() -> BTreeMap<String, Queue> {
    let (tell, told) = channel();
    // Aside: nothing bounds how long a connection is waited for, or an answer that comes in drops.
    thread::spawn(move || {
        // Nobody listens any more once the patience is over.
        let _ = tell.send(answer());
    });
    let late = |_| Err(io::ErrorKind::TimedOut.into());
    match told.recv_timeout(PATIENCE).unwrap_or_else(late) {
        Ok(bytes) => read(bytes).unwrap_or_default(),
        Err(error) => {
            tracing::debug!(%error, "no word from the print service");
            BTreeMap::new()
        }
    }
}

trait Wire: Read + Write {}

impl<T: Read + Write> Wire for T {}

fn connect() -> io::Result<Box<dyn Wire>> {
    let wanted = std::env::var("CUPS_SERVER").ok();
    #[cfg(unix)]
    {
        let own = wanted.as_deref().filter(|place| place.starts_with('/'));
        let usual = SOCKETS.into_iter().filter(|_| wanted.is_none());
        for place in own.into_iter().chain(usual) {
            if let Ok(wire) = std::os::unix::net::UnixStream::connect(place) {
                wire.set_read_timeout(Some(PATIENCE))?;
                return Ok(Box::new(wire));
            }
        }
    }
    let address = match wanted {
        Some(host) if host.contains(':') => host,
        Some(host) => format!("{host}:631"),
        None => ADDRESS.to_owned(),
    };
    let wire = TcpStream::connect(address)?;
    wire.set_read_timeout(Some(PATIENCE))?;
    Ok(Box::new(wire))
}

/// One question, one answer: HTTP/1.0, which the service ends by closing the wire.
fn answer() -> io::Result<Vec<u8>> {
    let mut question = CupsGetPrinters::new().into_ipp_request();
    let asked: Result<Vec<IppValue>, _> = ASKED
        .into_iter()
        .map(|name| IppKeyword::new(name).map(IppValue::Keyword))
        .collect();
    let asked = asked
        .and_then(|names| IppAttribute::with_name("requested-attributes", IppValue::Array(names)))
        .map_err(io::Error::other)?;
    question
        .attributes_mut()
        .add(DelimiterTag::OperationAttributes, asked);
    let body = question.to_bytes();
    let mut wire = connect()?;
    write!(
        wire,
        "POST / HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )?;
    wire.write_all(&body)?;
    wire.flush()?;
    let mut bytes = Vec::new();
    wire.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.ok_or_else(|| io::Error::other("no answer"))?;
    Ok(bytes.split_off(end + 4))
}

fn read(bytes: Vec<u8>) -> Option<BTreeMap<String, Queue>> {
    let parser = IppParser::new(IppReader::new(Cursor::new(bytes)));
    let (_, attributes, _) = parser.parse_parts().ok()?;
    let queues = attributes.groups_of(DelimiterTag::PrinterAttributes);
    Some(queues.filter_map(queue).collect())
}

fn queue(group: &IppAttributeGroup) -> Option<(String, Queue)> {
    let value = |name: &str| group.get(name).map(IppAttribute::value);
    let name = words(value("printer-name")?).into_iter().next()?;
    let reasons = value("printer-state-reasons")
        .map(words)
        .unwrap_or_default();
    let default: Vec<MarginsView> = value("media-col-default").map(medias).unwrap_or_default();
    let all: Vec<MarginsView> = value("media-col-database").map(medias).unwrap_or_default();
    let margins = PAPERS.into_iter().filter_map(|(_, width, height)| {
        // Queues count in points or inches: a paper is known to the millimetre.
        let fits = |media: &&MarginsView| {
            (media.width_mm - width).abs() <= 1.0 && (media.height_mm - height).abs() <= 1.0
        };
        // What the queue does unasked; otherwise the widest: printing to the very edge must be asked for.
        let usual = default.iter().find(fits).cloned();
        let margins = usual.or_else(|| all.iter().filter(fits).cloned().reduce(wider))?;
        Some(MarginsView {
            width_mm: width,
            height_mm: height,
            ..margins
        })
    });
    let said = |words: &[&str]| {
        let mut reasons = reasons.iter();
        reasons.any(|reason| words.iter().any(|word| reason.starts_with(word)))
    };
    let processing = matches!(value("printer-state"), Some(IppValue::Enum(PROCESSING)));
    let message = value("printer-state-message")
        .map(words)
        .unwrap_or_default()
        .concat();
    let in_vain = processing && IN_VAIN.iter().any(|said| message.contains(said));
    let queue = Queue {
        out_of_paper: said(&["media-empty", "media-needed"]),
        unreachable: in_vain || said(&["offline", "connecting-to-device", "timed-out", "shutdown"]),
        margins: margins.collect(),
    };
    Some((name, queue))
}

fn wider(one: MarginsView, other: MarginsView) -> MarginsView {
    MarginsView {
        top: one.top.max(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
        left: one.left.max(other.left),
        ..one
    }
}

fn medias(value: &IppValue) -> Vec<MarginsView> {
    one_by_one(value).into_iter().filter_map(media).collect()
}

/// A paper as a queue knows it: IPP counts in hundredths of a millimetre.
fn media(value: &IppValue) -> Option<MarginsView> {
    let media = members(value)?;
    let size = members(media.get("media-size").copied()?)?;
    let length = |value: Option<&IppValue>| match value {
        Some(IppValue::Integer(hundredths)) => {
            // Tenths of a millimetre, up to three metres: rolls are longer, and printed on by nobody here.
            Some(f32::from(i16::try_from(*hundredths / 10).ok()?) / 10.0)
        }
        _ => None,
    };
    let margin = |name: &str| length(media.get(name).copied()).unwrap_or_default();
    Some(MarginsView {
        width_mm: length(size.get("x-dimension").copied())?,
        height_mm: length(size.get("y-dimension").copied())?,
        top: margin("media-top-margin"),
        right: margin("media-right-margin"),
        bottom: margin("media-bottom-margin"),
        left: margin("media-left-margin"),
    })
}

fn members(value: &IppValue) -> Option<BTreeMap<&str, &IppValue>> {
    let IppValue::Collection(members) = value else {
        return None;
    };
    Some(
        members
            .iter()
            .map(|(name, value)| (name.as_str(), value))
            .collect(),
    )
}

fn one_by_one(value: &IppValue) -> Vec<&IppValue> {
    match value {
        IppValue::Array(values) => values.iter().collect(),
        one => vec![one],
    }
}

fn words(value: &IppValue) -> Vec<String> {
    let told = one_by_one(value)
        .into_iter()
        .filter_map(|value| match value {
            IppValue::Keyword(word) => Some(word.as_str().to_owned()),
            IppValue::TextWithoutLanguage(text) => Some(text.to_string()),
            IppValue::NameWithoutLanguage(name) => Some(name.as_str().to_owned()),
            IppValue::NameWithLanguage { name, .. } => Some(name.as_str().to_owned()),
            _ => None,
        });
    told.collect()
}
