//! What Suigao leaves, and clearing it; who may read it.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use suigao::store::places::{Cleared, Found, Place, PlaceError, clear, look};
use suigao::store::recovery::Claim;
use suigao::store::settings::Recent;
use suigao::store::{Cause, Dirs, Settings};

/// Folders with something at every place: `(file, bytes)` each.
const FILES: &[(&str, usize)] = &[
    ("state/recovery/甲.ron", 100),
    ("state/recovery/甲.lock", 0),
    ("state/recovery/乙.ron", 20),
    ("state/backups/甲/1.ron", 7),
    ("state/backups/甲/2.ron", 8),
    ("state/backups/乙/1.ron", 9),
    ("state/log/suigao.log", 50),
    ("state/print/总结.pdf", 12),
    ("templates/我的.ron", 5),
    ("config/profiles/我的.ron", 6),
    ("config/words.ron", 2),
    ("config/fonts/仿宋.ttf", 30),
    ("文稿/总结.ron", 1000),
    ("文稿/.suigao/recovery/丙.ron", 3),
    ("文稿/.suigao/backups/丙/1.ron", 4),
];

struct House {
    folder: tempfile::TempDir,
    dirs: Dirs,
    roots: Vec<PathBuf>,
    recent: Vec<Recent>,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(folder.path());
        let mut house = Self { folder, dirs, roots: Vec::new(), recent: Vec::new() };
        house.roots = ["state", "没有插上的盘/.suigao", "文稿/.suigao"].map(|root| house.path(root)).to_vec();
        for (name, bytes) in FILES {
            house.write(name, &"x".repeat(*bytes));
        }
        let mut settings = Settings { zoom: 150, ..Settings::default() };
        settings.touch_recent(&house.path("文稿/总结.ron"), "青石镇总结", 1);
        settings.touch_recent(&house.path("文稿/旧.ron"), "", 2);
        settings.touch_recent(&house.path("没有插上的盘/总结.ron"), "", 3);
        settings.last_folder = Some(house.path("文稿"));
        house.write("config/x", "");
        settings.save(&house.dirs.settings()).unwrap();
        house.recent = settings.recent;
        house
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn look(&self, place: Place) -> Found {
        look(&self.dirs, &self.roots, &self.recent).into_iter().find(|found| found.place == place).unwrap()
    }

    fn clear(&self, place: Place) -> Cleared {
        clear(place, &self.dirs, &self.roots)
    }

    /// The files that there are, of [`FILES`].
    fn left(&self) -> Vec<&'static str> {
        FILES.iter().map(|(name, _)| *name).filter(|name| self.path(name).exists()).collect()
    }
}

#[test]
fn every_place_is_listed() {
    let house = House::new();
    let settings = fs::metadata(house.dirs.settings()).unwrap().len();
    for (place, paths, count, bytes) in [
        (Place::Recovery, &["state/recovery", "文稿/.suigao/recovery"][..], 3, 123),
        (Place::Backups, &["state/backups", "文稿/.suigao/backups"], 4, 28),
        (Place::Recent, &["config/settings.ron"], 3, 0),
        (Place::Settings, &["config/settings.ron"], 1, settings),
        (Place::Log, &["state/log"], 1, 50),
        (Place::Prints, &["state/print"], 1, 12),
        (Place::Templates, &["templates"], 1, 5),
        (Place::Profiles, &["config/profiles"], 1, 6),
        (Place::Words, &["config/words.ron"], 1, 2),
        (Place::Fonts, &["config/fonts"], 1, 30),
        (Place::Projects, &["文稿", "没有插上的盘"], 0, 0),
    ] {
        let paths = paths.iter().map(|path| house.path(path)).collect();
        assert_eq!(house.look(place), Found { place, paths, count, bytes, problems: vec![] });
    }
    let nothing = tempfile::tempdir().unwrap();
    for found in look(&Dirs::below(nothing.path()), &[nothing.path().join("state")], &[]) {
        assert_eq!((found.count, found.bytes, found.problems), (0, 0, vec![]), "{:?}", found.place);
    }
    assert_eq!(fs::read_dir(nothing.path()).unwrap().count(), 0, "looking makes nothing");
}

/// What is cleared is gone, and nothing else.
#[test]
fn clearing() {
    let settings = ["config/settings.ron"];
    for (place, count, gone) in [
        (Place::Recovery, 3, &["state/recovery/", "文稿/.suigao/recovery/"][..]),
        (Place::Backups, 4, &["state/backups/", "文稿/.suigao/backups/"]),
        (Place::Log, 1, &["state/log/"]),
        (Place::Prints, 1, &["state/print/"]),
        (Place::Settings, 1, &settings),
        (Place::Recent, 3, &[]),
        (Place::Templates, 0, &[]),
        (Place::Profiles, 0, &[]),
        (Place::Words, 0, &[]),
        (Place::Fonts, 0, &[]),
        (Place::Projects, 0, &[]),
    ] {
        let house = House::new();
        let expected: Vec<_> = FILES
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !gone.iter().any(|gone| name.starts_with(gone)))
            .collect();
        assert_eq!(house.clear(place), Cleared { count, ..Cleared::default() }, "{place:?}");
        assert_eq!(house.left(), expected, "{place:?}");
        let is_there = house.dirs.settings().exists();
        assert_eq!(is_there, place != Place::Settings, "{place:?}");
        assert_eq!(place.is_clearable(), count > 0, "{place:?}");
        let count = if place == Place::Recent { 3 } else { 0 };
        if place.is_clearable() {
            assert_eq!(house.look(place).count, count, "{place:?}: the list in use is the caller's");
            assert_eq!(house.clear(place), Cleared::default(), "{place:?}: there is nothing left");
        }
    }
}

