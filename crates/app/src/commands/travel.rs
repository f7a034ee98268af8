//! How arguments and answers travel: as JSON, but files, which stay bytes from one end to the other.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::base::problem::{Answer, Problem};

/// The arguments of a command, as they came.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// By their names in TypeScript.
    pub arguments: &'a Map<String, Value>,
    /// The file that came beside them.
    pub file: Option<&'a [u8]>,
}

/// A file, as an argument: at most one a command.
#[derive(Debug, Clone, Copy)]
pub struct File<'a>(pub &'a [u8]);

/// A file, as an answer.
#[derive(Debug, Clone)]
pub struct Bytes(pub Vec<u8>);

/// An answer, as it leaves.
#[derive(Debug, Clone)]
pub enum Reply {
    /// A text of JSON.
    Json(String),
    /// The bytes of a file.
    Bytes(Vec<u8>),
}

/// What can be an argument.
pub(super) trait Argument<'a>: Sized {
    fn of(input: &Input<'a>, name: &str) -> Option<Self>;
}

impl<'a, T: DeserializeOwned> Argument<'a> for T {
    fn of(input: &Input<'a>, name: &str) -> Option<Self> {
        // What may be nothing need not be there.
        let value = input.arguments.get(&camel(name)).unwrap_or(&Value::Null);
        T::deserialize(value).ok()
    }
}

impl<'a> Argument<'a> for File<'a> {
    fn of(input: &Input<'a>, _: &str) -> Option<Self> {
        input.file.map(File)
    }
}

/// What can be an answer.
pub(super) trait Answered {
    fn reply(self) -> Answer<Reply>;
}

impl<T: Serialize> Answered for T {
    fn reply(self) -> Answer<Reply> {
        let text = serde_json::to_string(&self).map_err(Problem::unexpected)?;
        Ok(Reply::Json(text))
    }
}

impl Answered for Bytes {
    fn reply(self) -> Answer<Reply> {
        Ok(Reply::Bytes(self.0))
    }
}

impl<'a> Input<'a> {
    pub(super) fn take<T: Argument<'a>>(&self, name: &str) -> Answer<T> {
        T::of(self, name).ok_or_else(|| {
            // Its name alone: what was typed reaches no log.
            Problem::unexpected(format!("a command was asked with another `{name}`"))
        })
    }
}

impl Reply {
    pub(super) fn of(answer: impl Answered) -> Answer<Self> {
        answer.reply()
    }
}

/// A name of Rust, as it is written in TypeScript.
#[must_use]
pub fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut written = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        written.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        written.push_str(letters.as_str());
    }
    written
}
