//! The disk: what is saved is what is loaded, nothing is replaced unasked, and every mistake in a
//! file is told with its place.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

#[path = "store/qingshi.rs"]
mod qingshi;

use qingshi::qingshi;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use suigao::model::{Field, Guidance, Limit, Marker, Project, Section, Unit};
use suigao::store::dirs::Home;
use suigao::store::envelope::{EnvelopeError, Integrity};
use suigao::store::project::{self, ContentError, LoadError, Note, SaveOptions};
use suigao::store::settings::{Presence, Theme};
use suigao::store::template::{self, Origin, TemplateError};
use suigao::store::{
    Access, Cause, Conflict, Dirs, Expected, Fault, Hash, Settings, WriteError, WriteOptions, writer,
};

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/project-v1.ron");

fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("岁稿 测试").tempdir().unwrap()
}

/// Every name in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn write(path: &Path, bytes: &[u8], expected: Expected) -> Result<Hash, WriteError> {
    writer::write(path, bytes, &WriteOptions::new(expected))
}

fn parse_back(project: &Project) -> Project {
    let parsed = project::parse(&project::to_bytes(project).unwrap()).unwrap();
    assert_eq!(parsed.integrity, Integrity::Intact);
    assert_eq!(parsed.notes, []);
    parsed.project
}

mod the_writer {
    use super::*;

    #[test]
    fn writes_new_replaces_known_and_refuses_the_rest() {
        let folder = folder();
        let path = folder.path().join("青石镇总结.ron");
        let first = write(&path, "一".as_bytes(), Expected::New).unwrap();
        assert_eq!(first, Hash::of("一".as_bytes()));
        let conflict = |conflict| Err(WriteError::Conflict { path: path.clone(), conflict });
        assert_eq!(write(&path, b"x", Expected::New), conflict(Conflict::Exists));
        let second = write(&path, "二".as_bytes(), Expected::Hash(first)).unwrap();
        assert_eq!(write(&path, b"x", Expected::Hash(first)), conflict(Conflict::Changed(second)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "二");
        // What is to be written stands there already.
        assert_eq!(write(&path, "二".as_bytes(), Expected::Hash(first)), Ok(second));
        write(&path, "三".as_bytes(), Expected::Any).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(write(&path, b"x", Expected::Hash(second)), conflict(Conflict::Missing));
        assert_eq!(names(folder.path()), [] as [&str; 0]);
        write(&path, "四".as_bytes(), Expected::Any).unwrap();
        assert_eq!(names(folder.path()), ["青石镇总结.ron"]);
    }

    #[test]
    fn refuses_what_is_no_file() {
        let folder = folder();
        let path = folder.path().join("文件夹");
        fs::create_dir(&path).unwrap();
        assert_eq!(write(&path, b"x", Expected::Any), Err(WriteError::Folder { path: path.clone() }));
        assert_eq!(write(Path::new("/"), b"x", Expected::Any), Err(WriteError::Folder { path: "/".into() }));
        let inside = folder.path().join("没有/总结.ron");
        let missing = Err(WriteError::FolderMissing { path: inside.clone() });
        assert_eq!(write(&inside, b"x", Expected::New), missing);
        let long = folder.path().join(format!("{}.ron", "镇".repeat(84)));
        let too_long = Err(WriteError::Io { path: long.clone(), cause: Cause::NameTooLong });
        assert_eq!(write(&long, b"x", Expected::New), too_long);
        assert_eq!(names(folder.path()), ["文件夹"]);
    }

    #[test]
    fn names_up_to_the_limit_are_written() {
        let folder = folder();
        for name in [
            format!("{}.ron", "镇".repeat(83)),
            format!("a{}.ron", "镇".repeat(83)),
            format!("{}.ron", "𠮷".repeat(62)),
            "x".repeat(255),
            "总".into(),
        ] {
            let path = folder.path().join(&name);
            let hash = write(&path, b"1", Expected::New).unwrap();
            write(&path, b"2", Expected::Hash(hash)).unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"2", "{name}");
            assert_eq!(names(folder.path()), [name]);
            fs::remove_file(&path).unwrap();
        }
    }

