//! 遗留, 字词, 重复 in whole summaries: the program's own templates, and the real one that it is built around (see
//! `tests/sample.rs`).

#![allow(clippy::panic, clippy::unwrap_used)]

use std::path::Path;
use std::sync::Arc;
use suigao::import::{self, Decoded, JunkChoice};
use suigao::judge::place::Positions;
use suigao::judge::{Finding, Group, Judge, Setup};
use suigao::model::{Project, Section};
use suigao::store::template;

const FILE: &str = "2023-党风廉政建设工作总结.txt";

fn findings(project: &Arc<Project>) -> Vec<Finding> {
    let groups = [Group::Leftovers, Group::Words, Group::Repetition];
    let findings = Judge::default().judge(project, &Setup::default()).findings;
    findings.into_iter().filter(|finding| groups.contains(&finding.rule.group)).collect()
}

fn with_paragraph(text: &str) -> Arc<Project> {
    let mut project = Project::new("test".into());
    let mut section = Section::new(project.new_section_id());
    section.paragraphs = vec![text.to_owned()];
    let mut body = Section::clone(&project.body);
    body.children.push(Arc::new(section));
    project.body = Arc::new(body);
    Arc::new(project)
}

#[test]
fn prompts_of_templates_are_told_and_nothing_else_in_them() {
    let mut seen = 0;
    let templates = template::built_in().iter();
    let mut open: Vec<_> = templates.flat_map(|t| [&t.opening, &t.body, &t.closing]).collect();
    while let Some(section) = open.pop() {
        open.extend(&section.children);
        for text in section.text.iter().chain(&section.guidance.patterns) {
            // The project has no fields.
            let text = &text.replace("{{", "青").replace("}}", "石");
            let prompts: Vec<&str> =
                text.split('【').skip(1).filter_map(|rest| rest.split('】').next()).collect();
            let found = findings(&with_paragraph(text));
            let found: Vec<&str> = found.iter().map(|f| f.words.trim_matches(['【', '】'])).collect();
            assert_eq!(found, prompts, "{text}");
            seen += prompts.len();
        }
    }
    assert!(seen > 300, "{seen}");
}

/// The rows of a table of `tests/data/words` without its head, each of two cells.
fn table(name: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/words").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().skip(1).map(|row| row.split_once('\t').unwrap_or_else(|| panic!("{row}")));
    rows.map(|(one, other)| (one.to_owned(), other.to_owned())).collect()
}

/// The words that the rules of 字词 find in a paragraph.
fn wrong_words(text: &str) -> Vec<(&'static str, String)> {
    let found = findings(&with_paragraph(text)).into_iter();
    found.filter(|f| f.rule.group == Group::Words).map(|f| (f.rule.id, f.words)).collect()
}

/// 研究竞聘 holds 究竞, and nothing is wrong with it.
#[test]
fn words_that_meet_are_no_slips() {
    let lexicon = suigao::judge::words::Lexicon::built_in();
    let rows = table("joins.tsv");
    assert!(rows.len() > 100);
    let mut told = Vec::new();
    for (wrong, sentence) in rows {
        assert!(sentence.contains(&wrong), "{wrong} is not in {sentence}");
        let known = lexicon.entries().iter().any(|e| e.wrong.contains(&wrong) || wrong.contains(&e.wrong));
        assert!(known, "the lexicon has no {wrong}");
        told.extend(wrong_words(&sentence).into_iter().map(|found| (sentence.clone(), found)));
    }
    assert_eq!(told, []);
}

/// The conditions that keep them apart leave the slips themselves to be found, and put right.
#[test]
fn slips_are_put_right() {
    let mut other = Vec::new();
    for (typed, right) in table("slips.tsv") {
        let project = with_paragraph(&typed);
        let changes = suigao::judge::fix::safe(&Judge::default().judge(&project, &Setup::default()));
        let fixed = changes.first().map_or(typed.clone(), |change| change.apply(&typed));
        if fixed != right || !wrong_words(&right).is_empty() {
            other.push((fixed, right));
        }
    }
    assert_eq!(other, []);
}

#[test]
fn a_finished_summary_has_nothing() {
    let text = include_str!("data/青石镇2026年党风廉政建设工作总结.txt");
    let project = Arc::new(import::read(text, "test".into(), &JunkChoice::KeepAll).project);
    let found = findings(&project);
    let found: Vec<_> = found.iter().map(|f| (f.rule.id, &f.words)).collect();
    assert_eq!(found, []);
}

#[test]
fn the_sample() {
    let Some(folder) = std::env::var_os("SUIGAO_SAMPLES") else {
        println!("skipped: SUIGAO_SAMPLES names no folder with {FILE}");
        return;
    };
    let bytes = std::fs::read(Path::new(&folder).join(FILE)).unwrap();
    let Decoded::Text { text, .. } = import::decode(&bytes).unwrap() else { panic!("undecided") };
    let project = Arc::new(import::read(&text, "sample".into(), &JunkChoice::KeepAll).project);
    let positions = Positions::of(&project);
    let found = findings(&project);
    let found: Vec<_> = found
        .iter()
        .map(|f| {
            let at = positions.of_finding(f);
            (at.line, at.column, f.rule.id, f.words.as_str(), f.related.len())
        })
        .collect();
    assert_eq!(
        found,
        [
            (1, 1, "placeholder", "XX", 0),
            (2, 29, "placeholder", "**", 0),
            (2, 54, "placeholder", "A新时代", 0),
            (4, 242, "doubtful-word", "约话", 0),
            (8, 179, "doubtful-word", "议事议程", 0),
            (8, 340, "mixed-forms", "廉洁文化", 3),
            (9, 1, "site-text", "##paidbegin##", 0),
            (9, 58, "placeholder", "A总书记", 0),
            (9, 191, "word-hint", "执纪为民", 0),
            (10, 1, "site-text", "##paidend##", 0),
        ]
    );
}
