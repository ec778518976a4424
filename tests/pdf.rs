//! The PDF: what it says, where it says it, and what it does not tell. What other programs read in
//! it is asked of Poppler and qpdf where they are there.

#![allow(clippy::expect_used, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use suigao::export::pdf::{self, PdfError};
use suigao::export::txt::{self, TxtOptions};
use suigao::import::{self, JunkChoice};
use suigao::model::{Edit, Project, Signature};
use suigao::page::{self, Face, Fonts, Layout, Role};

const MM: f32 = 72.0 / 25.4;

const SAMPLE: &str = "中共青石镇委员会2026年度\n履行全面从严治党主体责任情况报告
　　2026年以来，青石镇党委坚持把责任扛在肩上，全面落实主体责任。现将有关情况报告如下。
　　一、扛牢主体责任
　　（一）强化政治统领。召开党委会议12次，专题研究“三重一大”事项36项；印发《2026年度任务清单》，明确“一岗双责”。\
一是抓学习，组织集中学习24次，交流研讨8次。二是抓落实，办结率达到93.3%，比2025年提高5.6个百分点。三是抓督查，发现问题17个、整改17个。
　　（二）压实工作责任。按照 GB/T 9704—2012 的要求，使用 Adobe Acrobat Reader 核对材料……
　　二、严格监督执纪
　　全年处置问题线索15件，立案6件，挽回经济损失128.5万元。
　　特此报告。
　　　　　　　　　　　　　　　　　　中共青石镇委员会
　　　　　　　　　　　　　　　　　　2026年12月20日";

fn read(text: &str) -> Project {
    import::read(text, "试".into(), &JunkChoice::KeepAll).project
}

fn project(title: &str, paragraphs: &[&str]) -> Project {
    let mut project = Project::new("试".into());
    project.title = title.lines().map(Into::into).collect();
    project.apply(Edit::SetParagraphs(1, paragraphs.iter().map(ToString::to_string).collect()));
    project
}

fn written(project: &Project) -> (Layout, Vec<u8>) {
    let fonts = Fonts::bundled();
    let layout = page::lay_out(project, &fonts);
    let bytes = pdf::render(project, &layout, &fonts).unwrap();
    assert_eq!(pdf::write(project, &fonts).unwrap(), bytes);
    (layout, bytes)
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).filter(|window| *window == part).count()
}

// ---- what the bytes show ----