    #[test]
    fn what_does_not_verify_is_not_written() {
        let folder = folder();
        let path = folder.path().join("总结.ron");
        write(&path, b"old", Expected::New).unwrap();
        let refuse = |bytes: &[u8]| bytes == b"else";
        let options = WriteOptions { verify: Some(&refuse), ..WriteOptions::new(Expected::Any) };
        let error = Err(WriteError::Verify { path: path.clone() });
        assert_eq!(writer::write(&path, b"new", &options), error);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["总结.ron"]);
        writer::write(&path, b"else", &options).unwrap();
    }

    /// Of many that expect the same bytes exactly one may replace them.
    #[test]
    fn writers_at_once_never_overwrite_each_other() {
        let folder = folder();
        let path = folder.path().join("总结.ron");
        let mut hash = write(&path, b"0", Expected::New).unwrap();
        for round in 0..20 {
            let results: Vec<_> = std::thread::scope(|scope| {
                let save = |writer: usize| {
                    let (path, text) = (&path, format!("第{round}轮，第{writer}人"));
                    scope.spawn(move || write(path, text.as_bytes(), Expected::Hash(hash)))
                };
                let threads: Vec<_> = (0..8).map(save).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let won: Vec<Hash> = results.iter().filter_map(|result| result.clone().ok()).collect();
            assert_eq!(won.len(), 1, "{results:?}");
            assert_eq!(Hash::of(&fs::read(&path).unwrap()), won[0]);
            let lost = |r: &&Result<_, _>| matches!(r, Err(WriteError::Conflict { conflict: Conflict::Changed(found), .. }) if *found == won[0]);
            assert_eq!(results.iter().filter(lost).count(), 7, "{results:?}");
            hash = won[0];
        }
        assert_eq!(names(folder.path()), ["总结.ron"]);
    }

    #[test]
    fn of_many_new_files_one_is_made() {
        let folder = folder();
        let path = folder.path().join("总结.ron");
        let won = std::thread::scope(|scope| {
            let threads: Vec<_> =
                (0..8).map(|_| scope.spawn(|| write(&path, b"x", Expected::New).is_ok())).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).filter(|won| *won).count()
        });
        assert_eq!((won, names(folder.path())), (1, vec!["总结.ron".to_owned()]));
    }

    #[cfg(unix)]
    mod on_unix {
        use super::*;
        use std::os::unix::fs::{PermissionsExt, symlink};
        use std::process::Command;

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o7777
        }

        fn set_mode(path: &Path, mode: u32) {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }

        #[test]
        fn modes_stay() {
            let folder = folder();
            let usual = folder.path().join("照旧");
            fs::write(&usual, "").unwrap();
            let path = folder.path().join("总结.ron");
            write(&path, b"x", Expected::New).unwrap();
            assert_eq!(mode(&path), mode(&usual), "that of any new file");
            for bits in [0o600, 0o640, 0o664, 0o755] {
                set_mode(&path, bits);
                write(&path, b"y", Expected::Any).unwrap();
                assert_eq!(mode(&path), bits);
            }
            let private = folder.path().join("设置.ron");
            writer::write(&private, b"x", &WriteOptions::private()).unwrap();
            assert_eq!(mode(&private), 0o600);
            let options = WriteOptions { access: Access::Private, ..WriteOptions::new(Expected::New) };
            assert!(writer::write(&private, b"x", &options).is_err());
        }

        #[test]
        fn a_file_without_write_bit_is_left_alone() {
            let folder = folder();
            let path = folder.path().join("定稿.ron");
            write(&path, b"old", Expected::New).unwrap();
            assert!(writer::is_writable(&path));
            set_mode(&path, 0o444);
            assert!(!writer::is_writable(&path));
            let error = Err(WriteError::ReadOnly { path: path.clone() });
            assert_eq!(write(&path, b"new", Expected::Any), error);
            assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"old".to_vec(), 0o444));
            assert_eq!(names(folder.path()), ["定稿.ron"]);
        }

        #[test]
        fn links_are_followed() {
            let folder = folder();
            let (there, here) = (folder.path().join("网络盘"), folder.path().join("桌面"));
            fs::create_dir(&there).unwrap();
            fs::create_dir(&here).unwrap();
            let (file, link) = (there.join("总结.ron"), here.join("快捷方式.ron"));
            symlink("../网络盘/总结.ron", &link).unwrap();
            let hash = write(&link, b"1", Expected::New).unwrap();
            assert_eq!(fs::read(&file).unwrap(), b"1", "a link to nothing too");
            write(&link, b"2", Expected::Hash(hash)).unwrap();
            assert_eq!(fs::read(&file).unwrap(), b"2");
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            symlink("圈.ron", here.join("圈.ron")).unwrap();
            assert!(matches!(write(&here.join("圈.ron"), b"x", Expected::Any), Err(WriteError::Io { .. })));
            symlink(&there, here.join("夹.ron")).unwrap();
            assert!(matches!(
                write(&here.join("夹.ron"), b"x", Expected::Any),
                Err(WriteError::Folder { .. })
            ));
            assert_eq!(names(&there), ["总结.ron"]);
        }

        #[test]
        fn pipes_and_devices_are_refused() {
            let folder = folder();
            let pipe = folder.path().join("管道");
            assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
            for path in [pipe.as_path(), Path::new("/dev/null")] {
                let error = Err(WriteError::NotAFile { path: path.into() });
                assert_eq!(write(path, b"x", Expected::Any), error);
                assert!(matches!(project::load(path), Err(LoadError::Unreadable(_))));
            }
        }

        /// Root may do everything, so this says nothing when run as root.
        #[test]
        fn a_folder_without_write_permission() {
            let folder = folder();
            let shut = folder.path().join("只读");
            fs::create_dir(&shut).unwrap();
            set_mode(&shut, 0o555);
            if fs::write(shut.join("试"), "").is_ok() {
                return;
            }
            let path = shut.join("总结.ron");
            let error = Err(WriteError::Io { path: path.clone(), cause: Cause::PermissionDenied });
            assert_eq!(write(&path, b"x", Expected::New), error);
        }

        #[cfg(target_os = "linux")]
        #[test]
        fn a_file_system_that_takes_nothing() {
            let error = write(Path::new("/proc/岁稿.ron"), b"x", Expected::New).unwrap_err();
            assert!(matches!(error, WriteError::Io { .. } | WriteError::FolderMissing { .. }), "{error:?}");
        }
    }
}

mod projects {
    use super::*;

