//! How good the checker is: what it finds of errors that were planted, how often it is wrong about
//! clean texts, and that its fixes do no harm. The texts are in `tests/data`.

#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use suigao::import::{self, Decoded, JunkChoice};
use suigao::judge::{Finding, Group, Report, Setup, Severity, fix};
use suigao::model::{Field, FieldKind, Project};
use suigao::session::check::{self, Checked, FixedText};

/// The sample that the program is built around: its folder is named by `SUIGAO_SAMPLES`.
const SAMPLE: &str = "2023-党风廉政建设工作总结.txt";

/// Of a hundred planted errors, how many are found at least.
const LEAST_FOUND: usize = 95;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// The texts of a folder, by their names.
fn texts(folder: &str) -> BTreeMap<String, String> {
    let files = fs::read_dir(data(folder)).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).unwrap())
    });
    texts.collect()
}

/// Whose the texts are that are not of 青石镇.
const UNITS: &[&str] = &["临水县税务局", "东屏县人民医院", "白沙中学", "松坪村", "安岭市水务局"];

/// A text as it is read, with its unit and the year that all of these texts have.
fn project(text: &str) -> Arc<Project> {
    let mut project = import::read(text, "checked".into(), &JunkChoice::KeepAll).project;
    let title = project.title_line();
    let unit = UNITS.iter().find(|unit| title.starts_with(**unit)).unwrap_or(&"青石镇");
    let field = |name: &str, kind, value: &str| Field {
        name: name.into(),
        kind,
        value: value.into(),
        ..Field::default()
    };
    project.fields = vec![field("单位", FieldKind::Unit, unit), field("年度", FieldKind::Year, "2026")];
    if *unit == "青石镇" {
        project.fields.push(field("上级", FieldKind::Unit, "云溪县"));
    }
    Arc::new(project)
}

fn checked(text: &str) -> Checked {
    rust_i18n::set_locale(suigao::words::CHINESE);
    check::text(text, &project(text), &Setup::default())
}

/// One finding where it stands in the file.
struct Told {
    line: usize,
    /// From 0, in characters.
    start: usize,
    end: usize,
    group: Group,
    severity: Severity,
    text: String,
}

fn told(file: &str, checked: &Checked) -> Vec<Told> {
    let findings = checked.report.findings.iter().zip(&checked.positions);
    let told = findings.map(|(finding, at)| {
        let (rule, words) = (finding.rule, &finding.words);
        let start = at.column - 1;
        let shown: String = words.chars().take(40).collect();
        let place = format!("{file}:{}:{}", at.line, at.column);
        let text = format!("{place} {} {} {shown:?}: {}", rule.severity.id(), rule.id, finding.message);
        let end = start + words.chars().count().max(1);
        Told { line: at.line, start, end, group: rule.group, severity: rule.severity, text }
    });
    told.collect()
}

/// A line of `planted.tsv`.
struct Planted {
    file: String,
    line: usize,
    /// From 1, in characters.
    column: usize,
    words: String,
    group: Group,
    what: String,
}

fn planted() -> Vec<Planted> {
    let table = fs::read_to_string(data("planted.tsv")).unwrap();
    let rows = table.lines().skip(1).map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [file, line, column, words, group, what] = cells[..] else { panic!("six cells: {row}") };
        let group = Group::ALL.into_iter().find(|known| format!("{known:?}").to_lowercase() == group);
        Planted {
            file: file.into(),
            line: line.parse().unwrap(),
            column: column.parse().unwrap(),
            words: words.into(),
            group: group.unwrap_or_else(|| panic!("a group: {row}")),
            what: what.into(),
        }
    });
    rows.collect()
}

#[test]
fn planted_words_stand_where_the_table_says() {
    let texts = texts("planted");
    let planted = planted();
    let mut per_group: BTreeMap<Group, usize> = BTreeMap::new();
    for Planted { file, line, column, words, group, .. } in &planted {
        let text = texts.get(file).unwrap_or_else(|| panic!("there is no {file}"));
        let found = text.split('\n').nth(line - 1).unwrap_or_else(|| panic!("{file} has no line {line}"));
        let found: String = found.chars().skip(column - 1).take(words.chars().count()).collect();
        assert_eq!(found, *words, "{file}:{line}:{column}");
        *per_group.entry(*group).or_default() += 1;
    }
    for (group, least) in [
        (Group::Leftovers, 30),
        (Group::Dates, 20),
        (Group::Names, 12),
        (Group::Figures, 12),
        (Group::Structure, 15),
        (Group::Marks, 25),
        (Group::Digits, 20),
        (Group::Words, 20),
        (Group::Repetition, 5),
        (Group::Characters, 6),
        (Group::Secrets, 3),
    ] {
        assert!(per_group.get(&group).is_some_and(|count| *count >= least), "{group:?}: {per_group:?}");
    }
}

