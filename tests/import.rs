//! Texts of the kinds that offices have, read into their parts.

use std::fmt::Write as _;
use std::time::{Duration, Instant};
use suigao::export::{self, Newline, Options, txt};
use suigao::import::{self, Decoded, Encoding, Imported, JunkChoice, JunkReason, Note, Reason};
use suigao::model::{Measure, Project, Section, flow};
use suigao::page::Fonts;
use suigao::text::count::SharedMarks;

const SUMMARY: &[u8] = include_bytes!("data/青石镇2026年党风廉政建设工作总结.txt");

/// A file of `tests/data/import`.
macro_rules! data {
    ($name:literal) => {
        include_bytes!(concat!("data/import/", $name, ".txt"))
    };
}

/// What a file says, and the encoding that was found.
fn decode(bytes: &[u8]) -> (Encoding, String) {
    match import::decode(bytes) {
        Ok(Decoded::Text { encoding, text }) => (encoding, text),
        other => (Encoding::Utf8, format!("{other:?}")),
    }
}

fn read(text: &str) -> Imported {
    import::read(text, "id".into(), &JunkChoice::DropSuggested)
}

/// A line for every section: `numeral heading` with `→` behind one that runs in, the number of
/// paragraphs if there are any, `~` where the children run in. Children are indented.
fn outline(project: &Project) -> String {
    fn add(text: &mut String, section: &Section, numeral: &str, depth: usize) {
        let runs_in = if section.heading_runs_in { "→" } else { "" };
        let _ = write!(text, "{}{numeral}{}{runs_in}", "  ".repeat(depth), section.heading);
        if !section.paragraphs.is_empty() {
            let _ = write!(text, " {}", section.paragraphs.len());
        }
        text.push_str(if section.run_in { "~\n" } else { "\n" });
        for (index, child) in section.children.iter().enumerate() {
            add(text, child, &section.marker.write(index + 1), depth + 1);
        }
    }
    let mut text = String::new();
    for line in &project.title {
        let _ = writeln!(text, "《{line}》");
    }
    for (name, section) in [("导语", &project.opening), ("主体", &project.body), ("结语", &project.closing)]
    {
        add(&mut text, section, name, 0);
    }
    if let Some(signature) = &project.signature {
        let _ = writeln!(text, "落款 {} {}", signature.unit, signature.date);
    }
    text
}

#[track_caller]
fn check(bytes: &[u8], encoding: Encoding, expected: &str) -> Imported {
    let (found, text) = decode(bytes);
    assert_eq!(found, encoding);
    let imported = read(&text);
    assert_eq!(outline(&imported.project).trim_end(), expected);
    imported
}