    /// A file of a version that was given out must load for ever, and the text it is saved as does
    /// not change by itself. Never make the file anew: a new form is a new version with a file of its own.
    #[test]
    fn version_1() {
        let project = qingshi();
        let loaded = project::load(Path::new(FIXTURE)).unwrap();
        assert_eq!(loaded.project, project);
        assert_eq!((loaded.integrity, loaded.notes.as_slice()), (Integrity::Intact, &[][..]));
        let bytes = fs::read(FIXTURE).unwrap();
        assert_eq!(project::to_bytes(&loaded.project).unwrap(), bytes);
        assert_eq!(loaded.hash, Hash::of(&bytes));
    }

    /// What a template requires goes with the project, and stands only in files that have it.
    #[test]
    fn required_parts() {
        let mut project = qingshi();
        let plain = project::to_bytes(&project).unwrap();
        assert!(!String::from_utf8(plain).unwrap().contains("required_parts"));
        project.required_parts = vec!["存在问题".into(), "下一步打算".into()];
        let bytes = project::to_bytes(&project).unwrap();
        let parsed = project::parse(&bytes).unwrap();
        assert_eq!((&parsed.project, parsed.integrity), (&project, Integrity::Intact));
        let whole = suigao::store::salvage::salvage(&bytes).unwrap();
        assert_eq!((whole.project, whole.complete), (project, true));
    }

    #[test]
    fn is_written_a_paragraph_a_line_and_readable() {
        let text = String::from_utf8(project::to_bytes(&qingshi()).unwrap()).unwrap();
        assert!(text.starts_with("// suigao 1 sha256="), "{text}");
        assert!(!text.contains("Some(") && !text.contains('\r') && text.ends_with(")\n"));
        for line in [
            "  version: 1,",
            "    limit: (",
            "      max: 3000,",
            "            \"压实责任。镇党委召开专题会议6次，签订责任书32份。\",",
            "            \"抓实教育。开展“以案说纪”教育4场，覆盖党员干部286人次。\",",
            "      marker: \"一、\",",
        ] {
            assert!(text.lines().any(|l| l.trim() == line.trim()), "{line} in {text}");
        }
    }

    #[test]
    fn save_and_load() {
        let folder = folder();
        let path = folder.path().join("青石镇2026年党风廉政建设工作总结.ron");
        let mut project = qingshi();
        let hash = project::save(&path, &project, &SaveOptions::new(Expected::New)).unwrap().hash;
        let loaded = project::load(&path).unwrap();
        assert_eq!((&loaded.project, loaded.hash, loaded.read_only), (&project, hash, false));
        assert_eq!(loaded.path, path);
        project.title = vec!["改".into()];
        project::save(&path, &project, &SaveOptions::new(Expected::Hash(loaded.hash))).unwrap();
        assert_eq!(project::load(&path).unwrap().project, project);
        assert!(matches!(
            project::save(&path, &project, &SaveOptions::new(Expected::New)),
            Err(WriteError::Conflict { .. })
        ));
    }

    #[test]
    fn what_cannot_be_read_back_is_not_saved() {
        let folder = folder();
        let path = folder.path().join("总结.ron");
        let mut project = qingshi();
        project.next_id = 1;
        assert_eq!(
            project::save(&path, &project, &SaveOptions::new(Expected::New)),
            Err(WriteError::Verify { path: path.clone() })
        );
        assert_eq!(names(folder.path()), [] as [&str; 0]);
    }

    #[test]
    fn every_character_in_every_text() {
        let all: String = ('\0'..=char::MAX).collect();
        type Put = fn(&mut Project, String);
        fn section(project: &mut Project) -> &mut Section {
            Arc::make_mut(&mut project.opening)
        }
        fn guidance(project: &mut Project) -> &mut Guidance {
            Arc::make_mut(&mut section(project).guidance)
        }
        let puts: [Put; 13] = [
            |project, all| project.id = all,
            |project, all| project.template = all,
            |project, all| project.title = vec![all],
            |project, all| project.fields[0].name = all,
            |project, all| project.fields[0].hint = all,
            |project, all| project.fields[0].value = all,
            |project, all| project.signature.as_mut().unwrap().unit = all,
            |project, all| project.signature.as_mut().unwrap().date = all,
            |project, all| section(project).heading = all,
            |project, all| section(project).paragraphs = vec![all],
            |project, all| guidance(project).about = all,
            |project, all| guidance(project).review = vec![all],
            |project, all| guidance(project).patterns = vec![all],
        ];
        std::thread::scope(|scope| {
            for (number, put) in puts.into_iter().enumerate() {
                let mut project = qingshi();
                put(&mut project, all.clone());
                scope.spawn(move || assert!(parse_back(&project) == project, "text {number}"));
            }
        });
    }

    /// One by one, where no neighbour helps an escape, and with the line ends of another system.
    #[test]
    fn every_character_alone() {
        let all: Vec<String> = ('\0'..=char::MAX).map(String::from).collect();
        for title in all.chunks(400_000) {
            let mut project = Project::new("a".into());
            project.title = title.to_vec();
            let bytes = project::to_bytes(&project).unwrap();
            assert!(project::parse(&bytes).unwrap().project == project);
            let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
            assert!(project::parse(text.as_bytes()).unwrap().project == project);
        }
    }

