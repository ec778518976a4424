//! Page profiles as files: those of the program, those of the user, and mistakes in them.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use suigao::model::Profile;
use suigao::model::profile::{Cells, Mm, NoRoom, NumberPlace, OutOfBounds, Pitch, Pt};
use suigao::store::mistake::Wanted;
use suigao::store::profile::{self, ProfileError, Replace};
use suigao::store::project::{self, Note};
use suigao::store::template::Origin;
use suigao::store::{Fault, Mistake};

/// A profile of an office, whole enough to have mistakes in.
const GOOD: &str = r#"// 青石镇
(
  name: "青石镇",
  margins: (top: 37, left: 28.5),
  grid: (columns: 28, pitch: Points(28.5)),
  sizes: (body: 16),
  fonts: (body: ["仿宋"]),
  indent: 2,
  page_number: (place: Centre),
)
"#;

fn mistake(text: &str) -> Mistake {
    match profile::parse("青石镇.ron", text) {
        Err(ProfileError::Mistake { file, mistake }) => {
            assert_eq!(file, "青石镇.ron");
            mistake
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn what_is_left_out_is_as_in_the_standard() {
    for text in [GOOD.to_owned(), format!("\u{FEFF}{GOOD}"), GOOD.replace('\n', "\r\n")] {
        let profile = profile::parse("x.ron", &text).unwrap();
        let standard = Profile::default();
        assert_eq!((profile.name.as_str(), profile.margins.left.get()), ("青石镇", 28.5));
        assert_eq!(profile.grid.pitch, Pitch::Points(Pt::new(28.5).unwrap()));
        assert_eq!(profile.page_number.place, NumberPlace::Centre);
        assert_eq!((profile.paper, profile.grid.lines), (standard.paper, standard.grid.lines));
        assert_eq!(profile.fonts.title, standard.fonts.title);
    }
    assert_eq!(profile::parse("甲/乙.ron", "()").unwrap().name, "乙", "not the standard's");
    let named = profile::parse("甲/乙.ron", "(overflow: Hang, grid: (pitch: Points(30)))").unwrap();
    assert_eq!(named.name, "乙");
}

#[test]
fn mistakes_have_their_place() {
    let bounds = |least: &str, most: &str, found: &str| {
        let [least, most, found] = [least, most, found].map(ToOwned::to_owned);
        Fault::OutOfBounds(Box::new(OutOfBounds { least, most, found }))
    };
    let unknown = |found: &str, expected| Fault::UnknownValue { found: found.into(), expected };
    let places = || vec!["Outside", "Right", "Centre", "None"];
    for (from, to, line, column, fault) in [
        ("top: 37", "top: 3700", 4, 18, bounds("0", "1000", "3700")),
        ("top: 37", "top: -1.5 ", 4, 18, bounds("0", "1000", "-1.5")),
        ("top: 37", "top: 1e9", 4, 18, bounds("0", "1000", "1000000000")),
        ("body: 16", "body: 0", 6, 17, bounds("1", "200", "0")),
        ("columns: 28", "columns: 128", 5, 19, bounds("0", "100", "128")),
        ("Points(28.5)", "Points(0.5)", 5, 37, bounds("1", "200", "0.5")),
        ("columns: 28", "columns: -1", 5, 20, Fault::Number),
        ("columns: 28", "columns: 2", 5, 19, Fault::NoRoom(NoRoom::Columns { columns: 2 })),
        ("indent: 2", "indent: 27", 8, 11, Fault::NoRoom(NoRoom::Indent { cells: 27, columns: 28 })),
        ("left: 28.5", "left: 180", 4, 12, Fault::NoRoom(NoRoom::Width { width: 4.0, size: 22.0 })),
        ("Centre", "Center", 9, 24, unknown("Center", places())),
        ("\"青石镇\"", "\"\"", 3, 9, Fault::NoName),
        ("indent: 2,", "indent: 2，", 8, 12, Fault::FullWidth { found: '，', wanted: ',' }),
        ("[\"仿宋\"]", "\"仿宋\"", 7, 17, Fault::Expected(Wanted::List)),
        ("indent: 2", "indent: 两", 8, 11, Fault::Expected(Wanted::Number)),
    ] {
        assert!(GOOD.contains(from), "{from}");
        let found = mistake(&GOOD.replacen(from, to, 1));
        assert_eq!((found.line, found.column, &found.fault), (line, column, &fault), "{to}");
        assert!(
            GOOD.replacen(from, to, 1)
                .lines()
                .nth(line - 1)
                .unwrap()
                .contains(found.text.trim_matches(['…', ' ']))
        );
    }
    let key = mistake(&GOOD.replacen("indent", "indnet", 1));
    assert!(matches!(&key.fault, Fault::UnknownKey { found, .. } if found == "indnet"), "{key:?}");
    assert!(matches!(mistake("").fault, Fault::Expected(Wanted::Group)));
}

#[test]
fn every_reason_is_a_sentence() {
    let reasons = [
        NoRoom::Width { width: -4.0, size: 22.0 },
        NoRoom::Height { height: 3.26, size: 16.0 },
        NoRoom::Columns { columns: 2 },
        NoRoom::Lines { lines: 0 },
        NoRoom::Narrow { columns: 40, size: 16.0, width: 156.0 },
        NoRoom::Low { lines: 60, size: 16.0, height: 225.0 },
        NoRoom::Indent { cells: 27, columns: 28 },
        NoRoom::Number { gap: 36.0, bottom: 35.0 },
    ];
    for language in [suigao::words::CHINESE, "en"] {
        suigao::words::set(Some(language));
        for sentence in reasons.iter().map(ToString::to_string) {
            assert!(sentence.ends_with(['。', '.']) && !sentence.contains("%{"), "{sentence}");
        }
    }
    suigao::words::set(Some(suigao::words::CHINESE));
    let found = profile::parse("镇.ron", "(\n  sizes: (body: 500),\n)").unwrap_err().to_string();
    assert_eq!(
        found,
        "版式“镇.ron”有误：第 2 行第 17 个字符，500 不能用在这里，请写 1 到 200 之间的数。这一行是：sizes: (body: 500),。"
    );
}

#[test]
fn of_the_program() {
    let errors: Vec<String> = profile::built_in_errors().iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let [standard, centred, pitch] = profile::built_in() else { panic!("three") };
    assert_eq!(*standard, Profile::default(), "the file says what the program does without it");
    let mut expected = Profile { name: "页码居中".into(), ..Profile::default() };
    expected.page_number.place = NumberPlace::Centre;
    assert_eq!(*centred, expected);
    let mut expected = Profile { name: "行距28磅".into(), ..Profile::default() };
    expected.grid.pitch = Pitch::Points(Pt::new(28.0).unwrap());
    assert_eq!(*pitch, expected);
}

#[test]
fn of_the_user() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("一.ron"), GOOD).unwrap();
    fs::write(path("二.ron"), GOOD.replace("28.5", "29")).unwrap();
    fs::write(path("三.ron"), "(name: \"页码居中\", indent: 3)").unwrap();
    fs::write(path("四.ron"), b"(name: \"\xC7\xE0\")").unwrap();
    fs::write(path("五.ron"), "(overflow: Hang)").unwrap();
    fs::write(path("六.ron"), "(margin: ())").unwrap();
    fs::write(path("说明.txt"), "不是版式").unwrap();
    fs::create_dir(path("七.ron")).unwrap();
    let (profiles, errors) = profile::all(folder.path());
    let listed: Vec<(&str, Option<&Path>)> = profiles
        .iter()
        .map(|(profile, origin)| match origin {
            Origin::User(path) => (profile.name.as_str(), Some(path.as_path())),
            Origin::BuiltIn => (profile.name.as_str(), None),
        })
        .collect();
    let (one, three, five) = (path("一.ron"), path("三.ron"), path("五.ron"));
    assert_eq!(
        listed,
        [
            ("国标", None),
            ("页码居中", Some(three.as_path())),
            ("行距28磅", None),
            ("青石镇", Some(one.as_path())),
            ("五", Some(five.as_path())),
        ]
    );
    assert_eq!(errors.len(), 4, "{errors:?}");
    assert!(errors.iter().any(|error| matches!(error, ProfileError::Mistake { mistake, .. }
        if mistake.line == 3 && matches!(mistake.fault, Fault::DuplicateProfile { .. }))));
    assert!(errors.iter().any(|error| matches!(error, ProfileError::NotUtf8 { byte: 8, .. })));

    let find = |name: &str| profile::find(name, folder.path());
    assert_eq!(find("页码居中").unwrap().indent, Cells::new(3).unwrap());
    assert_eq!(find("国标").unwrap(), Profile::default());
    assert_eq!(find(path("二.ron").to_str().unwrap()).unwrap().margins.left, Mm::new(29.0).unwrap());
    assert!(matches!(find("六"), Err(ProfileError::Mistake { .. })), "the one that is meant");
    assert!(matches!(find("没有.ron"), Err(ProfileError::Unreadable(_))));
    match find("没有") {
        Err(ProfileError::Unknown { name, known }) => {
            assert_eq!((name.as_str(), known.len()), ("没有", 5));
        }
        other => panic!("{other:?}"),
    }
    let (without, errors) = profile::all(&path("没有这个夹"));
    assert_eq!((without.len(), errors.len()), (3, 0));
}

#[test]
fn keeping_and_deleting() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("config/profiles");
    let mut own = Profile { name: "青石/镇 𠮷".into(), ..Profile::default() };
    own.page_number.place = NumberPlace::Right;
    own.margins.left = Mm::new(25.4).unwrap();
    let path = profile::save(&folder, &own, Replace::No).unwrap();
    assert_eq!(
        (path.parent(), profile::find("青石/镇 𠮷", &folder)),
        (Some(folder.as_path()), Ok(own.clone()))
    );
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(profile::parse("", &text), Ok(own.clone()));

    let changed = Profile { title_space: suigao::model::profile::Lines::new(2).unwrap(), ..own.clone() };
    let refused = profile::save(&folder, &changed, Replace::No);
    assert!(matches!(refused, Err(ProfileError::Write(_))), "{refused:?}");
    assert_eq!(profile::load(&path), Ok(own.clone()));
    assert_eq!(profile::save(&folder, &changed, Replace::Yes), Ok(path.clone()));
    assert_eq!(profile::load(&path), Ok(changed));

    // Another name that makes the same file name does not replace it.
    let other = Profile { name: "青石-镇 𠮷".into(), ..own.clone() };
    assert_ne!(profile::save(&folder, &other, Replace::Yes).unwrap(), path);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);

    for broken in [
        Profile { name: " ".into(), ..own.clone() },
        Profile { grid: suigao::model::profile::Grid { columns: Cells::new(1).unwrap(), ..own.grid }, ..own },
    ] {
        profile::save(&folder, &broken, Replace::No).unwrap_err();
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    profile::delete(&path).unwrap();
    profile::delete(&path).unwrap();
    assert!(!path.exists());
}