/// The program's own folders stay, for what is written next; beside a project nothing stays.
#[test]
fn folders_that_stay() {
    let house = House::new();
    for place in [Place::Recovery, Place::Backups, Place::Log] {
        house.clear(place);
    }
    for name in ["recovery", "backups", "log"] {
        let folder = house.path("state").join(name);
        assert_eq!(fs::read_dir(folder).unwrap().count(), 0, "{name} is there and empty");
    }
    assert!(!house.path("文稿/.suigao").exists());
    assert!(house.path("文稿/总结.ron").exists());
}

#[test]
fn the_recent_list_goes_and_the_settings_stay() {
    let house = House::new();
    house.clear(Place::Recent);
    let (settings, problem) = Settings::load(&house.dirs.settings());
    assert_eq!((settings.recent, settings.last_folder, problem), (vec![], None, None));
    assert_eq!(settings.zoom, 150);
    let text = fs::read_to_string(house.dirs.settings()).unwrap();
    assert!(!text.contains("文稿") && !text.contains("青石镇"), "{text}");
    house.clear(Place::Settings);
    assert_eq!(Settings::load(&house.dirs.settings()), (Settings::default(), None));
}

/// What a user wrote by hand is not replaced because it could not be understood.
#[test]
fn settings_with_a_mistake_are_not_overwritten() {
    let house = House::new();
    house.write("config/settings.ron", "(zoom: 150");
    let cleared = house.clear(Place::Recent);
    assert!(matches!(cleared.problems[..], [PlaceError::Settings(_)]), "{cleared:?}");
    assert_eq!(fs::read_to_string(house.dirs.settings()).unwrap(), "(zoom: 150");
    assert_eq!(house.clear(Place::Settings).count, 1, "but they can be cleared");
}

/// What was put aside belongs to the settings.
#[test]
fn settings_that_were_put_aside_are_listed_and_go_too() {
    let house = House::new();
    house.write("config/settings.ron", "(zoom: 150");
    Settings::default().save(&house.dirs.settings()).unwrap();
    let found = house.look(Place::Settings);
    let files = ["config/settings.ron", "config/settings.ron.old"].map(|file| house.path(file));
    assert_eq!((found.paths, found.count), (files.to_vec(), 2));
    assert_eq!(house.clear(Place::Settings).count, 2);
    assert!(!files.iter().any(|file| file.exists()));
}

/// A running window's copy stays, with what belongs to it; one left by a window that is gone, or of
/// another name that begins alike, goes.
#[test]
fn copies_in_use_are_left() {
    let house = House::new();
    for name in ["甲2.ron", ".甲.ron.aB3xYz.suigao.tmp", ".丁.ron.aB3xYz.suigao.tmp", "丁.ron", "丁.lock"]
    {
        house.write(&format!("state/recovery/{name}"), "");
    }
    let claim = Claim::take(&house.path("state/recovery/甲.ron")).unwrap();
    let cleared = house.clear(Place::Recovery);
    assert_eq!((cleared.held, cleared.problems.len()), (1, 0));
    let names = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(house.path(folder)).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(names("state/recovery"), [".甲.ron.aB3xYz.suigao.tmp", "甲.lock", "甲.ron"]);
    assert_eq!(fs::read(house.path("state/recovery/甲.ron")).unwrap().len(), 100);
    drop(claim);
    assert_eq!(house.clear(Place::Recovery).held, 0);
    assert_eq!(names("state/recovery"), [] as [&str; 0]);
}