    #[test]
    fn extremes() {
        let empty = Project::new(String::new());
        assert_eq!(parse_back(&empty), empty);
        let mut project = qingshi();
        project.opening =
            Arc::new(Section { paragraphs: vec!["青石".repeat(50_000), String::new()], ..Section::new(1) });
        assert_eq!(parse_back(&project), project);
        let deep = |levels: u64| {
            let mut project = Project::new("深".into());
            let mut section = Section::new(100);
            for id in 1..levels {
                section = Section { children: vec![Arc::new(section)], ..Section::new(100 + id) };
            }
            project.body = Arc::new(Section { children: vec![Arc::new(section)], ..Section::new(2) });
            project.next_id = 1000;
            project
        };
        assert_eq!(parse_back(&deep(16)), deep(16));
        let bytes = project::to_bytes(&deep(17)).unwrap();
        assert_eq!(project::parse(&bytes), Err(ContentError::TooDeep { levels: 17, most: 16 }));
        assert!(project::to_bytes(&deep(200)).is_err());
        let bytes = project::to_bytes(&deep(16)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let text = text.replacen("children: [", &"children: [(id: 9, ".repeat(100_000), 1);
        let error = project::parse(text.as_bytes()).unwrap_err();
        assert!(
            matches!(&error, ContentError::Mistake(m) if m.fault == Fault::TooDeep { most: 16 }),
            "{error:?}"
        );
    }

    #[test]
    fn other_versions_and_other_files() {
        let text = String::from_utf8(project::to_bytes(&qingshi()).unwrap()).unwrap();
        let newer = text.replacen("version: 1,", "version: 2, mood: Happy([1, {2: (3)}]),", 1);
        let error = ContentError::Newer { found: 2, known: 1 };
        assert_eq!(project::parse(newer.as_bytes()), Err(error));
        let error = ContentError::Newer { found: 7, known: 1 };
        assert_eq!(project::parse(b"// suigao 7 sha256=00\n<xml/>"), Err(error));
        assert_eq!(project::parse(b""), Err(ContentError::Envelope(EnvelopeError::Empty)));
        let gbk = b"\xC7\xE0\xCA\xAF\xD5\xF2";
        let error = ContentError::Envelope(EnvelopeError::NotUtf8 { byte: 0, line: 1 });
        assert_eq!(project::parse(gbk), Err(error));
        for (from, to, fault) in [
            ("  version: 1,\n", "", Fault::MissingKey { key: "version" }),
            ("title: [", "titel: [", Fault::UnknownKey { found: "titel".into(), expected: vec![] }),
            ("title: [", "title： [", Fault::FullWidth { found: '：', wanted: ':' }),
        ] {
            let changed = text.replacen(from, to, 1);
            let Err(ContentError::Mistake(mistake)) = project::parse(changed.as_bytes()) else {
                panic!("{to} passed")
            };
            match (mistake.fault, fault) {
                (Fault::UnknownKey { found, .. }, Fault::UnknownKey { found: wanted, .. }) => {
                    assert_eq!(found, wanted);
                }
                (fault, wanted) => assert_eq!(fault, wanted),
            }
        }
        assert!(matches!(project::load(Path::new("没有.ron")), Err(LoadError::Unreadable(_))));
    }

    #[test]
    fn a_hand_edit_opens_and_is_told() {
        let text = String::from_utf8(project::to_bytes(&qingshi()).unwrap()).unwrap();
        let edited = text.replace("32份", "33份");
        let parsed = project::parse(edited.as_bytes()).unwrap();
        assert_eq!(parsed.integrity, Integrity::ChecksumDiffers);
        let (_, bare) = text.split_once('\n').unwrap();
        let parsed = project::parse(bare.as_bytes()).unwrap();
        assert_eq!((parsed.integrity, parsed.project), (Integrity::NoChecksum, qingshi()));
    }

    #[test]
    fn ids_are_put_right_and_told() {
        let mut project = qingshi();
        let (mut ids, next) = (vec![], project.next_id);
        project.closing = Arc::new(Section { id: 4, ..Section::clone(&project.closing) });
        project.opening = Arc::new(Section { id: u64::MAX, ..Section::clone(&project.opening) });
        let parsed = project::parse(&project::to_bytes(&project).unwrap()).unwrap();
        ids.extend(parsed.project.walk().map(|section| section.id));
        assert_eq!(
            parsed.notes,
            [Note::Renumbered { old: u64::MAX, new: next }, Note::Renumbered { old: 4, new: next + 1 }]
        );
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(ids.iter().all(|&id| id < parsed.project.next_id));
        for bad in [0, 3, u64::MAX] {
            let mut project = qingshi();
            project.next_id = bad;
            let parsed = project::parse(&project::to_bytes(&project).unwrap()).unwrap();
            assert_eq!(parsed.notes, [Note::NextId { old: bad, new: next }], "{bad}");
            assert_eq!(parsed.project, qingshi());
        }
    }

    /// Every `{{…}}` of the text is looked up among them.
    #[test]
    fn too_many_fields() {
        let with = |count: usize| {
            let mut project = qingshi();
            let field = |number| Field { name: format!("第{number}"), ..Field::default() };
            project.fields = (0..count).map(field).collect();
            project::parse(&project::to_bytes(&project).unwrap()).map(|parsed| parsed.project.fields.len())
        };
        assert_eq!(with(200), Ok(200));
        let error = ContentError::TooManyFields { fields: 201, most: 200 };
        assert_eq!(with(201), Err(error.clone()));
        assert!(error.to_string().contains("201") && error.to_string().contains("200"), "{error}");
    }

    /// Somebody chose 汉字数 and gave no figure yet: no reason not to save.
    #[test]
    fn a_limit_without_figures_is_saved() {
        let folder = folder();
        let path = folder.path().join("总结.ron");
        let empty = Limit { unit: Unit::Han, ..Limit::default() };
        let mut project = Project::new("号".into());
        project.limit = empty;
        project.body = Arc::new(Section { limit: empty, ..Section::clone(&project.body) });
        project::save(&path, &project, &SaveOptions::new(Expected::New)).unwrap();
        assert_eq!(project::load(&path).unwrap().project, project);
    }

    /// What was put right opens again without a word, also at the end of the ids' range.
    #[test]
    fn ids_are_put_right_once_and_for_all() {
        const LAST: u64 = (1 << 48) - 1;
        for (opening, body, closing, next) in
            [(1, 2, LAST, LAST + 1), (1, 1, LAST, LAST + 1), (1, 1, 1, LAST), (LAST + 1, LAST, LAST, 0)]
        {
            let mut project = Project::new("号".into());
            project.opening = Arc::new(Section::new(opening));
            project.body = Arc::new(Section::new(body));
            project.closing = Arc::new(Section::new(closing));
            project.next_id = next;
            let opened = project::parse(&project::to_bytes(&project).unwrap()).unwrap().project;
            let again = project::parse(&project::to_bytes(&opened).unwrap()).unwrap();
            assert_eq!((again.project, again.notes), (opened, vec![]), "{opening} {body} {closing} {next}");
        }
    }

    #[test]
    fn a_large_project_is_written_quickly() {
        let mut project = qingshi();
        let paragraph = "全年受理信访举报9件，办结9件，办结率100%。".repeat(10);
        project.opening = Arc::new(Section { paragraphs: vec![paragraph; 100], ..Section::new(1) });
        let start = std::time::Instant::now();
        let bytes = project::to_bytes(&project).unwrap();
        let parsed = project::parse(&bytes).unwrap();
        let time = start.elapsed();
        assert!(parsed.project == project);
        // 20 ms on a quiet machine without debug assertions; a loaded one must not fail the build.
        assert!(time.as_millis() < 500, "{time:?} for {} bytes", bytes.len());
    }

    /// A section takes forty times the memory of its text, so their number has an end.
    #[test]
    fn more_values_than_any_summary_has() {
        let with = |sections: usize| {
            let text = String::from_utf8(project::to_bytes(&Project::new("多".into())).unwrap()).unwrap();
            let text =
                text.replacen("body: (", &format!("body: (children: [{}],", "(id:9),".repeat(sections)), 1);
            project::parse(text.as_bytes())
        };
        assert!(with(300_000).is_ok());
        match with(400_000) {
            Err(ContentError::Mistake(mistake)) => {
                assert!(matches!(mistake.fault, Fault::TooMany { .. }), "{mistake:?}");
            }
            other => panic!("{:?}", other.map(|parsed| parsed.integrity)),
        }
    }

    /// What the user writes is no value, however many commas are in it.
    #[test]
    fn a_text_full_of_commas_is_saved() {
        let folder = folder();
        let path = folder.path().join("总结.ron");
        let mut project = qingshi();
        project.opening = Arc::new(Section { paragraphs: vec![",(".repeat(500_000)], ..Section::new(1) });
        project::save(&path, &project, &SaveOptions::new(Expected::New)).unwrap();
        assert_eq!(project::load(&path).unwrap().project, project);
    }
}

mod templates {
    use super::*;

