//! Rules of the house: what a program can check of the sources and of the papers.

mod architecture;
mod documented_commands;
mod floors;
mod history;
mod papers;
mod recipe_layout;
mod shape_of_tests;
mod texts;
