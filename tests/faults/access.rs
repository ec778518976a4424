//! Files and folders that another user may not touch, tried as that user: root may do everything.

use crate::broken::Writer;
use crate::mounted::is_root;
use crate::operation::{LEFT, Operation, copies};
use crate::process::{Child, Said, Task, myself};
use crate::sample::version;
use crate::tally::{Outcome, Report, Run, Tally};
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use suigao::session::open::ReadOnly;
use suigao::store::reader::ReadError;
use suigao::store::{Cause, WriteError};

/// Nobody.
const USER: u32 = 65534;

/// Modes of a folder and the file in it; what the user is told.
struct Case {
    operation: Operation,
    folder: u32,
    file: u32,
    /// Of the folders of all copies.
    copies: u32,
    /// Root owns the file, not the user.
    others: bool,
    /// The sentence, or what is in it.
    told: fn(PathBuf) -> Option<String>,
}

pub fn run(_: &Run) -> Outcome {
    let works = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    if !is_root() || !works(Command::new("setpriv").arg("--version")) {
        return Outcome::PassedOver("only root can be another user, by setpriv".into());
    }
    // Where the program is built may be closed to others.
    let place = tempfile::tempdir().unwrap();
    fs::set_permissions(place.path(), Permissions::from_mode(0o755)).unwrap();
    let program = place.path().join("faults");
    fs::copy(myself().get_program(), &program).unwrap();
    let count = |user| {
        let mut tally = Tally::default();
        for (number, case) in cases().iter().enumerate() {
            case.try_out(&place.path().join(format!("{number} {user}")), &program, user, &mut tally);
        }
        tally
    };
    let never = &["told otherwise", "changed"];
    Outcome::Counted(Report::of(count(USER), never).control("as root", &count(0), never))
}

fn cases() -> Vec<Case> {
    use Operation::{Backup, Export, Recovery, Save, SaveAs};
    let saved = |_| None;
    let read_only = |_| Some(ReadOnly::File.to_string());
    let shut = |_| Some(ReadOnly::Folder.to_string());
    let not_replaced = |path| Some(WriteError::ReadOnly { path }.to_string());
    let refused = |path| Some(WriteError::Io { path, cause: Cause::PermissionDenied }.to_string());
    let unreadable = |path| Some(ReadError::Io { path, cause: Cause::PermissionDenied }.to_string());
    let not_kept = |file: PathBuf| {
        let path = copies(file.parent().unwrap()).join("backups").join(version(0).id);
        Some(WriteError::NoFolder { path, cause: Cause::PermissionDenied }.to_string())
    };
    // It is opened; but the lock file of another copy, with a name by chance, cannot be made either.
    let not_followed = |_| Some(Cause::PermissionDenied.to_string());
    let case =
        |operation, folder, file, told| Case { operation, folder, file, copies: 0o700, others: false, told };
    vec![
        case(Save, 0o755, 0o644, saved),
        case(Save, 0o755, 0o444, read_only),
        case(Save, 0o555, 0o644, shut),
        case(Save, 0o755, 0o000, unreadable),
        case(Save, 0o755, 0o200, unreadable),
        case(Save, 0o000, 0o644, unreadable),
        Case { others: true, ..case(Save, 0o755, 0o644, read_only) },
        Case { others: true, ..case(Save, 0o755, 0o666, saved) },
        case(SaveAs, 0o755, 0o644, saved),
        case(SaveAs, 0o555, 0o644, refused),
        case(SaveAs, 0o000, 0o644, refused),
        case(Export, 0o755, 0o644, saved),
        case(Export, 0o755, 0o444, not_replaced),
        case(Export, 0o555, 0o644, refused),
        Case { others: true, ..case(Export, 0o755, 0o644, not_replaced) },
        Case { copies: 0o500, ..case(Save, 0o755, 0o644, saved) },
        Case { copies: 0o500, ..case(Backup, 0o755, 0o644, not_kept) },
        case(Recovery, 0o755, 0o644, saved),
        Case { copies: 0o500, ..case(Recovery, 0o755, 0o644, not_followed) },
    ]
}

/// All of it to the user.
fn give(path: &Path) {
    chown(path, Some(USER), Some(USER)).unwrap();
    if path.is_dir() {
        fs::read_dir(path).unwrap().for_each(|entry| give(&entry.unwrap().path()));
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

impl Case {
    fn try_out(&self, folder: &Path, program: &Path, user: u32, tally: &mut Tally) {
        fs::create_dir(folder).unwrap();
        self.operation.prepare(folder);
        give(folder);
        let file = self.operation.file(folder, 0);
        if self.others {
            chown(&file, Some(0), Some(0)).unwrap();
        }
        if file.exists() {
            set_mode(&file, self.file);
        }
        let recovery = copies(folder).join("recovery");
        [recovery, copies(folder)]
            .iter()
            .filter(|path| path.exists())
            .for_each(|path| set_mode(path, self.copies));
        set_mode(folder, self.folder);
        let task = Task { operation: self.operation, writer: Writer::Program, versions: 1 };
        let user = user.to_string();
        let mut command = Command::new("setpriv");
        command.args(["--reuid", &user, "--regid", &user, "--clear-groups"]).arg(program);
        let Said { saved, refused, .. } = Child::start({
            command.args(task.arguments(folder));
            command
        })
        .end();
        let what = format!("{:?} {:o}/{:o}/{:o}", self.operation, self.folder, self.file, self.copies);
        tally.add("cases", 1);
        tally.add("saved", saved);
        let told = (self.told)(self.operation.file(folder, 1));
        tally.add("refused", told.is_some().into());
        let as_designed = match (&refused, &told) {
            (Some(refused), Some(told)) => refused.contains(told),
            (refused, told) => refused.is_none() && told.is_none() && saved == 1,
        };
        if !as_designed {
            tally.fault("told otherwise", format!("{what}: {refused:?} instead of {told:?}"));
        }
        let mut found = Tally::default();
        self.operation.inspect(folder, &(0..=saved).collect::<Vec<_>>(), &mut found);
        if found.get("torn") + found.get("lost") + found.get(LEFT) > 0 {
            tally.fault("changed", what);
        }
    }
}