/// The first form in which a project carried a profile: it loads for ever, and is written so.
#[test]
fn a_project_with_its_profile() {
    const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/project-v1-profile.ron");
    let loaded = project::load(Path::new(FIXTURE)).unwrap();
    let mut expected = profile::built_in()[1].clone();
    expected.name = "青石镇".into();
    expected.margins.left = Mm::new(25.4).unwrap();
    assert_eq!((*loaded.project.profile == expected, loaded.notes.as_slice()), (true, &[][..]));
    assert_eq!(project::to_bytes(&loaded.project).unwrap(), fs::read(FIXTURE).unwrap());
    let standard = suigao::model::Project { profile: Arc::default(), ..loaded.project };
    let text = String::from_utf8(project::to_bytes(&standard).unwrap()).unwrap();
    assert!(!text.contains("profile"), "the standard is not written down");
}

#[test]
fn a_project_whose_profile_leaves_no_room() {
    let bytes = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/project-v1-profile.ron")).unwrap();
    let text = String::from_utf8(bytes).unwrap().replace("columns: 28", "columns: 0");
    let parsed = project::parse(text.as_bytes()).unwrap();
    assert_eq!(parsed.project.profile, Arc::default());
    assert_eq!(parsed.notes, [Note::Profile(NoRoom::Columns { columns: 0 })]);
    assert!(!parsed.project.title.is_empty());
}

