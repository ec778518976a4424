//! The window's entry. Everything is in [`suigao::ui`].
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    suigao::ui::run::run(std::env::args_os().skip(1).collect())
}