#[cfg(unix)]
mod on_unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use suigao::model::Project;
    use suigao::session::print;
    use suigao::store::backup::Ring;
    use suigao::store::dirs::create_private;
    use suigao::store::recovery::Copy;

    #[test]
    fn links_are_neither_followed_nor_left() {
        let house = House::new();
        house.write("别人的/文件", "留下");
        symlink(house.path("别人的"), house.path("state/backups/链接")).unwrap();
        symlink(house.path("别人的/文件"), house.path("state/backups/链接2")).unwrap();
        assert!(house.look(Place::Backups).bytes < 1000);
        assert_eq!(house.look(Place::Backups).count, 6);
        assert_eq!(house.clear(Place::Backups).count, 6);
        assert_eq!(fs::read_to_string(house.path("别人的/文件")).unwrap(), "留下");
        assert!(fs::symlink_metadata(house.path("state/backups/链接")).is_err());
    }

    /// Whoever can write to a project's folder could put a link where the copies are to be.
    #[test]
    fn a_link_in_the_place_of_a_folder_is_told() {
        for link in ["文稿/.suigao", "文稿/.suigao/backups", "state/backups"] {
            let house = House::new();
            house.write("别人的/backups/重要", "留下");
            fs::remove_dir_all(house.path(link)).unwrap();
            let target = if link.ends_with("backups") { "别人的/backups" } else { "别人的" };
            symlink(house.path(target), house.path(link)).unwrap();
            let told = [PlaceError::Link { path: house.path(link) }];
            assert_eq!(house.look(Place::Backups).problems, told, "{link}");
            assert_eq!(house.clear(Place::Backups).problems, told, "{link}");
            assert_eq!(fs::read_to_string(house.path("别人的/backups/重要")).unwrap(), "留下");
        }
    }

    #[test]
    fn settings_that_are_a_link_are_cleared_where_they_are() {
        let house = House::new();
        fs::rename(house.dirs.settings(), house.path("真的.ron")).unwrap();
        symlink(house.path("真的.ron"), house.dirs.settings()).unwrap();
        assert_eq!(house.clear(Place::Settings).count, 1);
        assert!(!house.path("真的.ron").exists());
        assert_eq!(Settings::load(&house.dirs.settings()), (Settings::default(), None));
    }

    /// One that cannot be deleted is told by name and cause, and the others go.
    #[test]
    fn what_fails_is_told_and_does_not_stop_the_rest() {
        let house = House::new();
        let shut = house.path("state/backups/甲");
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o500)).unwrap();
        if fs::File::create(shut.join("试")).is_ok() {
            println!("skipped: modes do not bind this user");
            return;
        }
        let cleared = house.clear(Place::Backups);
        assert_eq!(cleared.count, 2, "those of the other folders");
        let expected =
            |name: &str| PlaceError::Remove { path: shut.join(name), cause: Cause::PermissionDenied };
        assert_eq!(cleared.problems.len(), 2);
        assert!(cleared.problems.contains(&expected("1.ron")), "{:?}", cleared.problems);
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o700)).unwrap();
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    /// Everything that lies below a folder, itself too: the path and its mode.
    fn modes(path: &Path) -> Vec<(PathBuf, u32)> {
        let below = if path.is_dir() { fs::read_dir(path).unwrap().collect() } else { Vec::new() };
        let below = below.into_iter().flat_map(|entry| modes(&entry.unwrap().path()));
        std::iter::once((path.to_path_buf(), mode(path))).chain(below).collect()
    }

    /// Leaves something everywhere, as the program does.
    fn leave_traces(house: &Path) {
        let dirs = Dirs::below(&house.join("家"));
        dirs.create().unwrap();
        Settings::default().save(&dirs.settings()).unwrap();
        create_private(&dirs.log()).unwrap();
        let project = house.join("文稿.ron");
        fs::write(&project, "x").unwrap();
        for root in [dirs.state, house.join(".suigao")] {
            let copy =
                Copy { project: Project::new("甲".into()).into(), base: None, kept: 1, closed: false };
            let claim = Claim::new(&root, "甲").unwrap();
            claim.keep(&copy).unwrap();
            Ring::new(&root, "甲").keep(&project).unwrap();
            // As when the program is killed: the lock stays.
            std::mem::forget(claim);
        }
        let shown = print::print(&Project::new("甲".into()), &Dirs::below(&house.join("家")), |_| true);
        assert_eq!(shown.unwrap(), print::Printed::Shown);
    }

    /// The umask is one for the whole process, so a process of its own has the widest there is.
    #[test]
    fn own_folders_and_files_are_the_users_alone() {
        const FOLDER: &str = "SUIGAO_TEST_FOLDER";
        if let Some(folder) = std::env::var_os(FOLDER) {
            return leave_traces(Path::new(&folder));
        }
        let folder = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(&folder.path().join("家"));
        for _ in 0..2 {
            let done = std::process::Command::new("sh")
                .args(["-c", r#"umask 000; exec "$0" "$@""#])
                .arg(std::env::current_exe().unwrap())
                .args(["--exact", "on_unix::own_folders_and_files_are_the_users_alone"])
                .env(FOLDER, folder.path())
                .output()
                .unwrap();
            assert!(done.status.success(), "{done:?}");
            assert_eq!(mode(&folder.path().join("文稿.ron")), 0o666, "the umask opens what is not closed");
            for root in [folder.path().join("家"), folder.path().join(".suigao")] {
                let modes = modes(&root);
                assert!(modes.len() >= 7, "{modes:?}");
                for (path, mode) in modes {
                    assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{path:?}");
                }
            }
            // What was opened to others is closed again the next time.
            for folder in [&dirs.config, &dirs.state] {
                fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
            }
            fs::set_permissions(dirs.settings(), fs::Permissions::from_mode(0o644)).unwrap();
        }
    }

    /// Templates may be shared by those who write them together.
    #[test]
    fn a_shared_folder_of_templates_stays_shared() {
        let folder = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(folder.path());
        dirs.create().unwrap();
        fs::set_permissions(&dirs.templates, fs::Permissions::from_mode(0o775)).unwrap();
        dirs.create().unwrap();
        assert_eq!(mode(&dirs.templates), 0o775);
    }
}
