//! What goes in comes out: text → summary → text, and summary → text → summary.

#[path = "fuzz/law.rs"]
mod law;

use law::{check, check_markdown, law, proper, read, written};
use proptest::prelude::*;
use std::sync::Arc;
use suigao::export::{self, Encoding, Format, Newline, Options, txt};
use suigao::import;
use suigao::model::{Marker, Project, Section, Signature};
use suigao::page::Fonts;

/// Fragments that numerals, headings, points, titles, closings and junk are made of.
fn fragment() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "一、",
        "二、",
        "三、",
        "十、",
        "（一）",
        "（二）",
        "(一)",
        "(二)",
        "（三）",
        "1.",
        "2.",
        "3.",
        "1、",
        "2、",
        "1．",
        "（1）",
        "（2）",
        "(1)",
        "(2)",
        "①",
        "②",
        "一是",
        "二是",
        "三是",
        "四是",
        "十一是",
        "第一，",
        "第二，",
        "。",
        "；",
        "：",
        "，",
        "、",
        "！",
        "？",
        "”",
        "“",
        "）",
        "（",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\u{2028}",
        " ",
        "\u{3000}",
        "\u{FEFF}",
        "\u{200B}",
        "\t",
        "强化领导",
        "压实责任",
        "2026年",
        "5万亩",
        "3.5",
        "总之",
        "新征程",
        "今后",
        "下一步打算",
        "附件：",
        "附件1",
        "青石镇人民政府",
        "2026年12月1日",
        "工作总结",
        "——在会议上的报告",
        "（2026年）",
        "下载",
        "打印",
        "来源：",
        "上一篇：",
        "责任编辑：",
        "相关阅读",
        "当前位置：首页",
        "http://a.cn",
        "{{单位}}",
        "##paidbegin##",
        "**镇",
        "𠮷",
        "👍",
        "a",
        "Z9",
    ])
}

fn assembled() -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), 0..60).prop_map(|words| words.concat())
}

/// Whole lines of the kinds that texts have, in any order.
fn line() -> impl Strategy<Value = String> {
    let numeral = prop::sample::select(vec![
        "",
        "",
        "",
        "一、",
        "二、",
        "三、",
        "（一）",
        "（二）",
        "(三)",
        "1.",
        "2.",
        "3、",
        "（1）",
        "(2)",
        "①",
        "一是",
        "二是",
        "三是",
        "第一，",
        "第二，",
    ]);
    let text = prop::sample::select(vec![
        "强化领导",
        "强化领导。",
        "强化领导。压实责任。",
        "压实责任，全年办结24件。",
        "做法是：一是抓实；二是抓细。",
        "一是抓实。二是抓细。三是抓牢。",
        "一是抓实；三是抓牢。",
        "二是抓细。三是抓牢。",
        "总之，成绩来之不易。",
        "",
        "“实。”再说",
        "青石镇",
        "2026年12月1日",
        "附件：1. 清单",
        "上一篇：甲",
        "来源：某网",
        "青石镇工作总结",
    ]);
    (numeral, text).prop_map(|(numeral, text)| format!("{numeral}{text}"))
}

/// A few characters as summaries have them, and odd ones; none that is a numeral or ends a phrase.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "强化领导",
        "压实责任",
        "党风廉政建设",
        "全年办结24件",
        "增长5.6%",
        "“三会一课”",
        "《条例》",
        "GB/T",
        "𠮷野",
        "👍",
        "１２３",
        "ＡＢＣ",
        "·",
        "——",
        "……",
        "{{单位}}",
        "**镇",
        "乡村",
        "2－3个",
        "葛\u{E0100}",
        "〇",
        "々",
    ])
}

/// A phrase that begins with a 汉字, without an end mark.
fn phrase() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 0..5).prop_map(|words| format!("推进{}", words.concat()))
}

fn sentence() -> impl Strategy<Value = String> {
    (phrase(), phrase()).prop_map(|(one, two)| format!("{one}，{two}。"))
}

fn headless(paragraphs: Vec<String>) -> Section {
    Section { paragraphs, ..Section::default() }
}

fn children(sections: Vec<Section>) -> Vec<Arc<Section>> {
    sections.into_iter().map(Arc::new).collect()
}

/// Points of one paragraph each, in a paragraph or on lines of their own, perhaps behind a lead.
fn points() -> impl Strategy<Value = Section> {
    let texts = prop::collection::vec(sentence(), 2..6);
    (texts, any::<bool>(), prop::option::of(phrase())).prop_map(|(texts, run_in, lead)| Section {
        paragraphs: lead.iter().map(|lead| format!("{lead}：")).collect(),
        marker: Marker::Point,
        run_in,
        children: children(texts.into_iter().map(|text| headless(vec![text])).collect()),
        ..Section::default()
    })
}

/// A section's content whose shape no reader can mistake.
fn content(marker: Marker) -> BoxedStrategy<Section> {
    let text = sentence().prop_map(|text| headless(vec![text]));
    let below = marker.below();
    if !matches!(marker, Marker::First | Marker::Second | Marker::Third) {
        return text.boxed();
    }
    let item = (phrase(), any::<bool>(), content(below)).prop_map(|(heading, runs_in, content)| {
        // A heading that runs in is followed by text of its own.
        let heading_runs_in = runs_in && (!content.paragraphs.is_empty() || content.run_in);
        let end = if heading_runs_in { "。" } else { "" };
        Section { heading: format!("{heading}{end}"), heading_runs_in, ..content }
    });
    let items = prop::collection::vec(item, 1..4).prop_map(move |items| Section {
        marker: below,
        children: children(items),
        ..Section::default()
    });
    prop_oneof![2 => text, 2 => points(), 1 => items].boxed()
}

