//! What is done while the fault comes, and what must be there afterwards. A new way in which the
//! program writes is one more [`Operation`].

use crate::broken::Writer;
use crate::sample::{
    self, finished, settings, version, version_of_file, version_of_profile, version_of_project,
    version_of_settings, version_of_text,
};
use crate::tally::Tally;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use suigao::export::Options;
use suigao::model::Edit;
use suigao::session::keeper::Keeper;
use suigao::session::open::{self, How, Opening};
use suigao::session::save::{Replace, Target};
use suigao::session::{Session, files};
use suigao::store::backup::{self, Ring};
use suigao::store::envelope::Integrity;
use suigao::store::recovery::{self, Claim, Copy};
use suigao::store::{Expected, Method, profile, project, syntax};
use suigao::text::count::SharedMarks;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// A project over its last version, which goes into the ring.
    Save,
    /// Every version to a new file.
    SaveAs,
    /// A finished text over its last version.
    Export,
    /// As [`Self::Save`], where what the ring holds is looked at.
    Backup,
    /// As [`Self::Save`], into the file itself.
    InPlace,
    /// The recovery copy of a project that was never saved.
    Recovery,
    /// A new project over a file that is there, as the user has agreed.
    SaveOver,
    Settings,
    /// One of the user's own page profiles.
    Profile,
}

/// Writes a version; answers when the program has said that it is saved, or with the sentence
/// that says why not.
pub type Step = Box<dyn FnMut(u64) -> Result<(), String>>;

/// A file that may hold a version.
struct Held {
    path: PathBuf,
    /// `None` for one that is not whole.
    version: Option<u64>,
}

impl Operation {
    pub const ALL: [Self; 9] = [
        Self::Save,
        Self::SaveAs,
        Self::Export,
        Self::Backup,
        Self::InPlace,
        Self::Recovery,
        Self::SaveOver,
        Self::Settings,
        Self::Profile,
    ];

    /// What a writer can be tried with: the broken ones know neither a ring nor recovery.
    pub fn of(writer: Writer) -> &'static [Self] {
        if writer == Writer::Program { &Self::ALL } else { &Self::ALL[..3] }
    }

    pub fn name(self) -> String {
        format!("{self:?}")
    }

    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|operation| operation.name() == name).unwrap()
    }

    /// Where a version goes.
    pub fn file(self, folder: &Path, number: u64) -> PathBuf {
        folder.join(match self {
            Self::SaveAs => format!("summary {number}.ron"),
            Self::Export => "summary.txt".into(),
            Self::Profile => "年终.ron".into(),
            _ => "summary.ron".into(),
        })
    }

    fn bytes(self, number: u64) -> Vec<u8> {
        match self {
            Self::Export => finished(number),
            Self::Settings => syntax::write(&settings(number)).unwrap().into_bytes(),
            Self::Profile => profile::text(&sample::profile(number)).unwrap().into_bytes(),
            _ => project::to_bytes(&version(number)).unwrap(),
        }
    }

    /// Puts version 0 there, on the disk for good.
    pub fn prepare(self, folder: &Path) {
        fs::create_dir_all(copies(folder)).unwrap();
        if self == Self::Recovery {
            let claim = Claim::new(&copies(folder), &version(0).id).unwrap();
            let project = Arc::new(version(0));
            claim.keep(&Copy { project, base: None, kept: backup::now(), closed: false }).unwrap();
            return;
        }
        let path = self.file(folder, 0);
        fs::write(&path, self.bytes(0)).unwrap();
        for path in [path.as_path(), folder] {
            fs::File::open(path).unwrap().sync_all().unwrap();
        }
    }

    /// Ready to write version after version.
    ///
    /// # Errors
    /// The sentence that says why the file cannot be opened.
    pub fn begin(self, folder: &Path, writer: Writer) -> Result<Step, String> {
        let folder = folder.to_path_buf();
        if writer != Writer::Program {
            return Ok(Box::new(move |number| {
                let written = writer.write(&self.file(&folder, number), || self.bytes(number));
                written.map_err(|error| error.to_string())
            }));
        }
        match self {
            Self::Save | Self::Backup | Self::InPlace => self.begin_save(folder),
            Self::SaveAs => Ok(Box::new(move |number| {
                let mut session = Session::new(version(0), SharedMarks::Asian);
                let target = Target::new(self.file(&folder, number), Replace::Own);
                save(&mut session, target, &folder, number).map(drop)
            })),
            Self::Export => Ok(Box::new(move |number| {
                let path = self.file(&folder, number);
                let done = files::export(&version(number), &Options::default(), &path, Expected::Any);
                done.map_err(|error| error.to_string())
            })),
            Self::Recovery => begin_recovery(folder),
            Self::SaveOver => Ok(Box::new(move |number| {
                let mut session = Session::new(version(0), SharedMarks::Asian);
                let target = Target::new(self.file(&folder, number), Replace::Anything);
                save(&mut session, target, &folder, number).map(drop)
            })),
            Self::Settings => Ok(Box::new(move |number| {
                let saved = settings(number).save(&self.file(&folder, number));
                saved.map(drop).map_err(|error| error.to_string())
            })),
            Self::Profile => Ok(Box::new(move |number| {
                let saved = profile::save(&folder, &sample::profile(number), profile::Replace::Yes);
                saved.map(drop).map_err(|error| error.to_string())
            })),
        }
    }

    fn begin_save(self, folder: PathBuf) -> Result<Step, String> {
        let path = self.file(&folder, 0);
        let mut session = open(&path, &folder)?;
        Ok(Box::new(move |number| {
            let mut target = Target::new(path.clone(), Replace::Own);
            if self == Self::InPlace {
                target.method = Method::InPlace;
            }
            let not_kept = save(&mut session, target, &folder, number)?;
            not_kept.filter(|_| self == Self::Backup).map_or(Ok(()), Err)
        }))
    }

    /// Looks at what a fault has left when these versions were confirmed, version 0 first: every
    /// file whole, and no confirmed version lost.
    pub fn inspect(self, folder: &Path, confirmed: &[u64], tally: &mut Tally) {
        let held = self.held(folder);
        let is_there = |number: u64| match self {
            Self::SaveAs | Self::Backup => held.iter().any(|held| held.version == Some(number)),
            _ => held.iter().any(|held| held.version.is_some_and(|version| version >= number)),
        };
        let mut wanted: Vec<u64> = match self {
            Self::SaveAs => confirmed.to_vec(),
            // The last one has not been replaced; or it is just being, and has made the oldest go.
            Self::Backup => confirmed.iter().rev().skip(1).take(backup::LATEST - 1).copied().collect(),
            _ => confirmed.last().copied().into_iter().collect(),
        };
        wanted.retain(|number| !is_there(*number));
        for number in wanted {
            tally.fault("lost", format!("{self:?} {number}"));
        }
        for torn in held.iter().filter(|held| held.version.is_none()) {
            if self == Self::InPlace && torn.path == self.file(folder, 0) {
                tally.add(TORN_IN_PLACE, 1);
            } else {
                tally.fault("torn", format!("{self:?}: {}", torn.path.display()));
            }
        }
        tally.add(LEFT, temps(folder));
    }

    fn held(self, folder: &Path) -> Vec<Held> {
        let read = |path: PathBuf| Held {
            version: fs::read(&path).ok().and_then(|bytes| match self {
                Self::Export => version_of_text(&bytes),
                Self::Settings => version_of_settings(&bytes),
                Self::Profile => version_of_profile(&bytes),
                _ => version_of_file(&bytes),
            }),
            path,
        };
        let ring = || {
            let ring = Ring::new(&copies(folder), &version(0).id);
            ring.list().into_iter().map(|backup| read(backup.path)).collect::<Vec<_>>()
        };
        match self {
            Self::Save | Self::Export | Self::SaveOver | Self::Settings => vec![read(self.file(folder, 0))],
            Self::SaveAs | Self::Profile => {
                let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
                paths.filter(|path| path.extension().is_some_and(|end| end == "ron")).map(read).collect()
            }
            Self::Backup => ring(),
            Self::InPlace => {
                let mut held = ring();
                held.push(read(self.file(folder, 0)));
                held
            }
            Self::Recovery => recovery::unclaimed(&[copies(folder)]).into_iter().map(held_copy).collect(),
        }
    }
}