/// The text comes out as it went in, indents and blank lines aside.
#[track_caller]
fn check_identity(bytes: &[u8], imported: &Imported, changed: &[(&str, &str)]) {
    let mut text = decode(bytes).1;
    for (from, to) in changed {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let lines: Vec<&str> = text.lines().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let kept: Vec<&str> =
        lines.iter().copied().filter(|line| !imported.junk.iter().any(|junk| junk.text == *line)).collect();
    assert_eq!(lines.len() - kept.len(), imported.junk.len());
    let written = txt::render(&imported.project, &txt::TxtOptions::default());
    assert_eq!(written.lines().collect::<Vec<_>>(), kept);
}

#[test]
fn summary_with_points_that_run_in() {
    let imported = check(
        SUMMARY,
        Encoding::Utf8,
        "《青石镇2026年党风廉政建设工作总结》
导语 1
主体
  一、压紧责任链条，推动任务落到实处~
    一是 1
    二是 1
    三是 1
  二、织密监督网络，促进权力规范运行~
    一是 1
    二是 1
    三是 1
    四是 1
  三、抓细日常教育，营造崇廉尚实氛围~
    一是 1
    二是 1
    三是 1
    四是 1
结语 1",
    );
    assert_eq!((imported.notes.len(), imported.junk.len()), (0, 0));
    let count = Measure::of(&imported.project, SharedMarks::Asian).total.count;
    assert_eq!((count.words, count.han, count.paragraphs), (1642, 1405, 9));
    let options = Options { indent: false, ..Options::default() };
    assert_eq!(export::export(&imported.project, &options, Fonts::bundled).unwrap(), SUMMARY);
}

#[test]
fn three_levels_and_headings_that_run_in() {
    let bytes = data!("三级层次");
    assert!(bytes.windows(2).any(|two| two == b"\r\n"));
    let imported = check(
        bytes,
        Encoding::Utf8,
        "《青石镇2026年工作总结》
导语 1
主体
  一、主要工作完成情况
    （一）产业发展稳步推进
      1.粮食生产。→ 1
      2.特色种植。→ 1
    （二）基础设施不断改善
      1.道路建设。→ 1
        （1）主干道。→ 1
        （2）入户路。→ 1
      2.水利建设。→ 1
  二、存在的主要问题
    （一）集体经济薄弱 1
    （二）人才短缺
  三、下一步打算
    （一）抓产业
    （二）抓民生
结语",
    );
    assert_eq!(imported.notes, []);
    check_identity(bytes, &imported, &[]);
}

#[test]
fn points_behind_headings_that_run_in() {
    let bytes = data!("行内标题");
    let imported = check(
        bytes,
        Encoding::Utf8,
        "《青石镇2026年安全生产工作总结》
导语 1
主体
  一、工作开展情况
    （一）健全责任体系。→ 1
    （二）深化隐患排查。→~
      一是 1
      二是 1
      三是 1
    （三）加强宣传培训。→ 1~
      一是 1
      二是 1
  二、存在的问题。 1
  三、2027年工作计划
    （一）抓责任落实。→ 1
    （二）抓执法检查。→ 1
结语 1",
    );
    assert_eq!(imported.notes, []);
    check_identity(bytes, &imported, &[]);
}

#[test]
fn half_width_numerals_attachments_and_signature() {
    let bytes = data!("半角序号与附件");
    let imported = check(
        bytes,
        Encoding::Utf8,
        "《青石镇2026年人居环境整治工作总结》
导语 1
主体
  一、工作成效
    （一）垃圾治理到位。→ 1
    （二）污水治理提速。→ 1
  二、主要做法
    1.建机制。→ 1
    2.抓示范。→ 1
    3.强督查。→ 1
结语 3
落款 青石镇人民政府 2026年12月8日",
    );
    let rewritten =
        |line, from: &str, to: &str, count| Note::Rewritten { line, from: from.into(), to: to.into(), count };
    assert_eq!(imported.notes, [rewritten(4, "(一)", "（一）", 2), rewritten(7, "1、", "1.", 3)]);
    let changed =
        [("(一)", "（一）"), ("(二)", "（二）"), ("1、", "1."), ("2、抓示范", "2.抓示范"), ("3、", "3.")];
    check_identity(bytes, &imported, &changed);
}

#[test]
fn junk_of_a_web_page() {
    let bytes = data!("网页文字");
    let imported = check(
        bytes,
        Encoding::Utf8Bom,
        "《青石镇2026年政务公开工作总结》
导语 1
主体
  一、基本情况 1
  二、主要问题 1
  三、改进措施 1
结语
落款 青石镇党政综合办公室 2026年12月18日",
    );
    let junk: Vec<_> = imported.junk.iter().map(|junk| (junk.line, junk.reason)).collect();
    assert_eq!(
        junk,
        [
            (1, JunkReason::Navigation),
            (3, JunkReason::PageData),
            (4, JunkReason::Control),
            (14, JunkReason::Imprint),
            (15, JunkReason::Control),
            (16, JunkReason::Related),
            (17, JunkReason::Related),
            (18, JunkReason::Related),
            (19, JunkReason::Related),
            (20, JunkReason::Url),
        ]
    );
    check_identity(bytes, &imported, &[]);
}

#[test]
fn junk_is_dropped_only_on_request() {
    let text = decode(data!("网页文字")).1;
    let lines = |choice: &JunkChoice| {
        let imported = import::read(&text, "id".into(), choice);
        assert_eq!(imported.junk.len(), 10, "offered whatever the choice");
        let kept = flow::lines(&imported.project).len();
        (kept, imported.project)
    };
    let (kept, project) = lines(&JunkChoice::KeepAll);
    assert_eq!(kept, 20);
    // Junk before the title hides no title; a 落款 above junk that stays is text in its place.
    assert_eq!(project.title.last().unwrap(), "青石镇2026年政务公开工作总结");
    assert_eq!(project.title.len(), 2);
    assert_eq!(project.opening.paragraphs.len(), 3);
    assert_eq!((project.closing.paragraphs.len(), project.signature), (9, None));
    assert_eq!(project.body.children.len(), 3);

    let (kept, project) = lines(&JunkChoice::Drop(vec![1, 5, 14, 15, 16, 17, 18, 19, 20]));
    assert_eq!(kept, 20 - 8, "line 5 is no junk and stays");
    assert!(project.signature.is_some());
}

#[test]
fn irregular_numerals_stay_as_written() {
    let bytes = data!("不规则序号");
    let imported = check(
        bytes,
        Encoding::Utf8,
        "《青石镇2026年民生实事总结》
导语 1
主体
  一、十件实事完成情况
    1. 1
    2. 1
    3. 1
    4. 1
    5. 1
    6. 1
    7. 1
    8. 1
    9. 1
    10. 1
  二、主要经验
     1
     1
     1
     1
  四、存在问题
    （一）资金压力较大
    （三）管护机制不健全
  五、下步措施
    (1)多方筹资
    (2)建立台账
       1
       1
结语",
    );
    let kept: Vec<_> = imported
        .notes
        .iter()
        .map(|note| match note {
            Note::KeptAsWritten { line, numerals, reason } => (*line, numerals.to_string(), *reason),
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(
        kept,
        [
            (17, "1. 2. 1. 2.".to_owned(), Reason::Restart),
            (19, "一、 二、 四、 五、".to_owned(), Reason::Gap),
            (21, "（一） （三）".to_owned(), Reason::Gap),
            (23, "(1) (2)".to_owned(), Reason::Foreign),
            (26, "一是 三是".to_owned(), Reason::Gap),
        ]
    );
    check_identity(bytes, &imported, &[]);
}

#[test]
fn personal_report_with_salutation() {
    let bytes = data!("述职");
    let imported = check(
        bytes,
        Encoding::Utf8,
        "《述职报告》
《——在青石镇2026年度述职会议上》
《述职人：某某》
《（2026年12月15日）》
导语 2
主体
  一、抓学习，不断提高能力 1
  二、抓落实，努力做好服务
    第一， 1
    第二， 1
    第三， 1
  三、抓自律，时刻严格要求 1
结语 1",
    );
    assert_eq!(imported.notes, []);
    check_identity(bytes, &imported, &[]);
}

#[test]
fn without_numerals_in_gb18030() {
    let bytes = data!("没有序号");
    let imported = check(
        bytes,
        Encoding::Gb18030,
        "《青石镇妇联2026年工作小结》
导语 4
主体
结语 1
落款 青石镇妇女联合会 2026年12月10日",
    );
    check_identity(bytes, &imported, &[]);
    let options =
        Options { indent: false, encoding: Encoding::Gb18030, newline: Newline::CrLf, ..Options::default() };
    assert_eq!(export::export(&imported.project, &options, Fonts::bundled).unwrap(), bytes);
}

#[test]
fn title_of_two_lines_in_utf16() {
    let bytes = data!("两行标题");
    let imported = check(
        bytes,
        Encoding::Utf16Le,
        "《中共青石镇委员会》
《关于2026年度意识形态工作的报告》
《（送审稿）》
导语 2
主体
  一是 1
  二是 1
  三是 1
结语 1
落款 中共青石镇委员会 2026年12月25日",
    );
    check_identity(bytes, &imported, &[]);
    let without_mark = bytes.strip_prefix(b"\xFF\xFE").unwrap();
    assert_eq!(decode(without_mark), decode(bytes));
    let options =
        Options { indent: false, encoding: Encoding::Utf16Le, newline: Newline::CrLf, ..Options::default() };
    assert_eq!(export::export(&imported.project, &options, Fonts::bundled).unwrap(), bytes);
}

#[test]
fn sections_alone_and_a_closing_without_cue() {
    let bytes = data!("信访维稳");
    let imported = check(
        bytes,
        Encoding::Utf8,
        "《青石镇2026年信访工作总结》
导语
主体
  一、加强领导，压实责任 1
  二、源头防控，化解矛盾 1
  三、规范程序，提升服务 1
  四、强化宣传，依法治访 1
结语 1",
    );
    check_identity(bytes, &imported, &[]);
}

#[test]
fn second_level_outermost_and_circled_figures() {
    let bytes = data!("档案");
    let imported = check(
        bytes,
        Encoding::Utf8,
        "《青石镇2026年档案工作总结》
导语 1
主体
  （一）硬件建设。→ 1
  （二）业务培训。→~
    一是 1
    二是 1
    三是 1
  （三）数字化。→ 1
  （四）安全管理。
    ① 1
    ② 1
结语",
    );
    check_identity(bytes, &imported, &[]);
}

#[test]
fn points_of_a_pasted_text() {
    // Own paragraphs, children with their paragraphs, and whether they run in.
    for (text, expected) in [
        ("一是抓实。二是抓细。", Some((0, vec![1, 1], true))),
        ("做法是：一是抓实；二是抓细。\n又一段", Some((1, vec![1, 2], true))),
        ("一是抓实。\n二是抓细。", Some((0, vec![1, 1], false))),
        ("导语。\n1、抓实。\n2、抓细。", Some((1, vec![1, 1], false))),
        ("一是抓实。", None),
        ("一是抓实。三是抓细。", None),
        ("1.抓实。", None),
        ("1.抓实。\n3.抓细。", None),
        ("(1)抓实。\n(2)抓细。", None),
        ("没有序号。", None),
        ("", None),
    ] {
        let found = import::points(text);
        let shape = found.as_ref().map(|section| {
            let children: Vec<_> = section.children.iter().map(|child| child.paragraphs.len()).collect();
            (section.paragraphs.len(), children, section.run_in)
        });
        assert_eq!(shape, expected, "{text}");
        assert!(found.iter().flat_map(Section::walk).all(|section| section.id == 0), "{text}");
    }
}

#[test]
fn fields_in_a_text_stay_text() {
    let imported = read("{{单位}}{{年度}}年工作总结\n{{单位}}在{{年度+1}}年。");
    let names: Vec<_> = imported.project.fields.iter().map(|field| (&*field.name, field.required)).collect();
    assert_eq!(names, [("单位", false), ("年度", false)]);
    assert_eq!(flow::lines(&imported.project)[0].text, "{{单位}}{{年度}}年工作总结");
}

#[test]
fn notes_and_reasons_are_sentences_in_both_languages() {
    let text = "总结\n一、甲\n(一)乙\n(二)丙\n三、丁。一是子，二是丑，一是寅";
    for locale in ["zh-CN", "en"] {
        for note in read(text).notes.iter().chain([&Note::Plain]) {
            rust_i18n::set_locale(locale);
            let shown = note.to_string();
            assert!(!shown.contains("import.") && !shown.contains("%{"), "{shown}");
            assert!(shown.chars().count() > 12, "{shown}");
        }
    }
    assert_eq!(read(text).notes.len(), 3);
}

#[test]
fn more_numerals_than_any_summary_has_stay_text() {
    for (unit, most) in [("1.甲\n", 100_000), ("一是，二是\n", 33_333)] {
        let text = format!("总结\n{}", unit.repeat(most));
        assert_ne!(read(&text).notes, [Note::Plain]);
        let text = text + unit;
        let imported = read(&text);
        assert_eq!(imported.notes, [Note::Plain]);
        assert_eq!(imported.project.opening.paragraphs.len(), most + 2);
        assert_eq!(txt::render(&imported.project, &txt::TxtOptions::default()), text);
        assert_eq!(import::points(&text), None);
    }
}

/// Sizes that a hostile or broken file may have; every one is read in full and soon.
#[test]
fn very_large_texts() {
    let cases = [
        decode(SUMMARY).1.repeat(400),
        "一、强化领导\n一是抓实。二是抓细。\n".repeat(40_000),
        "\n".repeat(1_000_000),
        "1.甲\n".repeat(250_000),
        "（".repeat(100_000),
        "一".repeat(100_000),
        "千".repeat(100_000),
        "，一是".repeat(100_000),
        "，（".repeat(100_000),
        "一、（一）1.".repeat(50_000),
        "下载\n".repeat(200_000),
        "(1".repeat(100_000),
        "①".repeat(100_000),
        "一、\n（一）\n1.\n（1）\n①\n一是\n第一，\n".repeat(20_000),
        "{{".repeat(100_000) + "}}",
    ];
    for text in cases {
        let start = Instant::now();
        let imported = read(&text);
        let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let junk: usize = imported.junk.iter().map(|junk| seen(&junk.text)).sum();
        let written: usize = flow::lines(&imported.project).iter().map(|line| seen(&line.text)).sum();
        assert_eq!(written + junk, seen(&text));
        // Unoptimised, on a busy machine; a quadratic step takes minutes.
        let shown: String = text.chars().take(9).collect();
        assert!(start.elapsed() < Duration::from_secs(20), "{shown}: {:?}", start.elapsed());
    }
}
