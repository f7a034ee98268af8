//! What every subject stands on: the application and its open store, time, texts, problems, files.

pub mod app;
pub mod case;
pub mod clean;
pub mod clock;
pub mod connection_watch;
pub mod courier_handle;
pub mod files;
pub mod first_launch;
pub mod folders;
pub mod ids;
pub mod kept;
pub mod labels;
pub mod names;
pub mod numbers;
pub mod pages;
pub mod practice;
pub mod problem;
pub mod view;
pub mod wire;
