//! The command line's entry. Everything is in [`suigao::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(suigao::cli::run(std::env::args_os()))
}
