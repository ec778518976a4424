//! Writing into a file that the system does not let be replaced: some encryption drivers, virus
//! scanners and network drives refuse every rename.

use super::WriteError;
use crate::store::Cause;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// Puts `bytes` into the file and syncs it; on an error the old ones are put back.
///
/// # Errors
/// [`WriteError::Torn`] where they could not be put back, else as for the writer.
pub(super) fn write(path: &Path, target: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |error: io::Error| WriteError::of(path, &error);
    let old = match fs::read(target) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(false).open(target).map_err(failed)?;
    let written = fill(&mut file, bytes).and_then(|()| match fs::read(target) {
        Ok(back) if back == bytes => Ok(()),
        Ok(_) => Err(io::Error::from(io::ErrorKind::InvalidData)),
        Err(error) => Err(error),
    });
    let Err(error) = written else { return Ok(()) };
    match fill(&mut file, &old.unwrap_or_default()) {
        Ok(()) => Err(failed(error)),
        Err(_) => Err(WriteError::Torn { path: path.into(), cause: Cause::of(&error) }),
    }
}

/// What was longer is cut off at the end: until then all of one or the other is there.
fn fill(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}
