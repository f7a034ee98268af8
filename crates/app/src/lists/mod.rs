//! Lists of people, requests and receipts: found, ticked, kept as tables; and the search everywhere.

pub mod export;
pub mod found;
pub mod picked;
pub mod query;
pub mod search;
pub mod search_view;
pub mod table;
pub mod tables;
#[cfg(test)]
mod tests;
pub mod view;
