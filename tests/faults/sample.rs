//! Numbered versions of a made-up summary of the made-up 青石镇.

use fastrand::Rng;
use std::path::Path;
use std::sync::Arc;
use suigao::export::{self, Options};
use suigao::model::{Field, FieldKind, Limit, Profile, Project, Section};
use suigao::page::Fonts;
use suigao::store::envelope::Integrity;
use suigao::store::{Settings, profile, project};

const SENTENCES: [&str; 5] = [
    "镇党委专题研究3次，“一岗双责”落实到26个村（社区）。",
    "全年受理信访举报9件，办结9件，办结率100%。",
    "开展“以案说纪”教育4场，覆盖党员干部286人次。",
    "　　发放廉情\t明白卡1200余份；𠮷安路改造完成。",
    "{{单位}}把工作抓在日常、严在经常😀。",
];

/// Version `number`, always the same. Every fourth is large: some 100 KB instead of 2.
pub fn version(number: u64) -> Project {
    let mut rng = Rng::with_seed(number);
    let many = if number % 4 == 3 { 400 } else { 8 };
    let mut paragraph = || {
        let sentences: String = (0..4).map(|_| SENTENCES[rng.usize(..SENTENCES.len())]).collect();
        format!("{sentences}{}", rng.u64(..))
    };
    let mut project = Project::new("5f0c7a52".into());
    project.title = vec!["{{单位}}工作总结".into(), format!("第{number}稿")];
    project.limit = Limit::at_most(3000);
    project.fields = vec![Field {
        name: "单位".into(),
        kind: FieldKind::Unit,
        value: "青石镇".into(),
        ..Field::default()
    }];
    project.opening =
        Arc::new(Section { paragraphs: (0..many).map(|_| paragraph()).collect(), ..Section::new(1) });
    project
}

/// Which version a project file holds, if it holds one whole.
pub fn version_of_file(bytes: &[u8]) -> Option<u64> {
    let parsed = project::parse(bytes).ok().filter(|parsed| parsed.integrity == Integrity::Intact)?;
    version_of_project(&parsed.project)
}

/// Which version it is, if it is one.
pub fn version_of_project(project: &Project) -> Option<u64> {
    let number = number(project.title.last()?)?;
    (*project == version(number)).then_some(number)
}

/// Which version a finished text holds, if it holds one whole.
pub fn version_of_text(bytes: &[u8]) -> Option<u64> {
    let number = std::str::from_utf8(bytes).ok()?.lines().find_map(|line| number(line.trim()))?;
    (finished(number) == bytes).then_some(number)
}

/// The bytes of the finished text.
pub fn finished(number: u64) -> Vec<u8> {
    export::export(&version(number), &Options::default(), Fonts::bundled).unwrap()
}

/// Settings that hold a version, always the same and as long as it is.
pub fn settings(number: u64) -> Settings {
    let mut settings = Settings { zoom: 125, ..Settings::default() };
    let words = version(number).opening.paragraphs.concat();
    settings.touch_recent(Path::new("/青石镇/总结.ron"), &words, i64::try_from(number).unwrap());
    settings
}

/// Which version settings hold, if they hold one whole.
pub fn version_of_settings(bytes: &[u8]) -> Option<u64> {
    let found = Settings::parse(Path::new("settings.ron"), bytes).ok()?;
    let number = u64::try_from(found.recent.first()?.opened).ok()?;
    (found == settings(number)).then_some(number)
}

/// A page profile that holds a version, as [`settings`].
pub fn profile(number: u64) -> Profile {
    let words = version(number).opening.paragraphs.concat();
    let mut profile = Profile { name: "年终".into(), ..Profile::default() };
    profile.fonts.title = vec![format!("第{number}稿"), words];
    profile
}

/// Which version a profile holds, if it holds one whole.
pub fn version_of_profile(bytes: &[u8]) -> Option<u64> {
    let found = profile::parse("年终.ron", std::str::from_utf8(bytes).ok()?).ok()?;
    let number = number(found.fonts.title.first()?)?;
    (found == self::profile(number)).then_some(number)
}

fn number(title: &str) -> Option<u64> {
    title.strip_prefix('第')?.strip_suffix('稿')?.parse().ok()
}
