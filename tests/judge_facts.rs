//! Years, names and figures on whole texts: clean ones, one with planted errors, hostile ones, and
//! the real sample where it is there.

#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;
use suigao::import::{self, Decoded, JunkChoice};
use suigao::judge::{Finding, Group, Judge, Report, Setup, Severity, fix};
use suigao::model::{FieldKind, Project};

const TOWN: &str = include_str!("data/facts/town.txt");
const BUREAU: &str = include_str!("data/facts/bureau.txt");

fn read(text: &str) -> Project {
    import::read(text, "text".into(), &JunkChoice::KeepAll).project
}

fn with_fields(text: &str, unit: &str, year: &str) -> Project {
    let mut project = read(text);
    for field in &mut project.fields {
        match field.kind {
            FieldKind::Unit => field.value = unit.into(),
            FieldKind::Year => field.value = year.into(),
            _ => {}
        }
    }
    project
}

/// What the groups of this file find.
fn findings(project: &Project) -> Vec<Finding> {
    let report = Judge::default().judge(&Arc::new(project.clone()), &Setup::default());
    report.findings.into_iter().filter(is_own).collect()
}

fn is_own(finding: &Finding) -> bool {
    matches!(finding.rule.group, Group::Dates | Group::Names | Group::Figures)
}

fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|f| format!("{} {} | {}", f.rule.id, f.words, f.message)).collect()
}

/// Without hints.
fn grave(project: &Project) -> Vec<String> {
    let findings: Vec<_> =
        findings(project).into_iter().filter(|f| f.rule.severity < Severity::Hint).collect();
    shown(&findings)
}

#[test]
fn clean_texts() {
    for (text, unit) in
        [(TOWN, "青石镇"), (TOWN, "云溪县青石镇"), (TOWN, ""), (BUREAU, "云溪县民政局"), (BUREAU, "")]
    {
        assert_eq!(grave(&with_fields(text, unit, "2026")), [""; 0], "{unit}");
        assert_eq!(grave(&with_fields(text, unit, "")), [""; 0], "the year is that of the title");
    }
}

#[test]
fn the_sample() {
    let Some(folder) = std::env::var_os("SUIGAO_SAMPLES") else {
        println!("skipped: SUIGAO_SAMPLES names no folder");
        return;
    };
    let bytes = std::fs::read(Path::new(&folder).join("2023-党风廉政建设工作总结.txt")).unwrap();
    let Decoded::Text { text, .. } = import::decode(&bytes).unwrap() else { panic!("undecided") };
    for (unit, year) in [("", ""), ("青石镇", "2023"), ("云溪县青石镇", "2023")] {
        assert_eq!(shown(&findings(&with_fields(&text, unit, year))), [""; 0], "{unit} {year}");
    }
}

/// Taking last year's text of another unit is what goes wrong most.
#[test]
fn a_text_taken_over() {
    let project = with_fields(TOWN, "白云镇", "2027");
    let found = findings(&project);
    let ids: Vec<&str> = found.iter().map(|finding| finding.rule.id).collect();
    for id in ["title-year", "signature-year", "unit-differs", "other-unit", "stale-year"] {
        assert!(ids.contains(&id), "{id} in {:#?}", shown(&found));
    }
    let title = found.iter().filter(|finding| finding.place == suigao::model::Place::Title);
    assert!(title.clone().count() == 2 && title.clone().all(|f| f.rule.severity == Severity::Must));
}

/// Errors put into the clean text, one at a time, and the words that are to be found.
const PLANTED: &[(&str, &str, &str, &str)] = &[
    ("现将2026年工作", "现将2025年工作", "stale-year", "2025"),
    ("2026年，在县委", "2025年，在县委", "stale-year", "2025"),
    ("二、2026年主要工作成效", "二、2025年主要工作成效", "stale-year", "2025"),
    ("2026年6月组织开展", "2025年6月组织开展", "stale-year", "2025"),
    ("2026年12月8日", "2025年12月8日", "signature-year", "2025"),
    ("4月15日、5月12日", "4月31日、5月12日", "impossible-date", "4月31日"),
    ("下一步工作打算", "2026年工作打算", "plan-year", "2026"),
    ("青石镇位于", "白云镇位于", "other-unit", "白云镇"),
    ("青石镇将坚持", "青石乡将坚持", "unit-suffix", "青石乡"),
    ("中共青石镇委员会", "中共白云镇委员会", "unit-differs", "白云镇"),
    ("6个。耕地", "7个。耕地", "total-of-parts", "25个"),
    ("合计15个", "合计16个", "total-of-parts", "16个"),
    ("整改率99.4%", "整改率96%", "rate-differs", "96%"),
    ("下降33.3%", "下降23.3%", "growth-differs", "23.3%"),
    ("满意率98.2%", "满意率108.2%", "rate-over-100", "108.2%"),
    ("三个方面问题", "四个方面问题", "announced-count", "四个方面"),
    ("抓好四项工作", "抓好三项工作", "announced-count", "三项工作"),
    ("三、存在问题\n", "三、存在问题\n\n户籍人口31000人。\n", "two-values", "31000人"),
    ("县人大代表建议、政协提案15件", "县人大代表建议、政协提案14件", "total-of-parts", "14件"),
    ("积极开展招商", "会同县发展与改革局积极开展招商", "organ-name", "发展与改革局"),
    ("扎实推进。持续巩固", "扎实推进。在龙门镇党委的领导下，持续巩固", "other-unit", "龙门镇"),
    ("三、存在问题\n", "三、存在问题\n\n全镇辖14个行政村。\n", "two-values", "14个"),
    ("三、存在问题\n", "三、存在问题\n\n全年排查矛盾纠纷241起。\n", "two-values", "241起"),
    ("三、存在问题\n", "三、存在问题\n\n截至2025年11月底，8个村没有完成。\n", "stale-year", "2025"),
    ("2027年，青石镇将坚持", "展望2026年，青石镇将坚持", "plan-year", "2026"),
    ("56件，办结56件，办结率100%", "56件，去年80件，同比下降20%", "growth-differs", "20%"),
];