#[test]
fn most_planted_errors_are_found() {
    let found: BTreeMap<String, Vec<Told>> =
        texts("planted").iter().map(|(file, text)| (file.clone(), told(file, &checked(text)))).collect();
    let planted = planted();
    let missed: Vec<&Planted> = planted
        .iter()
        .filter(|planted| {
            let start = planted.column - 1;
            let end = start + planted.words.chars().count();
            // Two figures, sentences or numerals disagree: which of them is told does not matter.
            let anywhere = matches!(planted.group, Group::Figures | Group::Repetition | Group::Structure);
            !found[&planted.file].iter().any(|told| {
                let overlaps = told.start < end && start < told.end;
                told.group == planted.group && told.line == planted.line && (anywhere || overlaps)
            })
        })
        .collect();
    for Planted { file, line, column, words, group, what } in &missed {
        println!("missed {file}:{line}:{column} {group:?} {words:?}: {what}");
    }
    println!("{} of {} planted errors are missed", missed.len(), planted.len());
    let found = (planted.len() - missed.len()) * 100;
    assert!(found >= planted.len() * LEAST_FOUND, "{} of {} are missed", missed.len(), planted.len());
}

#[test]
fn clean_texts_are_left_in_peace() {
    let texts = texts("clean");
    let characters: usize =
        texts.values().map(|text| text.chars().filter(|c| !c.is_whitespace()).count()).sum();
    assert!(characters >= 50_000, "{characters} characters measure little");
    let mut alarms: BTreeMap<Severity, Vec<String>> = BTreeMap::new();
    for (file, text) in &texts {
        for told in told(file, &checked(text)) {
            println!("false {}", told.text);
            alarms.entry(told.severity).or_default().push(told.text);
        }
    }
    for (severity, most) in [(Severity::Must, 1), (Severity::Should, 1), (Severity::Hint, 5)] {
        let count = alarms.get(&severity).map_or(0, Vec::len);
        println!("{}: {count} in {characters} characters", severity.id());
        assert!(count * 10_000 <= most * characters, "{}: {:#?}", severity.id(), alarms.get(&severity));
    }
}

#[test]
fn the_sample_has_what_is_wrong_with_it() {
    let Some(folder) = std::env::var_os("SUIGAO_SAMPLES") else {
        println!("skipped: SUIGAO_SAMPLES names no folder with {SAMPLE}");
        return;
    };
    let bytes = fs::read(Path::new(&folder).join(SAMPLE)).unwrap();
    let Decoded::Text { text, .. } = import::decode(&bytes).unwrap() else { panic!("undecided") };
    let read = import::read(&text, "sample".into(), &JunkChoice::KeepAll).project;
    rust_i18n::set_locale(suigao::words::CHINESE);
    let checked = check::text(&text, &Arc::new(read), &Setup::default());
    let findings = checked.report.findings.iter().zip(&checked.positions);
    let (hints, told): (Vec<_>, Vec<_>) = findings
        .map(|(finding, at)| (finding.rule.severity, format!("{}:{} {}", at.line, at.column, finding.words)))
        .partition(|(severity, _)| *severity == Severity::Hint);
    let told: Vec<&str> = told.iter().map(|(_, told)| told.as_str()).collect();
    let expected = [
        "1:1 XX",
        "2:29 **",
        "2:54 A新时代",
        "4:242 约话",
        "4:337 2－3",
        "8:179 议事议程",
        "8:340 廉洁文化",
        "9:1 ##paidbegin##",
        "9:58 A总书记",
        "10:1 ##paidend##",
    ];
    assert_eq!(told, expected);
    assert!(hints.len() <= 3, "{hints:?}");
}

