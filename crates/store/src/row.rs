//! Reading columns back into the domain's types.

use std::fmt::Display;
use std::str::FromStr;

use atelier_domain::Moment;
use rusqlite::Row;
use rusqlite::types::FromSql;

use crate::{Result, StoreError};

/// A column as the database's own type.
pub(crate) fn get<T: FromSql>(row: &Row<'_>, column: &str) -> Result<T> {
    Ok(row.get(column)?)
}

/// A text column parsed with `FromStr`.
pub(crate) fn parsed<T: FromStr>(row: &Row<'_>, column: &str) -> Result<T> {
    decoded(row, column, |text| text.parse().ok())
}

/// A text column that may be null, parsed with `FromStr`.
pub(crate) fn parsed_or_none<T: FromStr>(row: &Row<'_>, column: &str) -> Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|_| unreadable(column)))
        .transpose()
}

/// A text column read by `decode`.
pub(crate) fn decoded<T>(
    row: &Row<'_>,
    column: &str,
    decode: impl FnOnce(&str) -> Option<T>,
) -> Result<T> {
    let text = row
        .get_ref(column)?
        .as_str()
        .map_err(|_| unreadable(column))?;
    decode(text).ok_or_else(|| unreadable(column))
}

/// A size in bytes.
pub(crate) fn size(row: &Row<'_>, column: &str) -> Result<u64> {
    let size: i64 = row.get(column)?;
    u64::try_from(size).map_err(|_| unreadable(column))
}

/// An instant.
pub(crate) fn moment(row: &Row<'_>, column: &str) -> Result<Moment> {
    Ok(Moment::from_unix_millis(row.get(column)?))
}

/// An instant that may be null.
pub(crate) fn moment_or_none(row: &Row<'_>, column: &str) -> Result<Option<Moment>> {
    let millis: Option<i64> = row.get(column)?;
    Ok(millis.map(Moment::from_unix_millis))
}

/// An instant where zero says that there is none.
pub(crate) fn known_moment(row: &Row<'_>, column: &str) -> Result<Option<Moment>> {
    let at = moment(row, column)?;
    Ok((at.unix_millis() != 0).then_some(at))
}

/// The row count of an update must be one.
pub(crate) fn found(changed: usize, what: &str, id: &impl Display) -> Result<()> {
    if changed == 0 {
        return Err(StoreError::NotFound(format!("{what} {id}")));
    }
    Ok(())
}

fn unreadable(column: &str) -> StoreError {
    StoreError::Damaged(format!("column {column} cannot be read"))
}