    const GOOD: &str = r#"(
    id: "zong-jie",
    name: "工作总结",
    summary: ["标题", "正文"],
    for_whom: "乡镇",
    when: "年底",
    fields: [
        (name: "单位", kind: Unit, required: true),
        (name: "年度", kind: Year, default: "2026"),
    ],
    limit: (min: 1000, max: 3000),
    title: ["{{单位}}{{年度}}年工作总结"],
    opening: (text: ["在县委领导下，{{ 单位 }}完成任务。"]),
    body: (
        marker: "一、",
        children: [
            (heading: "强化领导", marker: "一是", run_in: true, limit: (max: 600)),
        ],
    ),
    closing: (text: ["{{年度+1}}年再接再厉。"]),
    signature: (unit: "{{单位}}人民政府", date: ""),
)
"#;

    fn mistake(from: &str, to: &str) -> suigao::store::Mistake {
        assert!(GOOD.contains(from), "{from}");
        match template::parse("模板.ron", &GOOD.replacen(from, to, 1)) {
            Err(TemplateError::Mistake { file, mistake }) => {
                assert_eq!(file, "模板.ron");
                mistake
            }
            other => panic!("{to}: {other:?}"),
        }
    }

    #[test]
    fn a_good_one() {
        for text in [GOOD.to_owned(), format!("\u{FEFF}{GOOD}"), GOOD.replace('\n', "\r\n")] {
            let template = template::parse("模板.ron", &text).unwrap();
            assert_eq!(template.limit, Limit { min: Some(1000), max: Some(3000), unit: Unit::Words });
            assert_eq!(template.body.children[0].marker, Marker::Point);
            assert!(template.signature.is_some());
        }
    }