/// Temporary files that were left.
pub const LEFT: &str = "temp files left";
/// What cannot be helped when a file is written in place, and is mended by the ring.
pub const TORN_IN_PLACE: &str = "torn in place, whole in the ring";

/// The folder of all copies.
pub fn copies(folder: &Path) -> PathBuf {
    folder.join("copies")
}

/// Opens a project as the window does.
///
/// # Errors
/// The sentence that says why it cannot be opened, or only be read.
pub fn open(path: &Path, folder: &Path) -> Result<Session, String> {
    match open::open(path, How::Ask, &[copies(folder)]) {
        Opening::Open(opened) => {
            let session = Session::opened(*opened, SharedMarks::Asian);
            match session.read_only() {
                Some(why) => Err(why.to_string()),
                None => Ok(session),
            }
        }
        Opening::Taken(holder) => Err(format!("taken: {holder:?}")),
        Opening::Damaged(damage) => Err(damage.error.to_string()),
        Opening::Failed(error) => Err(error.to_string()),
    }
}

/// Saves a version as the window does; why the one before was not kept, if it was not.
fn save(session: &mut Session, target: Target, folder: &Path, number: u64) -> Result<Option<String>, String> {
    session.apply(Edit::Replace(Box::new(version(number))), 0.0, (None, None));
    let saved = session.save(target, Some(copies(folder))).run();
    let told = session.saved(saved);
    assert!(**session.project() == version(number), "the text is no longer in the window");
    assert!(session.is_modified() == told.is_err(), "the window says something else");
    let not_kept = told.map_err(|error| error.to_string())?;
    Ok(not_kept.map(|error| error.to_string()))
}

/// Takes the copy of version 0 over, and keeps those that follow.
fn begin_recovery(folder: PathBuf) -> Result<Step, String> {
    let root = copies(&folder);
    let found = recovery::unclaimed(std::slice::from_ref(&root));
    let Some(found) = found.first() else { return Err("the copy is not listed".into()) };
    let recovered = open::recover(&found.path).map_err(|error| error.to_string())?;
    let mut session = Session::recovered(recovered.copy, recovered.lock, SharedMarks::Asian);
    let mut keeper = Keeper::immediate();
    keeper.begin(recovered.claim);
    Ok(Box::new(move |number| {
        session.apply(Edit::Replace(Box::new(version(number))), 0.0, (None, None));
        keeper.follow(&session, Some(root.clone()));
        keeper.problem().map_or(Ok(()), Err)
    }))
}

fn held_copy(found: recovery::Found) -> Held {
    let parsed = found.content.ok().filter(|parsed| parsed.integrity == Integrity::Intact);
    Held { path: found.path, version: parsed.and_then(|parsed| version_of_project(&parsed.copy.project)) }
}

/// Temporary files in a folder and below.
fn temps(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let count = |path: PathBuf| match path.is_dir() {
        true => temps(&path),
        false => path.extension().is_some_and(|end| end == "tmp").into(),
    };
    entries.map(count).sum()
}
