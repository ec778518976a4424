//! The window, driven through its accessibility tree: no display, no GPU.
#![cfg(feature = "gui")]
// Clippy takes only functions marked as tests for tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod check;
mod compare;
mod disk;
mod forms;
mod ime;
mod page_setup;
mod places;
mod preview;
mod recovery;
mod rig;
mod saving;
mod typing;