/// Bits of summaries, right and wrong, that stand beside each other in any order.
fn bits() -> impl Strategy<Value = String> {
    let bits = [
        "全年",
        "办理",
        "案件",
        "青石镇",
        "石桥村",
        "强化落实",
        "其它",
        "截止",
        "布署",
        "帐目",
        "等",
        "的",
        "一是",
        "二是",
        "三是",
        "（一）",
        "一、",
        "1.",
        "2026",
        "2025",
        "26",
        "3",
        "12",
        "０８",
        "１",
        "年",
        "月",
        "日",
        "号",
        "件",
        "个",
        "万元",
        "%",
        "％",
        "个百分点",
        "增长",
        "约",
        "左右",
        "余",
        "，",
        "。",
        "、",
        "；",
        "：",
        ",",
        ".",
        ";",
        ":",
        "(",
        ")",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "〔",
        "〕",
        "[",
        "]",
        "-",
        "－",
        "—",
        "——",
        "--",
        "~",
        "～",
        "…",
        "...",
        " ",
        "　",
        "○",
        "〇",
        "二",
        "三",
        "十",
        "○二",
        "XX",
        "**",
        "A",
        "GB/T",
        "9704",
        "9:30",
        "𠮷",
        "😀",
        "#",
        "\n",
        "\u{200B}",
        "\u{200B}",
        "\u{FEFF}",
        "\u{A0}",
        "'",
        "\"",
        "‘",
        "’",
        "「",
        "」",
        "<<",
        ">>",
        "．",
        "．7%",
        "（一",
        "其它",
        "的的",
        "二○二六年",
        "（全年...)",
    ];
    let bits: Vec<String> = bits.iter().map(ToString::to_string).collect();
    prop::collection::vec(prop::sample::select(bits), 0..60).prop_map(|bits| bits.concat())
}

/// A text with everything fixed that is safe to fix, which is so for good.
fn settled(text: &str) -> Result<String, TestCaseError> {
    let before = checked(text);
    let FixedText { text: fixed, count, checked: now } = check::fixed_text(text, &before, &|_| true);
    prop_assert_eq!(count == 0, fixed == text);
    let after = checked(&fixed);
    prop_assert_eq!(by_rule(&now.report), by_rule(&after.report), "what is told is true of what is written");
    let again = check::fixed_text(&fixed, &after, &|_| true);
    prop_assert_eq!((again.text, again.count), (fixed.clone(), 0), "never settled: {:?}", text);
    nothing_new(&before.report, &after.report)?;
    Ok(fixed)
}

/// How often each rule found something.
fn by_rule(report: &Report) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(finding.rule.id).or_default() += 1;
    }
    counts
}

/// A finding is new if its rule, of whatever severity, finds more than it found before: words that
/// move, or are told of a little more or less of the line, are none.
fn nothing_new(before: &Report, after: &Report) -> Result<(), TestCaseError> {
    let before = by_rule(before);
    for (rule, count) in by_rule(after) {
        let known = before.get(rule).copied().unwrap_or(0);
        prop_assert!(count <= known, "{} finds more once the text is fixed", rule);
    }
    Ok(())
}

/// All safe fixes made at once in a project, as in the window.
fn settled_in_project(text: &str) -> Result<(), TestCaseError> {
    let before = checked(text).report;
    let read = before.project.clone().unwrap();
    let (fixed, count) = check::fixed(&read, &before, &|_| true);
    let fixed = Arc::new(fixed);
    prop_assert_eq!(count == 0, fixed == read);
    let after = check::project(&fixed, &Setup::default()).report;
    prop_assert_eq!(fix::safe(&after), [], "never settled: {:?}", text);
    nothing_new(&before, &after)
}

#[test]
fn fixes_of_planted_errors_do_no_harm() {
    let (mut fixable, mut fixed) = (0, 0);
    for (file, text) in texts("planted") {
        let before = checked(&text);
        let safe = |finding: &&Finding| finding.rule.safe && !finding.fixes.is_empty();
        fixable += before.report.findings.iter().filter(safe).count();
        fixed += check::fixed_text(&text, &before, &|_| true).count;
        settled(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        settled_in_project(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
    println!("{fixed} fixes made where {fixable} were safe");
    assert!(fixed * 100 >= fixable * 98, "caution keeps too much from being fixed: {fixed} of {fixable}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn fixes_of_any_text_settle(text in bits()) {
        settled(&text)?;
        settled_in_project(&text)?;
    }
}
