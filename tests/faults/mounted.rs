//! File systems of our own: root only.

use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// A mounted file system, in a temporary folder; it goes away with the value.
pub struct Mounted {
    folder: TempDir,
}

impl Mounted {
    /// A small file system in memory; `None` where that is not allowed.
    pub fn memory(kilobytes: u64) -> Option<Self> {
        let mounted = Self { folder: tempfile::tempdir().unwrap() };
        let size = format!("size={kilobytes}k");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(mounted.place());
        works(&mut mount).then_some(mounted)
    }

    /// ext4 in a file; `None` where there are no loop devices, or no root.
    pub fn disk(megabytes: u64) -> Option<Self> {
        let mounted = Self { folder: tempfile::tempdir().unwrap() };
        let image = std::fs::File::create(mounted.image()).unwrap();
        image.set_len(megabytes << 20).unwrap();
        let made = works(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(mounted.image()));
        (made && mounted.mount()).then_some(mounted)
    }

    /// Where it is mounted.
    pub fn place(&self) -> PathBuf {
        let place = self.folder.path().join("place");
        let _ = std::fs::create_dir(&place);
        place
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    fn mount(&self) -> bool {
        works(Command::new("mount").args(["-o", "loop"]).args([self.image(), self.place()]))
    }

    /// Mounts a disk again, which replays its journal.
    pub fn again(&self) {
        assert!(works(Command::new("umount").arg(self.place())), "umount {}", self.place().display());
        assert!(self.mount(), "mount {}", self.place().display());
    }

    /// Cuts the power of a disk: what was not yet asked to be on it, is not. Needs perl, for the
    /// system call takes a pointer.
    pub fn cut(&self) {
        // EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH.
        const SHUTDOWN: &str = r#"open(F, "<", $ARGV[0]) or die $!; my $how = pack("L", 2); ioctl(F, 0x8004587d, $how) or die $!"#;
        assert!(works(Command::new("perl").args(["-e", SHUTDOWN]).arg(self.place())), "shutdown");
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        works(Command::new("umount").arg("-q").arg(self.place()));
    }
}

fn works(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// Whether this is root: the owner of the process.
pub fn is_root() -> bool {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
    }
    #[cfg(not(target_os = "linux"))]
    false
}