/// A summary as officials write it.
fn summary() -> impl Strategy<Value = Project> {
    let section =
        (phrase(), content(Marker::First)).prop_map(|(heading, content)| Section { heading, ..content });
    let signature = prop::option::of(prop::sample::select(vec!["", "青石镇人民政府", "𠮷野镇党委"]));
    (
        prop::option::of(phrase()),
        prop::collection::vec(sentence(), 1..3),
        prop::collection::vec(section, 1..5),
        prop::option::of(sentence()),
        signature,
    )
        .prop_map(|(title, opening, sections, closing, unit)| {
            let mut project = Project::new("id".into());
            project.title = title.iter().map(|title| format!("{title}工作总结")).collect();
            project.opening = Arc::new(Section { id: project.opening.id, ..headless(opening) });
            let closing = closing.iter().map(|text| format!("总之，{text}")).collect();
            project.closing = Arc::new(Section { id: project.closing.id, ..headless(closing) });
            project.body = Arc::new(Section {
                id: project.body.id,
                marker: Marker::First,
                children: children(sections),
                ..Section::default()
            });
            project.signature =
                unit.map(|unit| Signature { unit: unit.into(), date: "2026年12月1日".into() });
            project
        })
}

/// Any tree at all: every marker, every flag, texts that begin as numerals and titles do.
fn any_section(depth: u32) -> BoxedStrategy<Section> {
    let text = prop_oneof![
        3 => sentence(),
        1 => line(),
        1 => prop::collection::vec(word(), 0..3).prop_map(|words| words.concat()),
    ]
    .boxed();
    let paragraphs = prop::collection::vec(text.clone(), 0..3);
    let below = if depth == 0 { 0..1 } else { 0..4 };
    let inner = if depth == 0 { Just(Section::default()).boxed() } else { any_section(depth - 1) };
    let marker = prop::sample::select(Marker::ALL.to_vec());
    (text, paragraphs, marker, any::<[bool; 4]>(), prop::collection::vec(inner, below))
        .prop_map(|(heading, paragraphs, marker, [headed, runs_in, own, run_in], below)| Section {
            heading: if headed { heading } else { String::new() },
            heading_runs_in: runs_in,
            paragraphs,
            own_paragraph: own,
            marker,
            run_in,
            children: children(below),
            ..Section::default()
        })
        .boxed()
}

fn any_project() -> impl Strategy<Value = Project> {
    let title = prop::collection::vec(phrase(), 0..3);
    (title, any_section(0), any_section(3), any_section(1)).prop_map(|(title, opening, body, closing)| {
        let mut project = Project::new("id".into());
        project.title = title;
        project.opening = Arc::new(opening);
        project.body = Arc::new(body);
        project.closing = Arc::new(closing);
        project
    })
}

/// The section without ids, to compare by content.
fn bare(section: &Section) -> Section {
    let below = section.children.iter().map(|child| Arc::new(bare(child))).collect();
    Section { id: 0, children: below, ..section.clone() }
}

fn exported(project: &Project) -> String {
    txt::render(project, &txt::TxtOptions::default())
}

/// Texts that once came out otherwise than they went in.
#[test]
fn texts_that_were_hard() {
    for text in [
        "（一） 一是1、二是",
        "(一)\u{200B}\n(二)总之",
        "一、\u{200B} 甲\n二、乙",
        "；工作总结\n”\n(一)2026年（一）\n",
    ] {
        check(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_text_of_fragments(text in assembled()) {
        check(&text);
    }

    #[test]
    fn any_order_of_lines(lines in prop::collection::vec(line(), 0..24)) {
        check(&lines.join("\n"));
    }

    /// Summaries as officials write them keep text and structure.
    #[test]
    fn a_summary_is_read_back_as_it_was(project in summary()) {
        let text = exported(&project);
        let back = read(&text);
        prop_assert_eq!(&back.notes, &[], "{}", text);
        prop_assert_eq!(exported(&back.project), text.clone());
        prop_assert_eq!(&back.project.title, &project.title);
        prop_assert_eq!(&back.project.signature, &project.signature);
        prop_assert_eq!(bare(&back.project.opening), bare(&project.opening), "{}", text);
        prop_assert_eq!(bare(&back.project.body), bare(&project.body), "{}", text);
        prop_assert_eq!(bare(&back.project.closing), bare(&project.closing), "{}", text);
    }

    /// Any other tree keeps its text.
    #[test]
    fn any_tree_keeps_its_text(project in any_project()) {
        let text = exported(&project);
        let back: Vec<String> = written(&read(&text).project).iter().map(|line| proper(line)).collect();
        prop_assert_eq!(back, law(&text));
        check(&text);
    }

    #[test]
    fn bytes_in_every_encoding(project in summary(), indent in any::<bool>(), crlf in any::<bool>()) {
        let newline = if crlf { Newline::CrLf } else { Newline::Lf };
        for encoding in Encoding::ALL {
            let options = Options { format: Format::Txt, encoding, newline, indent };
            let bytes = export::export(&project, &options, Fonts::bundled).unwrap();
            let text = import::decode_as(&bytes, encoding).unwrap();
            prop_assert_eq!(exported(&read(&text).project), exported(&project));
            let found = match import::decode(&bytes).unwrap() {
                import::Decoded::Text { text, .. } => text,
                import::Decoded::Undecided { readings } => return Err(TestCaseError::fail(format!("{readings:?}"))),
            };
            prop_assert_eq!(found, text);
        }
    }

    #[test]
    fn markdown_reads_back(project in any_project()) {
        check_markdown(&project);
    }
}
