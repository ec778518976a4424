//! The program under test, in a process of its own.

use crate::broken::Writer;
use crate::operation::Operation;
use crate::process::{BEGAN, REFUSED, SAVED};
use crate::sample::version;
use crate::{bombs, pair, typing};
use std::fmt;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

/// Files that are asked for, in vain, where the operation begins and ends: they stand in a list of
/// system calls.
pub const MARKS: [&str; 2] = ["/faults-begin", "/faults-end"];

pub fn run(arguments: &[String]) {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["write", operation, writer, folder, versions] => {
            let (operation, writer) = (Operation::named(operation), Writer::named(writer));
            write(operation, writer, Path::new(folder), versions.parse().unwrap());
        }
        ["pair", path, replace] => pair::child(Path::new(path), replace),
        ["type", folder, keeper] => typing::child(Path::new(folder), keeper),
        ["bomb", kind, path] => bombs::child(kind, Path::new(path)),
        _ => panic!("{arguments:?}"),
    }
}

/// Writes versions from 1 on until one is refused, then waits for the end of its input.
fn write(operation: Operation, writer: Writer, folder: &Path, versions: u64) {
    // What is only done once is done: words, the sample.
    let _ = (suigao::store::Cause::DiskFull.to_string(), version(0));
    say(BEGAN);
    let _ = fs::metadata(MARKS[0]);
    match operation.begin(folder, writer) {
        Err(sentence) => say(format_args!("{REFUSED} {sentence}")),
        Ok(mut step) => {
            for number in 1..=versions {
                match step(number) {
                    Ok(()) => say(format_args!("{SAVED} {number}")),
                    Err(sentence) => {
                        say(format_args!("{REFUSED} {sentence}"));
                        break;
                    }
                }
            }
        }
    }
    let _ = fs::metadata(MARKS[1]);
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}

/// A line, at once and in one piece. What cannot be said is not said, and no panic of the program.
pub fn say(what: impl fmt::Display) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(format!("{what}\n").as_bytes());
    let _ = out.flush();
}
