//! Lists the templates of `templates/` and the profiles of `assets/profiles/`, so that a new one
//! needs no line of Rust, and rebuilds when one of them or a word of the locale files changes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=templates");
    println!("cargo:rerun-if-changed=assets/profiles");
    println!("cargo:rerun-if-changed=assets/locales");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    fs::write(out.join("templates.rs"), list(&root.join("templates"))?)?;
    fs::write(out.join("profiles.rs"), list(&root.join("assets/profiles"))?)
}

/// `[("name.ron", include_str!("…/name.ron")), …]`, sorted by name.
fn list(folder: &Path) -> io::Result<String> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "ron"));
    files.sort();
    let mut code = String::from("[");
    for path in files {
        let name = path.file_name().unwrap_or_default();
        let _ = write!(code, "({name:?}, include_str!({path:?})),");
    }
    code.push(']');
    Ok(code)
}