/// Whatever passes the check can be laid out, and what is laid out stands on the paper.
#[test]
fn what_is_allowed_can_be_laid_out() {
    let mut project = suigao::model::Project::new("x".into());
    project.title = vec!["青石镇2026年安全生产工作总结".into()];
    let text = "镇党委召开专题会议6次，签订责任书32份，整改率98.6%。".repeat(20);
    Arc::make_mut(&mut project.opening).paragraphs = vec![text];
    project.signature = Some(suigao::model::project::Signature {
        unit: "青石镇人民政府".into(),
        date: "2026年12月1日".into(),
    });
    let mut random = fastrand::Rng::with_seed(9704);
    let mut allowed = 0;
    while allowed < 300 {
        let mut pick = |values: &[f32]| values[random.usize(..values.len())];
        let mut profile = Profile::default();
        let mm = |value| Mm::new(value).unwrap();
        profile.paper.width = mm(pick(&[30.0, 148.0, 210.0, 1000.0]));
        profile.paper.height = mm(pick(&[30.0, 210.0, 297.0, 1000.0]));
        profile.margins.left = mm(pick(&[0.0, 28.0, 100.0]));
        profile.margins.top = mm(pick(&[0.0, 37.0, 200.0]));
        profile.sizes.body = Pt::new(pick(&[1.0, 5.0, 16.0, 60.0, 200.0])).unwrap();
        profile.sizes.title = Pt::new(pick(&[1.0, 22.0, 60.0, 200.0])).unwrap();
        profile.grid.columns = Cells::new(pick(&[4.0, 5.0, 28.0, 100.0]) as usize).unwrap();
        profile.grid.lines =
            suigao::model::profile::Lines::new(pick(&[0.0, 3.0, 22.0, 100.0]) as usize).unwrap();
        profile.grid.pitch = match pick(&[0.0, 1.0, 28.0, 200.0]) {
            0.0 => Pitch::Fill,
            pitch => Pitch::Points(Pt::new(pitch).unwrap()),
        };
        profile.indent = Cells::new(pick(&[0.0, 2.0, 3.0, 50.0]) as usize).unwrap();
        profile.title_space = suigao::model::profile::Lines::new(pick(&[0.0, 1.0, 100.0]) as usize).unwrap();
        profile.signature.space = profile.title_space;
        if profile.check().is_err() {
            continue;
        }
        allowed += 1;
        project.profile = Arc::new(profile.clone());
        let layout = suigao::page::lay_out(&project, &suigao::page::Fonts::bundled());
        let lines: usize = layout.pages.iter().map(|page| page.lines.len()).sum();
        let said: usize = layout.paragraphs.iter().map(|paragraph| paragraph.lines.len()).sum();
        assert_eq!(lines, said, "{profile:?}");
        for placed in layout.pages.iter().flat_map(|page| &page.lines) {
            assert!(placed.baseline > 0.0 && placed.baseline <= layout.height, "{placed:?} {profile:?}");
        }
    }
}