    #[test]
    fn mistakes_have_their_place() {
        let fields = || vec!["单位".to_owned(), "年度".to_owned()];
        let markers = || Marker::ALL.map(Marker::sample).to_vec();
        let unknown = |found: &str, expected| Fault::UnknownValue { found: found.into(), expected };
        let field = |name: &str| Fault::UnknownField { name: name.into(), expected: fields() };
        for (from, to, line, column, fault) in [
            ("\"一是\"", "\"一，\"", 17, 40, unknown("一，", markers())),
            // As it is meant, not as it is written, and whatever else is on the line.
            ("\"一是\"", "\"一\\u{FF0C}\"", 17, 49, unknown("一，", markers())),
            ("Unit", "Town", 8, 28, unknown("Town", vec!["Text", "Year", "Unit", "Date"])),
            ("    when: \"年底\",\n", "", 21, 1, Fault::MissingKey { key: "when" }),
            ("when:", "name:", 6, 5, Fault::DuplicateKey { key: "name" }),
            ("when: \"", "when: “", 6, 11, Fault::FullWidth { found: '“', wanted: '"' }),
            ("\"年底\",", "\"年底\"，", 6, 15, Fault::FullWidth { found: '，', wanted: ',' }),
            ("run_in: true", "run_in: 是", 17, 53, Fault::Expected(suigao::store::mistake::Wanted::Flag)),
            ("max: 600", "max: -600", 17, 73, Fault::Number),
            ("max: 600", "max: 600)", 17, 77, Fault::Expected(suigao::store::mistake::Wanted::Comma)),
            ("zong-jie", "总结", 2, 9, Fault::BadId { id: "总结".into() }),
            ("\"工作总结\"", "\" \"", 3, 11, Fault::NoName),
            ("\"年度\", kind", "\"单位\", kind", 9, 16, Fault::DuplicateField { name: "单位".into() }),
            ("\"年度\", kind", "\"年+度\", kind", 9, 16, Fault::BadFieldName { name: "年+度".into() }),
            ("kind: Year", "kind: Text", 20, 23, Fault::NotAYear { name: "年度".into() }),
            ("min: 1000", "min: 5000", 11, 12, Fault::LimitOrder { min: 5000, max: 3000 }),
            ("{{单位}}人民", "{{单为}}人民", 21, 24, field("单为")),
            ("{{年度+1}}", "{{年份+1}}", 20, 23, field("年份+1")),
            ("{{年度+1}}", "{{年度+1}", 20, 23, Fault::UnclosedField),
            ("closing: (", "closing: (required: true, ", 20, 38, Fault::RequiredWithoutHeading),
        ] {
            let found = mistake(from, to);
            assert_eq!((found.line, found.column, &found.fault), (line, column, &fault), "{to}: {found:?}");
        }
        let found = mistake("run_in: true", "runin: true");
        assert!(matches!(&found.fault, Fault::UnknownKey { found, expected }
            if found == "runin" && expected.contains(&"run_in")));
        assert_eq!((found.line, found.text.contains("runin: true")), (17, true), "{found:?}");
    }

    #[test]
    fn too_many_levels() {
        let nested =
            |levels: usize| format!("body: ({}{}", "children: [(".repeat(levels), ")], ".repeat(levels));
        let with = |levels| {
            template::parse("模板.ron", &GOOD.replacen("body: (", &nested(levels), 1).replacen(
            "        marker: \"一、\",\n        children: [\n            (heading: \"强化领导\", marker: \"一是\", run_in: true, limit: (max: 600)),\n        ],\n", "", 1))
        };
        with(16).unwrap();
        for levels in [17, 40, 100_000] {
            assert!(
                matches!(with(levels), Err(TemplateError::Mistake { mistake, .. })
                    if mistake.fault == Fault::TooDeep { most: 16 }),
                "{levels}"
            );
        }
    }

    #[test]
    fn too_many_fields() {
        let with = |more: usize| -> String {
            let fields: String = (0..more).map(|number| format!("(name: \"第{number}\"), ")).collect();
            format!("fields: [{fields}")
        };
        template::parse("模板.ron", &GOOD.replacen("fields: [", &with(198), 1)).unwrap();
        let found = mistake("fields: [", &with(199));
        assert_eq!((found.line, found.fault), (7, Fault::TooManyFields { fields: 201, most: 200 }));
    }

    #[test]
    fn of_the_program() {
        let errors: Vec<String> = template::built_in_errors().iter().map(ToString::to_string).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let mut ids: Vec<&str> = template::built_in().iter().map(|template| template.id.as_str()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "every id once");
    }

