//! What is left when the program ends without saving: recovery copies, earlier versions, locks, and
//! what survives of a damaged file.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use suigao::model::{Edit, Project};
use suigao::session::Session;
use suigao::session::keeper::{Ending, Keeper};
use suigao::session::open::{self, FileState, How, Opening, ReadOnly, State};
use suigao::session::save::{Replace, SaveError, Target};
use suigao::session::sweep;
use suigao::store::backup::{self, Ring};
use suigao::store::envelope::Integrity;
use suigao::store::lock::{self, Claimed, Lock, LockError};
use suigao::store::project::{self, ContentError, SaveOptions};
use suigao::store::recovery::{self, Claim, ClaimError, FoundError};
use suigao::store::rescue::{self, Origin};
use suigao::store::{Conflict, Dirs, Expected, Method, WriteError};
use suigao::text::count::SharedMarks;

/// A folder of copies and a folder of projects.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::Builder::new().prefix("岁稿 恢复").tempdir().unwrap() }
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    fn roots(&self) -> Vec<PathBuf> {
        vec![self.state()]
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A summary whose title is this, saved under it.
    fn saved(&self, title: &str) -> PathBuf {
        let path = self.path(&format!("{title}.ron"));
        project::save(&path, &titled(title), &SaveOptions::new(Expected::Any)).unwrap();
        path
    }

    fn open(&self, path: &Path) -> Session {
        match open::open(path, How::Ask, &self.roots()) {
            Opening::Open(opened) => Session::opened(*opened, SharedMarks::Asian),
            other => panic!("{other:?}"),
        }
    }

    fn save(&self, session: &mut Session, path: &Path, replace: Replace) -> Result<(), SaveError> {
        let save = session.save(Target::new(path.into(), replace), Some(self.state()));
        session.saved(save.run()).map(|_| ())
    }

    /// The titles of what would be offered at the next start.
    fn offered(&self) -> Vec<String> {
        let title = |listed: open::Listed| listed.found.content.unwrap().copy.project.title_line();
        let mut titles: Vec<_> = open::list(&self.roots()).into_iter().map(title).collect();
        titles.sort();
        titles
    }

    fn recover_only(&self) -> (Session, Claim) {
        let listed = open::list(&self.roots());
        assert_eq!(listed.len(), 1, "{listed:?}");
        let open::Recovered { copy, claim, lock, .. } = open::recover(&listed[0].found.path).unwrap();
        (Session::recovered(copy, lock, SharedMarks::Asian), claim.unwrap())
    }
}

fn titled(title: &str) -> Project {
    let mut project = Project::new(format!("id-{title}"));
    project.title = vec![title.into()];
    project
}

fn retitle(session: &mut Session, title: &str) {
    session.apply(Edit::SetTitle(vec![title.into()]), 0.0, (None, None)).unwrap();
}

/// A program in which this was written, and which was then killed.
fn crashed(desk: &Desk, session: Session) {
    let mut keeper = Keeper::immediate();
    keeper.begin(None);
    keeper.follow(&session, Some(desk.state()));
}

/// The four ways in which another editor's recovery is known to have lost text.
mod known_from_elsewhere {
    use super::*;

    #[test]
    fn copy_of_one_document_in_another() {
        let desk = Desk::new();
        let (one, other) = (desk.saved("党建"), desk.saved("平安"));
        let mut keeper = Keeper::immediate();
        keeper.begin(None);
        let mut session = desk.open(&one);
        retitle(&mut session, "党建改");
        keeper.follow(&session, Some(desk.state()));
        // Closed without saving, and another opened in the same window.
        keeper.end(Ending::Discarded);
        keeper.begin(None);
        let mut session = desk.open(&other);
        retitle(&mut session, "平安改");
        keeper.follow(&session, Some(desk.state()));
        drop((session, keeper));
        assert_eq!(desk.offered(), ["党建改", "平安改"]);
        for listed in open::list(&desk.roots()) {
            let copy = listed.found.content.unwrap().copy;
            let own = if copy.project.id == "id-党建" { &one } else { &other };
            assert_eq!(&copy.base.unwrap().path, own);
        }
        // Nor is one of them offered for the other's file.
        let Opening::Open(opened) = open::open(&other, How::Ask, &desk.roots()) else { panic!() };
        let offered = opened.recovery.unwrap().found.content.unwrap().copy.project.title_line();
        assert_eq!(offered, "平安改");
    }

    /// Two windows with copies of one project: the same id, two recovery copies.
    #[test]
    fn two_windows_with_one_id_keep_two_copies() {
        let desk = Desk::new();
        let project = titled("总结");
        let mut windows = Vec::new();
        for title in ["左", "右"] {
            let mut session = Session::new(project.clone(), SharedMarks::Asian);
            retitle(&mut session, title);
            let mut keeper = Keeper::immediate();
            keeper.follow(&session, Some(desk.state()));
            windows.push(keeper);
        }
        assert_eq!(desk.offered(), [""; 0], "both are open");
        drop(windows);
        assert_eq!(desk.offered(), ["右", "左"]);
    }

    #[test]
    fn discarded_text_coming_back() {
        let desk = Desk::new();
        crashed(&desk, Session::new(titled("草稿"), SharedMarks::Asian));
        let listed = open::list(&desk.roots());
        recovery::discard(&listed[0].found.path).unwrap();
        assert_eq!(desk.offered(), [""; 0]);
        let left: Vec<_> = fs::read_dir(desk.state().join("recovery")).unwrap().collect();
        assert!(left.is_empty(), "nothing of it stays on the disk: {left:?}");
    }

