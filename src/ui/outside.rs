//! Opening files with the system's own programs, and knowing whether there was one.

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What opens files on a Linux desktop, in the order in which they are tried.
const OPENERS: [&[&str]; 2] = [&["xdg-open"], &["gio", "open"]];

/// How long a program that opens files may take to say that it cannot. One that is still there then
/// shows the file.
const PATIENCE: Duration = Duration::from_secs(3);

/// Opens a file or a folder; whether there was a program for it. Waits for that program to say so:
/// not for the UI thread.
pub fn open(path: &Path) -> bool {
    if cfg!(all(unix, not(target_os = "macos"))) {
        return OPENERS.iter().any(|opener| run(opener, path, PATIENCE));
    }
    opener::open(path).is_ok()
}

/// Starts a program for a file. It has opened the file if it ends well or goes on.
fn run(opener: &[&str], path: &Path, patience: Duration) -> bool {
    let Some((program, arguments)) = opener.split_first() else { return false };
    let command = Command::new(program)
        .args(arguments)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = command else { return false };
    match ended(&mut child, patience) {
        Some(status) => status.success(),
        None => {
            // Somebody has to take note of its end.
            std::thread::spawn(move || child.wait());
            true
        }
    }
}

/// How a program ended, if it did in this time.
fn ended(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(None) if began.elapsed() < patience => std::thread::sleep(Duration::from_millis(20)),
            ended => return ended.ok().flatten(),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_cannot_open_the_file_is_noticed() {
        for (opener, expected) in [
            (&["true"][..], true),
            (&["sh", "-c", "exit 3"], false),
            (&["a-program-that-nobody-has"], false),
            // One that shows the file until it is closed.
            (&["sh", "-c", "sleep 5"], true),
            (&[], false),
        ] {
            let opened = run(opener, Path::new("a.pdf"), Duration::from_millis(300));
            assert_eq!(opened, expected, "{opener:?}");
        }
    }
}