    #[test]
    fn of_the_user() {
        let folder = folder();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("一.ron"), GOOD).unwrap();
        fs::write(path("二.ron"), GOOD.replace("工作总结\"", "另一个\"")).unwrap();
        fs::write(path("三.ron"), GOOD.replace("zong-jie", "san").replace("when:", "wann:")).unwrap();
        fs::write(path("四.ron"), b"\xC7\xE0").unwrap();
        fs::write(path("五.ron"), GOOD.replace("zong-jie", "wu")).unwrap();
        fs::write(path("说明.txt"), "不是模板").unwrap();
        fs::write(path(".五.x.ron"), "不是模板").unwrap();
        fs::create_dir(path("六.ron")).unwrap();
        let (templates, errors) = template::all(folder.path());
        let user: Vec<(&str, &Path)> = templates
            .iter()
            .filter_map(|(template, origin)| match origin {
                Origin::User(path) => Some((template.id.as_str(), path.as_path())),
                Origin::BuiltIn => None,
            })
            .collect();
        assert_eq!(user, [("zong-jie", path("一.ron").as_path()), ("wu", path("五.ron").as_path())]);
        assert_eq!(errors.len(), 4, "{errors:?}");
        assert!(errors.iter().any(|e| matches!(e, TemplateError::Mistake { mistake, .. }
            if mistake.line == 2 && matches!(mistake.fault, Fault::DuplicateTemplate { .. }))));
        let (without, errors) = template::all(&path("没有"));
        assert_eq!((without.len(), errors.len()), (template::built_in().len(), 0));
        for builtin in template::built_in() {
            fs::write(path("七.ron"), GOOD.replace("zong-jie", &builtin.id)).unwrap();
            let (templates, _) = template::all(folder.path());
            assert_eq!(templates.iter().filter(|(t, _)| t.id == builtin.id).count(), 1);
            assert!(templates.iter().any(|(t, o)| t.id == builtin.id && *o == Origin::User(path("七.ron"))));
        }
    }
}

#[test]
fn projects_are_known_by_their_beginning() {
    for (bytes, expected) in [
        (&b"// suigao 1 sha256=0\n("[..], true),
        (b"\xEF\xBB\xBF// suigao 1 sha256=0\n(", true),
        (b"Suigao(version: 1", true),
        (b"\n(\r\n  version: 1", true),
        ("// 今年的\n//\n(version: 1".as_bytes(), true),
        ("// 党风廉政建设工作总结\n(id:".as_bytes(), false),
        (b"//", false),
        ("（一）版本".as_bytes(), false),
        (b"(1) version", false),
        (b"", false),
    ] {
        assert_eq!(project::is_project(bytes), expected, "{}", String::from_utf8_lossy(bytes));
    }
}

mod settings {
    use super::*;

    /// Whoever wrote them by hand has them back.
    #[test]
    fn a_file_that_cannot_be_read_is_put_aside() {
        let folder = folder();
        let path = folder.path().join("settings.ron");
        let aside = folder.path().join("settings.ron.old");
        let save = || Settings::default().save(&path).unwrap();
        assert_eq!(save(), None);
        assert_eq!((save(), aside.exists()), (None, false), "nothing was wrong with it");
        for bytes in [&b"(zoom: "[..], b"(zoom: 150)\xFF", &[b' '; 2 << 20]] {
            fs::write(&path, bytes).unwrap();
            assert_eq!(save(), Some(aside.clone()));
            assert_eq!(fs::read(&aside).unwrap(), bytes);
            assert_eq!(Settings::load(&path), (Settings::default(), None));
        }
        // What cannot be put aside is not written over.
        fs::remove_file(&aside).unwrap();
        fs::create_dir(&aside).unwrap();
        fs::write(&path, "(zoom: ").unwrap();
        assert!(Settings::default().save(&path).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "(zoom: ");
    }

    #[test]
    fn round_trip() {
        let folder = folder();
        let path = folder.path().join("settings.ron");
        assert_eq!(Settings::load(&path), (Settings::default(), None));
        let mut settings = Settings { theme: Theme::Green, zoom: 125, ..Settings::default() };
        settings.last_folder = Some("/home/张三/文档".into());
        settings.touch_recent(Path::new("/home/张三/总结.ron"), "青石镇总结", 1_797_000_000);
        settings.save(&path).unwrap();
        assert_eq!(Settings::load(&path), (settings.clone(), None));
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            let bad = Path::new(std::ffi::OsStr::from_bytes(b"/home/\xC7\xE0.ron"));
            let mut with_bad = settings.clone();
            with_bad.touch_recent(bad, "", 0);
            with_bad.save(&path).unwrap();
            assert_eq!(Settings::load(&path), (settings, None), "all but that path");
        }
    }

    #[test]
    fn other_files() {
        let folder = folder();
        let path = folder.path().join("settings.ron");
        for (text, zoom, broken) in [
            ("()", 100, false),
            ("(zoom: 150, mood: Happy)", 150, false),
            ("(version: 9, zoom: 9000)", 300, false),
            ("(zoom: 0, window: (width: 0, height: 5))", 50, false),
            ("\u{FEFF}(zoom: 90)", 90, false),
            ("(zoom: 150", 100, true),
            ("(theme: Purple, zoom: 150)", 100, true),
            ("", 100, true),
            ("\0\0\0", 100, true),
        ] {
            fs::write(&path, text).unwrap();
            let (settings, error) = Settings::load(&path);
            assert_eq!((settings.zoom, error.is_some()), (zoom, broken), "{text:?}: {error:?}");
            assert_eq!(settings.window, None);
        }
        assert!(Settings::load(folder.path()).1.is_some(), "a folder");
    }

    #[test]
    fn recent_projects() {
        let folder = folder();
        let here = folder.path().join("在.ron");
        fs::write(&here, "").unwrap();
        let mut settings = Settings::default();
        for number in 0..30 {
            settings.touch_recent(&folder.path().join(format!("{number}.ron")), "", number);
        }
        settings.touch_recent(&here, "旧", 1);
        settings.touch_recent(&folder.path().join("29.ron"), "新", 2);
        settings.touch_recent(&here, "新", 3);
        let list = settings.list_recent();
        assert_eq!(list.len(), 20);
        assert_eq!((list[0].0.title.as_str(), list[0].1), ("新", Presence::There));
        assert_eq!((list[1].0.opened, list[1].1), (2, Presence::Missing));
        assert_eq!(list.iter().filter(|(recent, _)| recent.path == here).count(), 1);
    }
}