    #[test]
    fn second_crash() {
        let desk = Desk::new();
        crashed(&desk, Session::new(titled("第一次"), SharedMarks::Asian));
        // Recovered, and crashed again before a word was typed.
        let (session, claim) = desk.recover_only();
        assert_eq!(desk.offered(), [""; 0], "it is open");
        drop((session, claim));
        assert_eq!(desk.offered(), ["第一次"]);
        // Recovered, written on, and crashed.
        let (mut session, claim) = desk.recover_only();
        let mut keeper = Keeper::immediate();
        keeper.begin(Some(claim));
        retitle(&mut session, "第二次");
        keeper.follow(&session, Some(desk.state()));
        drop((session, keeper));
        assert_eq!(desk.offered(), ["第二次"], "still one copy, and the later text");
    }

    #[test]
    fn changed_on_disk_meanwhile() {
        let desk = Desk::new();
        let path = desk.saved("总结");
        let mut session = desk.open(&path);
        retitle(&mut session, "我的");
        crashed(&desk, session);
        let mut theirs = titled("总结");
        theirs.title = vec!["他们的".into()];
        project::save(&path, &theirs, &SaveOptions::new(Expected::Any)).unwrap();
        let listed = open::list(&desk.roots());
        assert!(matches!(listed[0].file, FileState::There { changed: true, .. }));
        let (mut session, _claim) = desk.recover_only();
        let error = desk.save(&mut session, &path, Replace::Own).unwrap_err();
        let SaveError::Write(WriteError::Conflict { conflict, .. }) = error else { panic!("{error:?}") };
        assert!(matches!(conflict, Conflict::Changed(_)));
        assert_eq!(project::load(&path).unwrap().project, theirs, "older text never goes over newer");
        assert!(session.is_modified());
    }
}

mod copies {
    use super::*;

    #[test]
    fn a_saved_text_leaves_none_and_an_undone_one_neither() {
        let desk = Desk::new();
        let path = desk.saved("总结");
        let mut session = desk.open(&path);
        let mut keeper = Keeper::immediate();
        keeper.follow(&session, Some(desk.state()));
        assert!(!desk.state().join("recovery").exists(), "nothing is unsaved");
        let copies = || {
            let entries = fs::read_dir(desk.state().join("recovery")).unwrap().flatten();
            entries.filter(|entry| entry.path().extension().unwrap() == "ron").count()
        };
        retitle(&mut session, "改");
        keeper.follow(&session, Some(desk.state()));
        assert_eq!(copies(), 1);
        session.undo().unwrap();
        keeper.follow(&session, Some(desk.state()));
        assert_eq!(copies(), 0, "it is the saved text again");
        session.redo().unwrap();
        keeper.follow(&session, Some(desk.state()));
        assert_eq!(copies(), 1);
        desk.save(&mut session, &path, Replace::Own).unwrap();
        keeper.follow(&session, Some(desk.state()));
        assert_eq!(copies(), 0);
    }

    #[test]
    fn what_was_typed_while_saving_is_kept() {
        let desk = Desk::new();
        let path = desk.path("总结.ron");
        let mut session = Session::new(titled("一"), SharedMarks::Asian);
        let mut keeper = Keeper::immediate();
        let save = session.save(Target::new(path, Replace::Own), Some(desk.state()));
        retitle(&mut session, "二");
        session.saved(save.run()).unwrap();
        keeper.follow(&session, Some(desk.state()));
        drop((keeper, session));
        assert_eq!(desk.offered(), ["二"]);
    }

    /// A crash between saving and deleting the copy: its text is in the file.
    #[test]
    fn a_copy_that_says_what_its_file_says_is_not_offered() {
        let desk = Desk::new();
        let path = desk.path("总结.ron");
        let mut session = Session::new(titled("一"), SharedMarks::Asian);
        desk.save(&mut session, &path, Replace::Own).unwrap();
        retitle(&mut session, "二");
        let mut keeper = Keeper::immediate();
        keeper.follow(&session, Some(desk.state()));
        desk.save(&mut session, &path, Replace::Own).unwrap();
        drop((keeper, session));
        assert_eq!(desk.offered(), [""; 0]);
    }

    #[test]
    fn closed_without_saving_it_stays_seven_days() {
        let desk = Desk::new();
        let session = Session::new(titled("不要的"), SharedMarks::Asian);
        let mut keeper = Keeper::immediate();
        keeper.follow(&session, Some(desk.state()));
        keeper.end(Ending::Discarded);
        let listed = open::list(&desk.roots());
        let copy = &listed[0].found.content.as_ref().unwrap().copy;
        assert!(copy.closed);
        recovery::sweep(&desk.state(), copy.kept + recovery::GRACE);
        assert_eq!(desk.offered(), ["不要的"]);
        recovery::sweep(&desk.state(), copy.kept + recovery::GRACE + 1);
        assert_eq!(desk.offered(), [""; 0]);
    }

    #[test]
    fn one_from_a_crash_stays_until_it_is_wanted() {
        let desk = Desk::new();
        crashed(&desk, Session::new(titled("要的"), SharedMarks::Asian));
        recovery::sweep(&desk.state(), backup::now() + 100 * recovery::GRACE);
        assert_eq!(desk.offered(), ["要的"]);
    }

