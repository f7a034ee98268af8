//! Long lists, counted, sorted and cut a page at a time by the database: thousands of people, tens of thousands of
//! requests. Each order ends with the identifier, so that pages follow each other without missing or repeating a row.

mod people;
mod receipts;
mod requests;

use atelier_domain::BadgeId;
use rusqlite::types::Value;

pub use people::{PersonLine, PersonOrder, PersonSearch};
pub use receipts::{ReceiptOrder, ReceiptSearch};
pub use requests::{RequestMark, RequestOrder, RequestSearch};

/// The part of a list that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// How many rows come before it.
    pub offset: usize,
    /// Most rows in it.
    pub limit: usize,
}

impl Slice {
    /// All of the list.
    pub const ALL: Self = Self {
        offset: 0,
        limit: usize::MAX,
    };

    fn values(self) -> [Value; 2] {
        [integer(self.limit), integer(self.offset)]
    }
}

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchWord {
    /// The word, as [`atelier_domain::fold::fold`] leaves it.
    pub text: String,
    /// The same in lower case without any sign, when it has a digit: it may be a number.
    pub number: Option<String>,
    /// The badges whose name holds it: the catalogue knows, not the tables.
    pub badges: Vec<BadgeId>,
}

/// The end of a query: what it keeps and in which order, with the values of its places.
#[derive(Default)]
struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn add(&mut self, sql: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.into());
        self.values.extend(values);
    }

    fn sql(&self) -> String {
        if self.sql.is_empty() {
            "TRUE".to_owned()
        } else {
            self.sql.join(" AND ")
        }
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn integer(value: usize) -> Value {
    Value::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

fn places(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// SQL that gives the rank of what a column holds among these; what is not among them comes last.
fn rank(column: &str, among: &[Value]) -> (String, Vec<Value>) {
    let whens: String = (0..among.len())
        .map(|rank| format!(" WHEN ? THEN {rank}"))
        .collect();
    if whens.is_empty() {
        return (column.to_owned(), Vec::new());
    }
    let sql = format!("CASE {column}{whens} ELSE {} END", among.len());
    (sql, among.to_vec())
}

const fn direction(descending: bool) -> &'static str {
    if descending { "DESC" } else { "ASC" }
}
