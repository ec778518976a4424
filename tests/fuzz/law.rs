//! The law of reading, worked out apart from the program: what goes in comes out.

use std::collections::HashMap;
use suigao::export::{Newline, markdown, txt};
use suigao::import::{self, Imported, JunkChoice, Note};
use suigao::model::{Project, flow};

/// The lines of a text as the law sees them: trimmed, blank ones left out, and (一) and `1、` and
/// `1．` in their proper form.
pub fn law(text: &str) -> Vec<String> {
    text.split(['\n', '\r', '\u{2028}', '\u{2029}'])
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}'))
        .filter(|line| {
            let seen = |c: char| {
                !c.is_whitespace()
                    && !matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}')
                    && !('\u{E0100}'..='\u{E01EF}').contains(&c)
            };
            line.chars().any(seen)
        })
        .map(proper)
        .collect()
}

pub fn proper(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    if digits > 0
        && let Some(rest) = rest.strip_prefix(['、', '．'])
    {
        return format!("{number}.{rest}");
    }
    if let Some(inner) = line.strip_prefix(['(', '（'])
        && let Some((word, rest)) = inner.split_once([')', '）'])
        && !word.is_empty()
        && word.chars().all(|c| "零一二三四五六七八九十百千".contains(c))
    {
        return format!("（{word}）{rest}");
    }
    line.to_owned()
}

pub fn read(text: &str) -> Imported {
    import::read(text, "id".into(), &JunkChoice::KeepAll)
}

pub fn written(project: &Project) -> Vec<String> {
    flow::lines(project).into_iter().map(|line| line.text).collect()
}

fn proper_lines(project: &Project) -> Vec<String> {
    written(project).iter().map(|line| proper(line)).collect()
}

/// Ids are used once and are all below the next.
fn check_ids(project: &Project) {
    let mut ids: Vec<_> = project.walk().map(|section| section.id).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(ids.iter().all(|&id| id > 0 && id < project.next_id));
}

/// A text with more numerals than any summary has is kept without structure.
fn is_bounded(text: &str) -> bool {
    law(text).len() + text.matches('是').count() <= 100_000
}

/// The law for one text, by every choice of junk; and reading what was read changes nothing more.
pub fn check(text: &str) {
    let lines = law(text);
    let imported = read(text);
    assert_eq!(proper_lines(&imported.project), lines, "{text:?}");
    assert!(!is_bounded(text) || !imported.notes.contains(&Note::Plain), "no structure for {text:?}");
    check_ids(&imported.project);

    let again = txt::render(&imported.project, &txt::TxtOptions::default());
    assert_eq!(read(&again).project, imported.project, "read again: {text:?}");
    let indented = txt::TxtOptions { indent: true, newline: Newline::CrLf };
    assert_eq!(
        read(&txt::render(&imported.project, &indented)).project,
        imported.project,
        "indented: {text:?}"
    );
    check_without_junk(text, lines);
}

/// What is dropped is junk that stands in the text, and the rest is kept.
fn check_without_junk(text: &str, mut rest: Vec<String>) {
    let dropped = import::read(text, "id".into(), &JunkChoice::DropSuggested);
    let mut left = proper_lines(&dropped.project);
    if !dropped.junk.is_empty() {
        let mut junk: HashMap<String, usize> = HashMap::new();
        for line in &dropped.junk {
            *junk.entry(proper(&line.text)).or_default() += 1;
        }
        rest.retain(|line| match junk.get_mut(line) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        assert!(junk.values().all(|&count| count == 0), "{junk:?} is not in {text:?}");
        // Of two equal lines either may have been the junk.
        rest.sort();
        left.sort();
    }
    assert_eq!(left, rest, "without junk: {text:?}");
}

/// What a Markdown reader shows is what the text has.
pub fn check_markdown(project: &Project) {
    let text = txt::render(project, &txt::TxtOptions::default());
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let markdown = markdown::render(project, Newline::Lf);
    let back = if markdown.is_empty() { Vec::new() } else { unescaped(&markdown) };
    assert_eq!(back, lines);
}

/// Takes the backslashes off, as a Markdown reader does, and the marks of headings.
fn unescaped(markdown: &str) -> Vec<String> {
    markdown
        .split("\n\n")
        .map(|line| {
            let line = line.trim_end_matches('\n');
            let mut text = String::new();
            let mut chars = line.trim_start_matches('#').chars();
            if line.starts_with('#') {
                assert_eq!(chars.next(), Some(' '), "{line}");
            }
            while let Some(c) = chars.next() {
                assert!(!"`*_[]<>#|~&".contains(c), "{c} of {line} would be lost");
                text.extend(if c == '\\' { chars.next() } else { Some(c) });
            }
            text
        })
        .collect()
}