    #[test]
    fn an_open_one_cannot_be_discarded_or_recovered() {
        let desk = Desk::new();
        let session = Session::new(titled("在写"), SharedMarks::Asian);
        let mut keeper = Keeper::immediate();
        keeper.follow(&session, Some(desk.state()));
        let copy = fs::read_dir(desk.state().join("recovery"))
            .unwrap()
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension().unwrap() == "ron")
            .unwrap();
        assert_eq!(recovery::discard(&copy), Err(ClaimError::InUse));
        assert!(open::recover(&copy).is_err());
        assert!(copy.exists());
    }

    /// The thread writes on its own, without being asked again.
    /// As on a disk that has become read-only: it may be all that is left of the text.
    #[test]
    fn one_whose_lock_cannot_be_made_is_recovered_all_the_same() {
        let desk = Desk::new();
        let mut session = Session::new(titled("稿"), SharedMarks::Asian);
        retitle(&mut session, "写了一半");
        crashed(&desk, session);
        let copy = recovery::unclaimed(&desk.roots()).remove(0).path;
        fs::create_dir(copy.with_extension("lock")).unwrap();
        assert_eq!(desk.offered(), ["写了一半"]);
        let recovered = open::recover(&copy).unwrap();
        assert_eq!(
            (recovered.copy.project.title_line(), recovered.claim.is_none()),
            ("写了一半".into(), true)
        );
    }

    #[test]
    fn the_thread_keeps_what_it_was_given() {
        let desk = Desk::new();
        let session = Session::new(titled("自己写下"), SharedMarks::Asian);
        let mut keeper = Keeper::new(|| {});
        keeper.follow(&session, Some(desk.state()));
        keeper.finish();
        drop(keeper);
        while desk.offered() != ["自己写下"] {
            std::thread::yield_now();
        }
    }

    #[test]
    fn copies_follow_the_choice_of_place() {
        let desk = Desk::new();
        let session = Session::new(titled("总结"), SharedMarks::Asian);
        let mut keeper = Keeper::immediate();
        keeper.follow(&session, Some(desk.state()));
        let beside = desk.path("文稿/.suigao");
        keeper.follow(&session, Some(beside.clone()));
        drop(keeper);
        assert_eq!(desk.offered(), [""; 0], "none stays where it was");
        assert_eq!(open::list(&[beside]).len(), 1);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_called_one() {
        rust_i18n::set_locale("zh-CN");
        let desk = Desk::new();
        let session = Session::new(titled("一"), SharedMarks::Asian);
        let told = |root: PathBuf| {
            let mut keeper = Keeper::immediate();
            keeper.follow(&session, Some(root));
            keeper.problem().unwrap()
        };
        fs::create_dir(desk.state()).unwrap();
        fs::write(desk.state().join("recovery"), "不是文件夹").unwrap();
        fs::write(desk.path("文件"), "不是文件夹").unwrap();
        for root in [desk.state(), desk.path("文件")] {
            let folder = root.join("recovery");
            let expected = format!(
                "没能建立文件夹“{}”：那里有一个同名的文件，不是文件夹。请移走它，或给它改名。",
                folder.display()
            );
            assert_eq!(told(root), expected);
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told_once() {
        let desk = Desk::new();
        fs::write(desk.state(), "不是文件夹").unwrap();
        let mut session = Session::new(titled("一"), SharedMarks::Asian);
        let mut keeper = Keeper::immediate();
        keeper.follow(&session, Some(desk.state()));
        assert!(keeper.problem().is_some());
        retitle(&mut session, "二");
        keeper.follow(&session, Some(desk.state()));
        assert_eq!(keeper.problem(), None);
        assert!(keeper.unkept().is_some(), "it is still so");
        keeper.begin(None);
        keeper.follow(&session, Some(desk.state()));
        assert!(keeper.problem().is_some(), "of the next summary it is told too");
        fs::remove_file(desk.state()).unwrap();
        retitle(&mut session, "三");
        keeper.follow(&session, Some(desk.state()));
        assert_eq!((keeper.unkept(), keeper.problem()), (None, None));
    }

    #[test]
    fn a_copy_stays_until_there_is_another() {
        let desk = Desk::new();
        let mut session = Session::new(titled("一"), SharedMarks::Asian);
        let mut keeper = Keeper::immediate();
        keeper.follow(&session, Some(desk.state()));
        fs::write(desk.path("文稿"), "不是文件夹").unwrap();
        retitle(&mut session, "二");
        keeper.follow(&session, Some(desk.path("文稿/.suigao")));
        assert!(keeper.unkept().is_some());
        drop(keeper);
        assert_eq!(desk.offered(), ["一"]);
    }

    #[test]
    fn a_folder_that_was_cleared_away_is_made_anew() {
        let desk = Desk::new();
        let mut session = Session::new(titled("一"), SharedMarks::Asian);
        let mut keeper = Keeper::immediate();
        keeper.follow(&session, Some(desk.state()));
        fs::remove_dir_all(desk.state()).unwrap();
        retitle(&mut session, "二");
        keeper.follow(&session, Some(desk.state()));
        assert_eq!(keeper.unkept(), None);
        drop(keeper);
        assert_eq!(desk.offered(), ["二"]);
    }

    #[test]
    fn one_failure_is_not_the_end_of_keeping() {
        use std::sync::atomic::{AtomicBool, Ordering};
        let desk = Desk::new();
        fs::write(desk.state(), "不是文件夹").unwrap();
        let mut session = Session::new(titled("一"), SharedMarks::Asian);
        let failed = AtomicBool::new(false);
        let mut keeper = Keeper::new(move || {
            assert!(failed.swap(true, Ordering::Relaxed), "waking the window fails once");
        });
        keeper.follow(&session, Some(desk.state()));
        keeper.finish();
        assert!(keeper.problem().is_some());
        fs::remove_file(desk.state()).unwrap();
        retitle(&mut session, "二");
        keeper.follow(&session, Some(desk.state()));
        keeper.finish();
        assert_eq!(keeper.unkept(), None);
        drop(keeper);
        while desk.offered() != ["二"] {
            std::thread::yield_now();
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_them() {
        use std::os::unix::fs::PermissionsExt;
        let desk = Desk::new();
        let session = Session::new(titled("总结"), SharedMarks::Asian);
        let mut keeper = Keeper::immediate();
        keeper.follow(&session, Some(desk.state()));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = desk.state().join("recovery");
        assert_eq!((mode(&desk.state()), mode(&folder)), (0o700, 0o700));
        for entry in fs::read_dir(folder).unwrap() {
            assert_eq!(mode(&entry.unwrap().path()), 0o600);
        }
    }
}

mod versions {
    use super::*;

    fn titles(versions: &[open::Version]) -> Vec<String> {
        versions.iter().map(|version| version.content.as_ref().unwrap().0.title_line()).collect()
    }

    #[test]
    fn every_save_keeps_the_version_before() {
        let desk = Desk::new();
        let path = desk.path("总结.ron");
        let mut session = Session::new(titled("一"), SharedMarks::Asian);
        for title in ["二", "三", "四"] {
            desk.save(&mut session, &path, Replace::Own).unwrap();
            retitle(&mut session, title);
        }
        let versions = open::versions("id-一", Some(&path), &desk.roots());
        assert_eq!(titles(&versions), ["二", "一"], "the latest first; 三 is in the file");
        assert!(versions.iter().all(|version| version.own));
        let saved = |n: usize| versions[n].backup.saved;
        assert!(saved(0) > saved(1));
    }

    #[test]
    fn saving_the_same_text_again_adds_none() {
        let desk = Desk::new();
        let path = desk.path("总结.ron");
        let mut session = Session::new(titled("一"), SharedMarks::Asian);
        for _ in 0..3 {
            desk.save(&mut session, &path, Replace::Own).unwrap();
        }
        assert_eq!(open::versions("id-一", Some(&path), &desk.roots()).len(), 1);
    }

    #[test]
    fn a_copy_elsewhere_is_told_apart() {
        let desk = Desk::new();
        let (here, there) = (desk.path("总结.ron"), desk.path("送审.ron"));
        let mut session = Session::new(titled("一"), SharedMarks::Asian);
        for (path, title) in [(&here, "二"), (&here, "三"), (&there, "四"), (&there, "五")] {
            desk.save(&mut session, path, Replace::Anything).unwrap();
            retitle(&mut session, title);
        }
        let versions = open::versions("id-一", Some(&there), &desk.roots());
        let mut told: Vec<_> = titles(&versions).into_iter().zip(versions.iter().map(|v| v.own)).collect();
        told.sort();
        assert_eq!(told, [("一".to_owned(), false), ("三".to_owned(), true)]);
    }

    /// Whoever agreed to replace a file can still have it back.
    #[test]
    fn a_file_replaced_by_agreement_is_kept_too() {
        let desk = Desk::new();
        let path = desk.path("总结.ron");
        let theirs = project::to_bytes(&titled("他们的")).unwrap();
        fs::write(&path, &theirs).unwrap();
        let mut session = Session::new(titled("我的"), SharedMarks::Asian);
        desk.save(&mut session, &path, Replace::Anything).unwrap();
        let versions = open::versions("id-我的", Some(&path), &desk.roots());
        assert_eq!(fs::read(&versions[0].backup.path).unwrap(), theirs);
    }

    #[test]
    fn a_ring_that_cannot_be_written_stops_no_save_and_is_told() {
        let desk = Desk::new();
        let path = desk.saved("一");
        fs::write(desk.state(), "不是文件夹").unwrap();
        let mut session = Session::new(titled("二"), SharedMarks::Asian);
        let save = session.save(Target::new(path.clone(), Replace::Anything), Some(desk.state()));
        assert!(session.saved(save.run()).unwrap().is_some());
        assert_eq!(project::load(&path).unwrap().project, titled("二"));
    }

    #[test]
    fn writing_in_place_needs_a_version_that_is_kept() {
        let desk = Desk::new();
        let path = desk.saved("一");
        let in_place =
            |ring| SaveOptions { ring, method: Method::InPlace, ..SaveOptions::new(Expected::Any) };
        let refused = project::save(&path, &titled("二"), &in_place(None));
        assert!(matches!(refused, Err(WriteError::Refused { .. })), "{refused:?}");
        assert_eq!(project::load(&path).unwrap().project, titled("一"));
        let ring = Ring::new(&desk.state(), "id-二");
        project::save(&path, &titled("二"), &in_place(Some(ring.clone()))).unwrap();
        assert_eq!(project::load(&path).unwrap().project, titled("二"));
        let kept = backup::read(&ring.list()[0]).unwrap();
        assert_eq!(project::parse(&kept).unwrap().project, titled("一"));
        fs::remove_dir_all(desk.state()).unwrap();
        fs::write(desk.state(), "不是文件夹").unwrap();
        assert!(project::save(&path, &titled("三"), &in_place(Some(ring))).is_err());
        assert_eq!(project::load(&path).unwrap().project, titled("二"));
    }
}

/// Answers that come when another text is open.
mod answers {
    use super::*;

    #[test]
    fn a_save_says_nothing_about_another_session() {
        let desk = Desk::new();
        let (one, other) = (desk.saved("一"), desk.path("另一份.ron"));
        let mut first = desk.open(&one);
        retitle(&mut first, "一改");
        let saved = first.save(Target::new(one.clone(), Replace::Own), None).run();
        let mut second = Session::new(titled("二"), SharedMarks::Asian);
        retitle(&mut second, "二改");
        assert_eq!(first.revision(), second.revision());
        assert!(!saved.is_of(&second));
        second.saved(saved).unwrap();
        assert!(second.is_modified() && second.path().is_none());
        desk.save(&mut second, &other, Replace::Own).unwrap();
        assert!(!second.is_modified());
        assert_eq!(project::load(&one).unwrap().project.title_line(), "一改");
    }

    #[test]
    fn what_a_save_under_way_holds_is_told_from_what_was_typed_since() {
        let desk = Desk::new();
        let path = desk.saved("一");
        let mut session = desk.open(&path);
        assert!(!session.is_unsaved());
        retitle(&mut session, "二");
        assert!(session.is_unsaved());
        let save = session.save(Target::new(path, Replace::Own), None);
        assert!(session.is_saving() && session.is_modified() && !session.is_unsaved());
        retitle(&mut session, "三");
        assert!(session.is_unsaved());
        session.saved(save.run()).unwrap();
        assert!(session.is_unsaved() && !session.is_saving());
    }

    #[test]
    fn only_what_was_seen_is_replaced_and_only_nothing_is_filled() {
        let desk = Desk::new();
        let path = desk.saved("一");
        let mut session = desk.open(&path);
        retitle(&mut session, "我的");
        let found = project::save(&path, &titled("二"), &SaveOptions::new(Expected::Any)).unwrap().hash;
        project::save(&path, &titled("三"), &SaveOptions::new(Expected::Any)).unwrap();
        for replace in [Replace::Own, Replace::Seen(found), Replace::Nothing] {
            let error = desk.save(&mut session, &path, replace).unwrap_err();
            assert!(matches!(error, SaveError::Write(WriteError::Conflict { .. })), "{replace:?}");
            assert_eq!(project::load(&path).unwrap().project, titled("三"), "{replace:?}");
        }
        fs::remove_file(&path).unwrap();
        let missing = desk.save(&mut session, &path, Replace::Own).unwrap_err();
        let is_missing = |error: &SaveError| {
            matches!(error, SaveError::Write(WriteError::Conflict { conflict: Conflict::Missing, .. }))
        };
        assert!(is_missing(&missing), "{missing:?}");
        desk.save(&mut session, &path, Replace::Nothing).unwrap();
        assert_eq!(project::load(&path).unwrap().project.title_line(), "我的");
    }

    #[test]
    fn opening_its_own_file_again_keeps_the_lock() {
        let desk = Desk::new();
        let path = desk.saved("一");
        let session = desk.open(&path);
        let own = session.own();
        let again = |path: &Path| open::open_over(path, How::Ask, &desk.roots(), own.as_ref());
        assert!(matches!(open::open(&path, How::Ask, &desk.roots()), Opening::Taken(_)));
        assert!(matches!(again(&desk.path("没有.ron")), Opening::Failed(_)));
        assert!(lock::beside(&path).exists());
        let Opening::Open(opened) = again(&path) else { panic!() };
        assert_eq!(opened.state, State::Own);
        drop(session);
        assert!(lock::beside(&path).exists(), "the new one has it");
        drop((own, opened));
        assert!(!lock::beside(&path).exists());
    }

    #[test]
    fn saving_elsewhere_lets_the_first_file_go() {
        let desk = Desk::new();
        let (one, other) = (desk.saved("一"), desk.path("另一份.ron"));
        let mut session = desk.open(&one);
        desk.save(&mut session, &other, Replace::Own).unwrap();
        assert!(!lock::beside(&one).exists() && lock::beside(&other).exists());
    }
}

mod two_people {
    use super::*;

    #[test]
    fn the_second_is_told_who_has_it_and_may_read_copy_or_take_over() {
        let desk = Desk::new();
        let path = desk.saved("总结");
        let first = desk.open(&path);
        let ask = |how| open::open(&path, how, &desk.roots());
        let Opening::Taken(Some(holder)) = ask(How::Ask) else { panic!("it is open") };
        assert_eq!(holder.process, std::process::id());
        let state = |opening| match opening {
            Opening::Open(opened) => opened.state,
            other => panic!("{other:?}"),
        };
        assert!(matches!(state(ask(How::ReadOnly)), State::ReadOnly(ReadOnly::Taken(Some(_)))));
        assert_eq!(state(ask(How::Copy)), State::Copy);
        let Opening::Open(taken) = ask(How::TakeOver) else { panic!() };
        assert_eq!(taken.state, State::Own);
        drop(first);
        assert!(lock::beside(&path).exists(), "the first leaves the other's lock alone");
        drop(taken);
        assert!(!lock::beside(&path).exists());
        assert_eq!(state(ask(How::Ask)), State::Own);
    }

    #[test]
    fn what_can_only_be_read_stays_as_it_is() {
        let desk = Desk::new();
        let path = desk.saved("总结");
        let _first = desk.open(&path);
        let Opening::Open(opened) = open::open(&path, How::ReadOnly, &desk.roots()) else { panic!() };
        let mut session = Session::opened(*opened, SharedMarks::Asian);
        assert_eq!(session.apply(Edit::SetTitle(vec!["改".into()]), 0.0, (None, None)), None);
        assert!(!session.is_modified());
        session.become_copy();
        retitle(&mut session, "改");
        assert_eq!(session.path(), None);
    }

    #[test]
    fn a_name_that_is_open_elsewhere_is_not_saved_over() {
        let desk = Desk::new();
        let path = desk.saved("总结");
        let _first = desk.open(&path);
        let mut session = Session::new(titled("另一份"), SharedMarks::Asian);
        let error = desk.save(&mut session, &path, Replace::Anything).unwrap_err();
        assert!(matches!(error, SaveError::Taken(_, Some(_))), "{error:?}");
        assert_eq!(project::load(&path).unwrap().project, titled("总结"));
    }

    /// Locks as another process or machine leaves them: what is written in them, and how many
    /// seconds ago. What the other machine's clock says does not matter.
    #[test]
    fn whose_locks_count() {
        let desk = Desk::new();
        let path = desk.saved("总结");
        let now = backup::now() / 1000;
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        let own = {
            let _lock = Lock::acquire(&path, Claimed::Respect).unwrap();
            fs::read_to_string(lock::beside(&path)).unwrap()
        };
        let host = own.split("host: \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let holder = |host: &str, boot: &str, beat: i64| {
            let since = now - 7200;
            format!(
                "(user: \"甲\", host: \"{host}\", process: 1, boot: \"{boot}\", since: {since}, beat: {beat})"
            )
        };
        let (named, unknown, free) = (Some(true), Some(false), None);
        for (text, ago, taken) in [
            (holder(&host, boot.trim(), now), 0, free), // crashed: the system has let its lock go
            (holder(&host, "x", now), 0, free),         // before the machine was started anew
            (holder("别的电脑", "x", now), 30, named),  // there
            (holder("别的电脑", "x", now - 3600), 30, named), // there, its clock an hour slow
            (holder("别的电脑", "x", now + 3600), 30, named), // there, its clock an hour fast
            (holder("别的电脑", "x", now), 3600, free), // gone for an hour
            ("乱码".into(), 30, unknown),
            ("乱码".into(), 3600, free),
            (String::new(), 0, free),   // ended before it was written
            ("\0\0\0".into(), 0, free), // as a power cut leaves it
        ] {
            fs::write(lock::beside(&path), &text).unwrap();
            let written = SystemTime::now() - Duration::from_secs(ago);
            fs::File::options().write(true).open(lock::beside(&path)).unwrap().set_modified(written).unwrap();
            let result = Lock::acquire(&path, Claimed::Respect);
            let found = match &result {
                Ok(_) => None,
                Err(LockError::Taken(holder)) => Some(holder.is_some()),
                Err(error) => panic!("{error:?}"),
            };
            assert_eq!(found, taken, "{text}, {ago} seconds ago");
        }
        fs::remove_file(lock::beside(&path)).unwrap_or_default();
        let left = fs::read_dir(desk.folder.path()).unwrap().count();
        assert_eq!(left, 1, "looking at locks leaves nothing");
    }

    #[test]
    fn opening_leaves_no_lock_behind_and_a_link_shares_its_files() {
        let desk = Desk::new();
        let path = desk.saved("总结");
        drop(desk.open(&path));
        assert!(!lock::beside(&path).exists());
        #[cfg(unix)]
        {
            let link = desk.path("快捷方式.ron");
            std::os::unix::fs::symlink(&path, &link).unwrap();
            let _first = desk.open(&link);
            assert!(matches!(open::open(&path, How::Ask, &desk.roots()), Opening::Taken(_)));
        }
    }
}

mod damage {
    use super::*;

    fn survivors(desk: &Desk, path: &Path) -> Vec<rescue::Survivor> {
        match open::open(path, How::Ask, &desk.roots()) {
            Opening::Damaged(damage) => damage.survivors,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_in_another_encoding_opens_from_itself() {
        let desk = Desk::new();
        let path = desk.saved("青石镇总结");
        let text = fs::read_to_string(&path).unwrap();
        let (gb, _, _) = encoding_rs::GB18030.encode(&text);
        let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        for (name, bytes) in [
            ("GB18030", gb.into_owned()),
            ("UTF-16 LE", wide(u16::to_le_bytes)),
            ("UTF-16 BE", wide(u16::to_be_bytes)),
        ] {
            fs::write(&path, &bytes).unwrap();
            let found = survivors(&desk, &path);
            assert!(matches!(&found[0].origin, Origin::Encoding(e) if e.label().starts_with(name)), "{name}");
            assert_eq!(found[0].project, titled("青石镇总结"));
            assert_eq!(found[0].integrity, Integrity::Intact);
            assert_eq!(fs::read(&path).unwrap(), bytes, "nothing is written");
        }
    }

    #[test]
    fn changed_by_hand_too_it_is_told() {
        let desk = Desk::new();
        let path = desk.saved("青石镇总结");
        let text = fs::read_to_string(&path).unwrap().replace("青石镇", "云溪县");
        fs::write(&path, encoding_rs::GB18030.encode(&text).0).unwrap();
        let found = survivors(&desk, &path);
        let Project { title, .. } = &found[0].project;
        assert_eq!((title[0].as_str(), found[0].integrity), ("云溪县总结", Integrity::ChecksumDiffers));
    }

    /// Characters that nobody wrote are not offered as the file's own.
    #[test]
    fn a_flipped_bit_is_no_other_encoding() {
        let desk = Desk::new();
        for title in ["青石镇总结", "青石镇年终总结", "“青石镇”2026年"] {
            let path = desk.saved(title);
            // The numeral 一、 is no numeral in another encoding, and so tells it too.
            let whole = fs::read_to_string(&path).unwrap().replace("一、", "1.").into_bytes();
            for at in (0..whole.len()).filter(|&at| whole[at] >= 0x80) {
                let mut bytes = whole.clone();
                bytes[at] ^= 0x80;
                fs::write(&path, &bytes).unwrap();
                let other = |s: &rescue::Survivor| matches!(s.origin, Origin::Encoding(_));
                assert!(!survivors(&desk, &path).iter().any(other), "{title}, byte {at}");
            }
        }
    }

    #[test]
    fn a_broken_file_is_replaced_by_the_latest_that_survives() {
        let desk = Desk::new();
        let path = desk.path("总结.ron");
        let mut session = Session::new(titled("一"), SharedMarks::Asian);
        for title in ["二", "三"] {
            desk.save(&mut session, &path, Replace::Own).unwrap();
            retitle(&mut session, title);
        }
        crashed(&desk, session);
        let good = fs::read(&path).unwrap();
        for bytes in [b"".to_vec(), vec![0; good.len()], good[..good.len() / 2].to_vec()] {
            fs::write(&path, &bytes).unwrap();
            let found = survivors(&desk, &path);
            let titles: Vec<_> = found.iter().map(|survivor| survivor.project.title_line()).collect();
            assert_eq!(titles, ["三", "一"], "the recovery copy, then the backup");
            assert!(matches!(found[0].origin, Origin::Recovery(_)));
            assert!(matches!(found[1].origin, Origin::Backup(_)));
        }
    }

    /// A template is whole, and no summary.
    #[test]
    fn a_template_is_told_and_not_called_damaged() {
        rust_i18n::set_locale("zh-CN");
        let desk = Desk::new();
        let path = desk.path("模板.ron");
        let template = fs::read("templates/2-niandu.ron").unwrap();
        fs::write(&path, &template).unwrap();
        let Opening::Failed(error) = open::open(&path, How::Ask, &desk.roots()) else { panic!() };
        assert!(error.to_string().contains("这是模板，不是文稿"), "{error}");
        assert_eq!(rescue::survivors(&path, &template, &[]), []);
    }

    /// What is damaged is told for what it is.
    #[test]
    fn damage_is_told_with_its_line() {
        rust_i18n::set_locale("zh-CN");
        let desk = Desk::new();
        let path = desk.saved("青石镇总结");
        let whole = fs::read(&path).unwrap();
        let text = String::from_utf8(whole.clone()).unwrap();
        let within = text.find("石镇总结").unwrap() + 1;
        let line = text[..within - 1].lines().count();
        let mut broken = whole.clone();
        broken[within] = b'?';
        for (bytes, words) in [
            (whole[..within].to_vec(), format!("文件到第 {line} 行就中断了")),
            (whole[..within + 2].to_vec(), format!("文件到第 {line} 行就中断了")),
            (broken, format!("文件在第 {line} 行损坏（第 {within} 字节起不是文字）")),
            (vec![0; 99], "文件里全是空字节".into()),
            (vec![], "文件是空的".into()),
            (b"\xC7\xE0\xCA\xAF".to_vec(), "文件不是 UTF-8 编码（第 1 行，第 1 字节起）".into()),
        ] {
            fs::write(&path, &bytes).unwrap();
            let Opening::Damaged(damage) = open::open(&path, How::Ask, &desk.roots()) else { panic!() };
            let told = damage.error.to_string();
            assert!(told.starts_with(&words), "{told}, and not {words}");
        }
    }

    /// With no copy anywhere, the words that are left are all there is.
    #[test]
    fn of_a_cut_file_what_can_be_read_is_offered() {
        let desk = Desk::new();
        let path = desk.saved("青石镇总结");
        let whole = fs::read_to_string(&path).unwrap();
        let cut = &whole.as_bytes()[..whole.find("closing").unwrap()];
        fs::write(&path, cut).unwrap();
        let found = survivors(&desk, &path);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (&found[0].origin, found[0].project.title_line().as_str()),
            (&Origin::Salvaged, "青石镇总结")
        );
        assert!(!found[0].project.id.is_empty());
        assert_eq!(fs::read(&path).unwrap(), cut);
    }

    #[test]
    fn a_newer_file_is_shown_and_only_shown() {
        let desk = Desk::new();
        let path = desk.saved("青石镇总结");
        let text = fs::read_to_string(&path).unwrap();
        let newer = text.replacen("version: 1", "version: 9", 1).replacen("title:", "colour: Red, title:", 1);
        fs::write(&path, &newer).unwrap();
        let Opening::Open(opened) = open::open(&path, How::Ask, &desk.roots()) else { panic!() };
        assert_eq!(opened.state, State::ReadOnly(ReadOnly::Newer(9)));
        let mut session = Session::opened(*opened, SharedMarks::Asian);
        assert_eq!(session.project().title_line(), "青石镇总结");
        assert_eq!(session.apply(Edit::SetTitle(vec!["改".into()]), 0.0, (None, None)), None);
        assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    }

    #[test]
    fn a_damaged_copy_is_shown_all_the_same() {
        let desk = Desk::new();
        crashed(&desk, Session::new(titled("青石镇"), SharedMarks::Asian));
        let copy = open::list(&desk.roots()).remove(0).found.path;
        let text = fs::read_to_string(&copy).unwrap();
        fs::write(&copy, text.replace("青石镇", "清石镇")).unwrap();
        assert_eq!(desk.offered(), ["清石镇"]);
        fs::write(&copy, &text.as_bytes()[..text.len() - 9]).unwrap();
        let listed = open::list(&desk.roots());
        assert!(listed[0].found.content.is_err(), "one that is cut is told");
        assert_eq!(fs::read(&copy).unwrap(), &text.as_bytes()[..text.len() - 9], "and left alone");
    }
}

/// What a file is, is told from its first lines: the rest may be lost.
#[test]
fn copies_are_known_by_their_beginning() {
    let desk = Desk::new();
    let path = desk.saved("青石镇");
    let mut session = desk.open(&path);
    retitle(&mut session, "青石镇改");
    crashed(&desk, session);
    crashed(&desk, Session::new(titled("没有文件的"), SharedMarks::Asian));
    let copies: Vec<_> = recovery::all(&desk.roots()).map(|copy| fs::read(copy).unwrap()).collect();
    assert_eq!(copies.len(), 2);
    for bytes in &copies {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let body = text.split_once('\n').unwrap().1;
        for text in [&text, body, &text.replace('\n', "\r\n"), &text[..text.len() / 2]] {
            assert!(recovery::is_copy(text.as_bytes()), "{text}");
        }
    }
    for bytes in
        [&fs::read(&path).unwrap()[..], b"(version: 1, project: (kept: 1))", b"", b"(version:", b"kept: 1"]
    {
        assert!(!recovery::is_copy(bytes), "{}", String::from_utf8_lossy(bytes));
    }
    assert!(recovery::is_copy(b"SuigaoRecovery(version: 1, kept: 1, project: ())"));
}

#[test]
fn copies_of_a_newer_program_are_told() {
    let desk = Desk::new();
    crashed(&desk, Session::new(titled("青石镇"), SharedMarks::Asian));
    let copy = recovery::all(&desk.roots()).next().unwrap();
    let text = fs::read_to_string(&copy).unwrap();
    let newer = Err(FoundError::Content(ContentError::Newer { found: 2, known: 1 }));
    for (from, to) in [
        ("// suigao 1 ", "// suigao 2 "),
        ("version: 1,", "version: 2,"),
        ("version: 1,", "version: 2,\n  owner: \"新的一项\","),
    ] {
        fs::write(&copy, text.replace(from, to)).unwrap();
        assert_eq!(recovery::read(&copy), newer, "{to}");
    }
}

/// On a disk that can only be read there are no locks, and the copies are wanted all the more.
#[test]
fn copies_are_shown_where_no_lock_can_be_made() {
    let desk = Desk::new();
    crashed(&desk, Session::new(titled("青石镇"), SharedMarks::Asian));
    let copy = recovery::all(&desk.roots()).next().unwrap();
    fs::create_dir(copy.with_extension("lock")).unwrap();
    assert!(matches!(Claim::take(&copy), Err(ClaimError::Io(_))));
    assert_eq!(desk.offered(), ["青石镇"]);
}

/// What crashes have left in the program's own folders goes at the next start; what may still be in
/// use, and what is no leftover, stays.
#[test]
fn a_start_clears_up_what_crashes_have_left() {
    let desk = Desk::new();
    let dirs = Dirs::below(desk.folder.path());
    let project = desk.path("总结.ron");
    let temp = |folder: &str| format!("{folder}/.总结.ron.aB3xYz.suigao.tmp");
    crashed(&desk, Session::new(titled("要的"), SharedMarks::Asian));
    let in_use = Claim::new(&desk.state(), "在写").unwrap();
    let old = ["state/recovery", "state/backups/甲", "state/backups/乙", "state/log", "state/print"];
    let old = old.iter().chain(&["config", "config/profiles", "templates", "."]).map(|folder| temp(folder));
    let old: Vec<String> =
        old.chain(["state/recovery/死.lock".into(), "state/print/昨天.pdf".into()]).collect();
    let kept =
        ["state/recovery/.新.ron.aB3xYz.suigao.tmp", "state/backups/甲/1-1.ron", "state/print/刚才.pdf"];
    let write = |name: &str, hours: u64| {
        fs::create_dir_all(desk.path(name).parent().unwrap()).unwrap();
        let file = fs::File::create(desk.path(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3600)).unwrap();
    };
    old.iter().for_each(|name| write(name, 25));
    kept.iter().for_each(|name| write(name, 0));
    let below = vec![project.parent().unwrap().to_path_buf()];
    sweep::all(&desk.roots(), &dirs, &below);
    for name in &old {
        assert!(!desk.path(name).exists(), "{name}");
    }
    for name in kept {
        assert!(desk.path(name).exists(), "{name}");
    }
    assert_eq!(desk.offered(), ["要的"]);
    assert!(in_use.path().with_extension("lock").exists(), "a window is just beginning to keep");
}

#[cfg(unix)]
#[test]
fn stale_temporary_files_are_swept_and_young_ones_left() {
    use suigao::store::writer::temps;
    let desk = Desk::new();
    let now = SystemTime::now();
    for (name, age) in [
        (".总结.ron.aB3xYz.suigao.tmp", 3600),
        (".总结.ron.qqqqqq.suigao.tmp", 60),
        (".别的程序.tmp", 3600),
        ("总结.suigao.tmp", 3600),
    ] {
        let file = fs::File::create(desk.path(name)).unwrap();
        file.set_modified(now - Duration::from_secs(age)).unwrap();
    }
    assert_eq!(temps::sweep(desk.folder.path(), now), 1);
    assert!(!desk.path(".总结.ron.aB3xYz.suigao.tmp").exists());
    assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 3);
}

/// The text of a large summary is written by the thread; the window only hands it over, and copies
/// none of it.
#[test]
fn a_large_text_is_handed_over_and_not_copied() {
    let desk = Desk::new();
    let mut project = titled("大");
    project.closing = Arc::new(suigao::model::Section {
        paragraphs: vec!["青石镇".repeat(200); 1000],
        ..suigao::model::Section::new(3)
    });
    let mut session = Session::new(project, SharedMarks::Asian);
    let mut keeper = Keeper::new(|| {});
    let text = session.project().closing.clone();
    for n in 0..50 {
        retitle(&mut session, &format!("第{n}次"));
        let before = Arc::strong_count(session.project());
        keeper.follow(&session, Some(desk.state()));
        // The thread has this very project now, until it is given the next.
        assert!(Arc::strong_count(session.project()) > before, "第{n}次");
        assert!(Arc::ptr_eq(&session.project().closing, &text), "one text, however often it is kept");
    }
    keeper.finish();
    let kept = recovery::read(&recovery::all(&desk.roots()).next().unwrap()).unwrap().copy.project;
    assert!(kept.closing == text, "all of it");
    drop((keeper, session));
    while desk.offered() != ["第49次"] {
        std::thread::yield_now();
    }
}

/// The child of the test below: it writes, and fails before the pause of the keeper is over.
#[test]
fn a_program_that_fails() {
    let Some(state) = std::env::var_os("SUIGAO_TEST_FAILS").map(PathBuf::from) else { return };
    let session = Session::new(titled("失败之前"), SharedMarks::Asian);
    let mut keeper = Keeper::new(|| {});
    suigao::session::crash::install(&keeper, state.join("log"));
    keeper.follow(&session, Some(state));
    // A message of the standard library that quotes the text.
    let text = "青石镇的文字".to_owned();
    let within = text.len() - 1;
    let _ = std::thread::spawn(move || text[within..].len()).join();
    // Gone without any of the ends that a program has.
    std::process::abort();
}

#[test]
fn a_panic_keeps_the_text_and_notes_only_its_place() {
    let desk = Desk::new();
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_program_that_fails", "--nocapture"])
        .env("SUIGAO_TEST_FAILS", desk.state())
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert_eq!(desk.offered(), ["失败之前"]);
    let notes: Vec<_> = fs::read_dir(desk.state().join("log")).unwrap().flatten().collect();
    assert_eq!(notes.len(), 1);
    let note = fs::read_to_string(notes[0].path()).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    for told in [note, said] {
        assert!(told.contains("tests/recovery.rs:"), "{told}");
        assert!(!told.contains("index") && !told.contains("青石镇"), "{told}");
    }
}