#[test]
fn a_file_tells_its_title_and_language_alone() {
    let (layout, bytes) = written(&read(SAMPLE));
    assert!(bytes.starts_with(b"%PDF-1.7\n") && bytes.ends_with(b"%%EOF"));
    assert_eq!(count(&bytes, b"/Type/Page\n") + count(&bytes, b"/Type/Page/"), layout.pages.len());
    assert!(has(&bytes, b"zh-CN"));
    let title = "中共青石镇委员会2026年度履行全面从严治党主体责任情况报告";
    assert!(has(&bytes, format!(">{title}<").as_bytes()), "the title is in the metadata");
    for part in
        ["Author", "Creator", "creator", "Producer", "CreationDate", "ModDate", "CreateDate", "ModifyDate"]
    {
        assert!(!has(&bytes, part.as_bytes()), "{part}");
    }
    for (name, value) in
        std::env::vars().filter(|(name, _)| ["USER", "LOGNAME", "HOSTNAME", "HOME"].contains(&name.as_str()))
    {
        assert!(value.len() < 4 || !has(&bytes, value.as_bytes()), "{name}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = written(&read(SAMPLE)).1;
    written(&project("别的", &["正文。"]));
    let again = std::thread::spawn(|| written(&read(SAMPLE)).1).join().unwrap();
    assert!(first == again);
    assert!(first != written(&read(&SAMPLE.replace("17个", "18个"))).1);
}

#[test]
fn every_document_has_a_file() {
    for (title, text) in
        [("", ""), ("只有标题", ""), ("", "。"), ("\u{1}\u{202E}标\u{7}题", "a\u{0}b\tc\u{85}d")]
    {
        let (_, bytes) = written(&project(title, &[text]));
        assert!(bytes.ends_with(b"%%EOF"), "{title:?} {text:?}");
        check(&bytes);
    }
}

/// A font whose outlines were damaged is named.
#[test]
fn a_face_that_cannot_be_embedded_is_named() {
    let mut data = page::font::SONG.to_vec();
    let table = |tag: &[u8]| {
        let entry = data.windows(4).position(|window| window == tag).unwrap();
        u32::from_be_bytes(data[entry + 8..entry + 12].try_into().unwrap()) as usize
    };
    let (outlines, head) = (table(b"CFF "), table(b"head"));
    data[outlines + 200_000..outlines + 2_000_000].fill(0xFF);
    // Another font than the whole one: its checksum.
    data[head + 8] ^= 1;
    let face = Face::new("坏仿宋".into(), Arc::new(data), 0).expect("its characters can be read");
    let fonts = Arc::new(Fonts::new(vec![(Role::Body, "坏仿宋".into(), Some(Arc::new(face)))], Vec::new()));
    let error = pdf::write(&project("标题", &["正文。"]), &fonts).unwrap_err();
    assert_eq!(error, PdfError::Face { family: "坏仿宋".into() });
    assert!(error.to_string().contains("坏仿宋"));
}

// ---- what other programs read ----

/// A file for another program to read, gone afterwards.
struct File(tempfile::TempDir);

impl File {
    fn new(bytes: &[u8]) -> Self {
        let file = Self(tempfile::tempdir().unwrap());
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("总结.pdf")
    }
}

/// What a program says about the file; `None`, said once, where it is not there.
fn ask(program: &str, before: &[&str], file: &File, after: &[&str]) -> Option<String> {
    let Ok(output) = Command::new(program).args(before).arg(file.path()).args(after).output() else {
        println!("skipped: no {program}");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {said}{}", String::from_utf8_lossy(&output.stderr));
    Some(said)
}

fn check(bytes: &[u8]) {
    let file = File::new(bytes);
    ask("qpdf", &["--check"], &file, &[]);
}

/// The text, page by page and line by line, without the pages' numbers.
fn text(bytes: &[u8], mode: &str) -> Option<Vec<String>> {
    let file = File::new(bytes);
    let said = ask("pdftotext", &["-enc", "UTF-8", mode], &file, &["-"])?;
    let mut lines = Vec::new();
    for (number, page) in said.trim_end_matches('\u{C}').split('\u{C}').enumerate() {
        let of_page = page.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.extend(of_page.filter(|line| *line != format!("— {} —", number + 1)).map(String::from));
    }
    Some(lines)
}

/// One blank for each run of them, and no characters without a shape.
fn plain(text: &str) -> String {
    let shapeless = |c: char| {
        matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
            || (c.is_control() && !c.is_whitespace())
    };
    let seen: String = text.chars().filter(|&c| !shapeless(c)).collect();
    seen.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\n")
}

/// That the lines say what the text file says. Only at a line's end may a blank be missing.
#[track_caller]
fn says(lines: &[String], project: &Project) {
    let expected = plain(&txt::render(project, &TxtOptions::default()));
    let mut rest = expected.trim();
    for line in lines {
        let line = plain(line);
        let Some(after) = rest.strip_prefix(line.trim()) else {
            let begin: String = rest.chars().take(40).collect();
            panic!("the file says {line:?}, the text {begin:?}");
        };
        rest = after.trim_start();
    }
    assert_eq!(rest, "", "missing at the end");
}

#[test]
fn the_text_is_that_of_the_text_file() {
    let sample = std::env::var_os("SUIGAO_SAMPLES")
        .map(|folder| std::fs::read(Path::new(&folder).join("2023-党风廉政建设工作总结.txt")).unwrap());
    let long = SAMPLE.lines().skip(2).collect::<Vec<_>>().join("\n").repeat(20);
    for text_file in [Some(SAMPLE.into()), Some(long.into_bytes()), sample].into_iter().flatten() {
        let project = read(&String::from_utf8(text_file).unwrap());
        let (_, bytes) = written(&project);
        check(&bytes);
        // The last says nothing about the order: it is the program's own.
        for mode in ["-raw", "-layout", "-q"] {
            let Some(lines) = text(&bytes, mode) else { return };
            says(&lines, &project);
        }
    }
}

/// Every character in its own cell, as far as another program sees it.
#[test]
fn the_grid_is_28_by_22() {
    let project = project("", &[&"镇".repeat(3000)]);
    let (layout, bytes) = written(&project);
    let file = File::new(&bytes);
    let Some(said) = ask("pdftotext", &["-bbox", "-raw"], &file, &["-"]) else { return };
    let number = |line: &str, name: &str| -> f32 {
        let begin = line.split_once(&format!("{name}=\"")).unwrap().1;
        begin.split_once('"').unwrap().0.parse().unwrap()
    };
    let pages: Vec<&str> = said.split("<page ").skip(1).collect();
    assert_eq!(pages.len(), layout.pages.len());
    for (number_of_page, page) in pages.into_iter().enumerate() {
        let words = page.lines().filter(|line| line.contains("<word") && line.contains('镇'));
        let words: Vec<[f32; 3]> =
            words.map(|line| ["xMin", "xMax", "yMin"].map(|name| number(line, name) / MM)).collect();
        let placed = &layout.pages[number_of_page].lines;
        assert_eq!(words.len(), if number_of_page == 4 { 20 } else { 22 });
        for (at, [left, right, top]) in words.iter().enumerate() {
            let cell = 156.0 / 28.0;
            let indent = if number_of_page == 0 && at == 0 { 2.0 * cell } else { 0.0 };
            // The glyph is wider than its cell and stands in the middle of it.
            let over = (16.0 / MM - cell) / 2.0;
            near(*left, 28.0 + indent - over);
            if number_of_page < 4 || at < 19 {
                near(*right, 184.0 + over);
            }
            near(top - words[0][2], (placed[at].baseline - placed[0].baseline) / MM);
        }
    }
}

#[track_caller]
fn near(found: f32, expected: f32) {
    assert!((found - expected).abs() < 0.01, "{found} mm, not {expected} mm");
}

/// What a reader of the file could take amiss is written as text all the same.
#[test]
fn hostile_texts() {
    let long = "1".repeat(300);
    let word = "Donaudampfschifffahrtsgesellschaft".repeat(4);
    for hostile in [
        "𠮷野家与𪚥龘。",
        "表情😀👨‍👩‍👧🇨🇳❤️结束。",
        "\u{E000}\u{E001}私用区\u{F8FF}。",
        "控制\u{1}\u{7}\u{1B}[31m字符\u{7F}。",
        "方向\u{202E}反过来\u{202C}\u{2066}隔离\u{2069}结束。",
        "(圆括号)\\反斜杠<尖>%百分号/名称[数组]{{}}",
        "endstream endobj %%EOF trailer << /Root 1 0 R >>",
        "⼀一⼆二⼈人同形字。",
        "e\u{301}组合\u{3099}字。",
        "　全角　空格　和 半角  空格。",
        &long,
        &word,
    ] {
        let project = project(hostile, &[hostile, &hostile.repeat(12)]);
        let (_, bytes) = written(&project);
        check(&bytes);
        let Some(lines) = text(&bytes, "-raw") else { return };
        says(&lines, &project);
    }
}

/// Right-to-left text is written from left to right, as it is kept; only that nothing is lost.
#[test]
fn right_to_left_text_is_kept() {
    let (_, bytes) = written(&project("", &["前שלום后مرحبا尾。"]));
    check(&bytes);
    let Some(lines) = text(&bytes, "-raw") else { return };
    let mut found: Vec<char> = lines.concat().chars().filter(|c| c.is_alphanumeric()).collect();
    let mut expected: Vec<char> = "前שלום后مرحبا尾".chars().collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn a_million_characters() {
    let paragraph = "落实责任，强化监督；".repeat(100);
    let paragraphs = vec![paragraph.as_str(); 1000];
    let project = project("长文", &paragraphs);
    let (layout, bytes) = written(&project);
    assert!(layout.pages.len() > 1600);
    check(&bytes);
    let Some(lines) = text(&bytes, "-raw") else { return };
    says(&lines, &project);
}

#[test]
fn faces_are_embedded_as_subsets() {
    let (_, bytes) = written(&read(SAMPLE));
    assert!(bytes.len() < 300_000, "{}", bytes.len());
    let file = File::new(&bytes);
    let Some(said) = ask("pdffonts", &[], &file, &[]) else { return };
    let fonts: Vec<&str> = said.lines().skip(2).collect();
    assert_eq!(fonts.len(), 3);
    assert!(fonts.iter().all(|font| font.contains(" yes yes yes ")), "embedded, subset, Unicode:\n{said}");
}

// ---- any text ----

fn mixed() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => "[一-龥]{1,12}",
        4 => prop::sample::select(vec![
            "，", "。", "、", "；", "：", "“", "”", "《", "》", "（", "）", "……", "——", "·", "％", "！", "？", "〔", "〕",
        ]).prop_map(String::from),
        2 => "[0-9]{1,6}(\\.[0-9]{1,2})?[%万元个]?",
        1 => "[A-Za-z]{1,14}",
        1 => prop::sample::select(vec![" ", "　", "𠮷", "😀", "⼀", "\u{200B}", "\u{A0}", "№", "①", "'", "\""]).prop_map(String::from),
    ];
    prop::collection::vec(part, 1..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_out_again(title in "[一-龥0-9]{1,40}", texts in prop::collection::vec(mixed(), 1..8), signed in any::<bool>()) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut project = project(&title, &texts);
        if signed {
            project.signature = Some(Signature { unit: "青石镇人民政府".into(), date: "2026年12月1日".into() });
        }
        let (_, bytes) = written(&project);
        for mode in ["-raw", "-layout"] {
            if let Some(lines) = text(&bytes, mode) {
                says(&lines, &project);
            }
        }
    }
}