#[test]
fn planted_errors() {
    for (before, after, rule, words) in PLANTED {
        assert!(TOWN.contains(before), "{before}");
        let found = findings(&with_fields(&TOWN.replacen(before, after, 1), "青石镇", "2026"));
        let hit = |finding: &Finding| finding.rule.id == *rule && finding.words == *words;
        assert!(found.iter().any(hit), "{rule} in {after}: {:#?}", shown(&found));
        let others: Vec<_> =
            found.into_iter().filter(|f| f.rule.severity < Severity::Hint && !hit(f)).collect();
        // The opening tells the year twice; a year that is wrong there may be said twice, too.
        assert!(others.len() <= 1, "{after}: {:#?}", shown(&others));
    }
}

#[test]
fn hostile_texts() {
    for piece in [
        "2025年",
        "2025年，",
        "共3个，其中",
        "12个",
        "12个、",
        "白云镇",
        "镇",
        "乡乡",
        "一是",
        "是",
        "三个方面：一是",
        "2月30日",
        "（",
        "“",
        "由12个增加到15个，增长30%",
        "86条，办结79条，办结率98%，",
        "1,",
        "9",
        "今年",
        "。",
        "𠮷",
        "今年均",
        "全全全全",
        "共共",
        "\u{200B}",
        "户籍人口1人。",
        "市",
        "区",
        "浙江省",
        "２０２５年",
        "第",
        "年",
    ] {
        let text = piece.repeat(10_000 / piece.chars().count());
        for text in [
            text.clone(),
            format!("青石镇2026年工作总结\n{text}"),
            format!("青石镇2026年工作总结\n一、{text}\n{text}"),
        ] {
            findings(&with_fields(&text, "云溪县青石镇", "2026"));
        }
    }
}

fn fixed(report: &Report, project: &Project) -> Project {
    let own = |finding: &&Finding| is_own(finding);
    let findings = report.findings.iter().filter(own).cloned().collect();
    let safe = fix::safe(&Report { findings, ..Report::default() });
    let mut project = project.clone();
    if let Some(edit) = fix::edit(&project, &safe) {
        project.apply(edit);
    }
    project
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// No text makes a rule fail, and what is put right is right: no rule of these groups finds
    /// more afterwards.
    #[test]
    fn any_text(pieces in prop::collection::vec(prop::sample::select(vec![
        "2025", "2026", "年", "月", "日", "3", "12", "，", "。", "、", "：", "共", "其中", "个", "%", "万元", "青石镇", "白云镇", "青石乡",
        "云溪县", "党委", "在", "发展与改革局", "人民检查院", "一是", "二是", "三个方面", "办结率", "办结", "由", "增加到", "增长", "全年",
        "今年", "户籍人口", "“", "”", "《", "》", "（", "）", "𠮷", " ", "镇政府", "现将", "工作总结如下", "星期一",
    ]), 0..60)) {
        let text = pieces.concat();
        let project = with_fields(&format!("青石镇2026年工作总结\n{text}"), "云溪县青石镇", "2026");
        let report = Judge::default().judge(&Arc::new(project.clone()), &Setup::default());
        for finding in &report.findings {
            let source = fix::source(&project, finding.place).unwrap();
            prop_assert!(source.get(finding.range.clone()).is_some());
        }
        let before = findings(&project);
        let after_project = fixed(&report, &project);
        let after = findings(&after_project);
        prop_assert!(after.len() <= before.len(), "{:?} {:?}", shown(&before), shown(&after));
        prop_assert_eq!(fixed(&Judge::default().judge(&Arc::new(after_project.clone()), &Setup::default()), &after_project), after_project);
    }
}