#[test]
fn folders() {
    let folder = folder();
    let dirs = Dirs::below(&folder.path().join("家/岁稿"));
    dirs.create().unwrap();
    dirs.create().unwrap();
    for path in [&dirs.config, &dirs.state, &dirs.templates] {
        assert!(path.is_dir());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o700, "{path:?}");
        }
    }
    fs::write(folder.path().join("文件"), "").unwrap();
    let below_file = Dirs::below(&folder.path().join("文件"));
    assert!(below_file.create().is_err());
}

/// `Dirs::find` reads the environment, so it is asked in a process of its own.
#[test]
fn folders_of_the_environment() {
    const ANSWER: &str = "SUIGAO_TEST_ANSWER";
    if let Some(answer) = std::env::var_os(ANSWER) {
        fs::write(answer, format!("{:?}", Dirs::find(Home::Usual).unwrap())).unwrap();
        return;
    }
    let folder = folder();
    let ask = |name: &str, value: &str| {
        let answer = folder.path().join("答");
        let status = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "folders_of_the_environment"])
            .env_remove("SUIGAO_HOME")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_STATE_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .env("HOME", folder.path())
            .env(ANSWER, &answer)
            .env(name, value)
            .output()
            .unwrap();
        assert!(status.status.success(), "{status:?}");
        fs::read_to_string(answer).unwrap()
    };
    let home = folder.path().join("盘");
    assert_eq!(ask("SUIGAO_HOME", home.to_str().unwrap()), format!("{:?}", Dirs::below(&home)));
    let relative = std::env::current_dir().unwrap().join("盘");
    assert_eq!(ask("SUIGAO_HOME", "盘"), format!("{:?}", Dirs::below(&relative)));
    if cfg!(all(unix, not(target_os = "macos"))) {
        let dirs = Dirs {
            config: folder.path().join("配置/suigao"),
            state: folder.path().join(".local/state/suigao"),
            templates: folder.path().join(".local/share/suigao/templates"),
            documents: folder.path().to_path_buf(),
        };
        let config = folder.path().join("配置");
        assert_eq!(ask("XDG_CONFIG_HOME", config.to_str().unwrap()), format!("{dirs:?}"));
    }
}

/// What the user reads, in both languages: whole sentences, without a key or a hole left in them.
#[test]
fn messages() {
    let path = || PathBuf::from("/home/张三/总结.ron");
    let mistake = || match template::parse("模板.ron", "(\n  id: \"a\"，\n)") {
        Err(TemplateError::Mistake { mistake, .. }) => mistake,
        other => panic!("{other:?}"),
    };
    let errors: Vec<Box<dyn Fn() -> String>> = vec![
        Box::new(move || WriteError::Conflict { path: path(), conflict: Conflict::Missing }.to_string()),
        Box::new(move || WriteError::Io { path: path(), cause: Cause::DiskFull }.to_string()),
        Box::new(move || WriteError::FolderMissing { path: path() }.to_string()),
        Box::new(move || template::parse("模板.ron", "(\n  id: \"a\"，\n)").unwrap_err().to_string()),
        Box::new(move || template::parse("模板.ron", "(idd: 3)").unwrap_err().to_string()),
        Box::new(move || ContentError::Mistake(mistake()).to_string()),
        Box::new(move || ContentError::Newer { found: 2, known: 1 }.to_string()),
        Box::new(move || {
            Fault::UnknownField { name: "单为".into(), expected: vec!["单位".into(), "年度".into()] }
                .to_string()
        }),
        Box::new(move || project::load(Path::new("没有.ron")).unwrap_err().to_string()),
    ];
    let say = |language: &str| -> Vec<String> {
        rust_i18n::set_locale(language);
        errors.iter().map(|error| error()).collect()
    };
    let (chinese, english) = (say("zh-CN"), say("en"));
    for message in chinese.iter().chain(&english) {
        assert!(!message.contains("store.") && !message.contains("%{"), "{message}");
    }
    assert!(english.iter().all(|message| message.ends_with(['.', ' ']) || message.contains("The line is")));
    assert_eq!(
        chinese[1],
        "没能保存“/home/张三/总结.ron”，原文件没有动：磁盘已满。请清理磁盘，或另存到别的盘。"
    );
    assert_eq!(
        chinese[3],
        "模板“模板.ron”有误：第 2 行第 10 个字符，这里的“，”是中文标点，请改为英文的 , 。这一行是：id: \"a\"，。"
    );
    assert_eq!(chinese[7], "{{单为}} 不是这个模板的要素。要素有：“单位”、“年度”。");
    assert_eq!(
        english[1],
        "“/home/张三/总结.ron” was not saved; the original is untouched. The disk is full. Make room, or save to another disk."
    );
}
