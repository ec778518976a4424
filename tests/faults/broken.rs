//! Writers as they should not be: the controls.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// The program itself.
    Program,
    /// Into the file itself, like `fs::write`; what it writes is made when it is open.
    Naive,
    /// A temporary file and a rename, but the new bytes may be in memory only.
    NoFileSync,
    /// … but the rename may be in memory only.
    NoFolderSync,
    /// All steps, and no care whether they succeed.
    Heedless,
}

impl Writer {
    pub const ALL: [Self; 5] =
        [Self::Program, Self::Naive, Self::NoFileSync, Self::NoFolderSync, Self::Heedless];

    pub fn name(self) -> String {
        format!("{self:?}")
    }

    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|writer| writer.name() == name).unwrap()
    }

    /// Writes as this broken one does.
    pub fn write(self, path: &Path, make: impl FnOnce() -> Vec<u8>) -> io::Result<()> {
        if self == Self::Naive {
            let mut file = File::create(path)?;
            return file.write_all(&make());
        }
        let temp = path.with_extension("tmp");
        let ignores = self == Self::Heedless;
        let bytes = make();
        let steps: [&dyn Fn() -> io::Result<()>; 4] = [
            &|| fs::write(&temp, &bytes),
            &|| if self == Self::NoFileSync { Ok(()) } else { File::open(&temp)?.sync_all() },
            &|| fs::rename(&temp, path),
            &|| {
                if self == Self::NoFolderSync {
                    Ok(())
                } else {
                    File::open(path.parent().unwrap())?.sync_all()
                }
            },
        ];
        steps.iter().map(|step| step()).find(|result| result.is_err() && !ignores).unwrap_or(Ok(()))
    }
}
