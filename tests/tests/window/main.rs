//! The real application in its real window.

mod access;
mod acts;
mod board;
mod camera;
mod cut;
mod dialog;
mod keyboard;
mod layout;
mod lists;
mod main_job;
mod passport;
mod practice;
mod preview;
mod projector;
mod revival;
mod station;
mod truth;
mod workshop;
