//! Broken project files: what can be read of them is read, whatever has become of them.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

#[path = "store/qingshi.rs"]
mod qingshi;

use proptest::prelude::*;
use qingshi::qingshi;
use std::ops::Range;
use std::sync::Arc;
use std::time::Instant;
use suigao::model::section::MAX_DEPTH;
use suigao::model::{Marker, Profile, Project, Section};
use suigao::store::profile;
use suigao::store::project::{self, to_bytes};
use suigao::store::recovery;
use suigao::store::salvage::{Salvaged, salvage};

/// 青石镇's summary with texts that look like the file around them, and levels down to the last.
fn full() -> Project {
    let mut project = qingshi();
    let section = |heading: &str, paragraphs: &[&str], children: Vec<Section>| Section {
        heading: heading.into(),
        paragraphs: paragraphs.iter().map(ToString::to_string).collect(),
        children: children.into_iter().map(Arc::new).collect(),
        ..Section::default()
    };
    let odd = section(
        "（一）\"五查\"，title: [",
        &[
            "",
            "),",
            "他说\"好\", 路径C:\\镇\\n。",
            "甲\n乙\r\n丙\u{0}丁\u{200B}",
            "𠮷野家🎉🎉",
            "GDP (5.6%), a: \"b\"",
        ],
        vec![],
    );
    let mut deep = section("", &["最深一级，共十六级。"], vec![]);
    for level in 0..6 {
        deep = Section { marker: Marker::Circled, ..section(&format!("第{level}层"), &[], vec![deep]) };
    }
    let body = Arc::make_mut(&mut project.body);
    body.children.extend([odd, deep].map(Arc::new));
    let mut next = project.next_id;
    number(Arc::make_mut(&mut project.body), &mut next);
    project.next_id = next;
    project.required_parts = vec!["存在问题".into(), "下一步打算".into()];
    project
}

/// Gives ids to the sections that have none.
fn number(section: &mut Section, next: &mut u64) {
    if section.id == 0 {
        section.id = *next;
        *next += 1;
    }
    section.children.iter_mut().for_each(|child| number(Arc::make_mut(child), next));
}

/// The texts of a summary, in the order of the document.
fn texts(project: &Project) -> Vec<String> {
    let sections = project.walk().flat_map(|s| std::iter::once(&s.heading).chain(&s.paragraphs));
    let signature = project.signature.iter().flat_map(|s| [&s.unit, &s.date]);
    let all = project.title.iter().chain(sections).chain(signature);
    all.filter(|text| !text.is_empty()).cloned().collect()
}

/// What a project says beside them.
fn others(project: &Project) -> Vec<String> {
    let fields = project.fields.iter().flat_map(|f| [&f.name, &f.hint, &f.value]);
    let guidance = project.walk().flat_map(|s| {
        std::iter::once(&s.guidance.about).chain(&s.guidance.review).chain(&s.guidance.patterns)
    });
    fields.chain(guidance).filter(|text| !text.is_empty()).cloned().collect()
}

/// Whether all that is wanted is found, in its order.
fn in_order(wanted: &[String], found: &[String]) -> Result<(), String> {
    let mut found = found.iter();
    match wanted.iter().find(|text| !found.by_ref().any(|other| other == *text)) {
        Some(text) => Err(format!("{text:?} is missing or out of order")),
        None => Ok(()),
    }
}

/// A file, and where the texts of its summary stand in it, between their quotation marks.
struct File {
    text: String,
    texts: Vec<(Range<usize>, String)>,
    others: Vec<(Range<usize>, String)>,
}

impl File {
    fn of(project: &Project) -> Self {
        Self::holding(String::from_utf8(to_bytes(project).unwrap()).unwrap(), project)
    }

    fn holding(text: String, project: &Project) -> Self {
        let place = |from: &mut usize, said: &String| {
            let quoted = format!("\"{}\"", said.escape_debug());
            let at = *from + text[*from..].find(&quoted).unwrap_or_else(|| panic!("{quoted} in {text}"));
            *from = at + quoted.len();
            at + 1..at + quoted.len() - 1
        };
        let mut from = 0;
        let texts = texts(project).into_iter().map(|said| (place(&mut from, &said), said)).collect();
        let others = others(project).into_iter().map(|said| (place(&mut 0, &said), said)).collect();
        Self { text, texts, others }
    }

    /// Checks that all texts whose place is not `hurt` come through, and those of the summary in order.
    fn check(&self, broken: &[u8], hurt: impl Fn(&Range<usize>) -> bool) -> Result<Salvaged, String> {
        let unhurt = |texts: &'_ [(Range<usize>, String)]| -> Vec<String> {
            texts.iter().filter(|(range, _)| !hurt(range)).map(|(_, said)| said.clone()).collect()
        };
        let salvaged = salvage(broken).ok_or("nothing is read")?;
        let found = texts(&salvaged.project);
        in_order(&unhurt(&self.texts), &found)?;
        let found = [found, others(&salvaged.project)].concat();
        match unhurt(&self.others).iter().find(|text| !found.contains(text)) {
            Some(text) => Err(format!("{text:?} is missing")),
            None => Ok(salvaged),
        }
    }

    fn lines(&self) -> Vec<Range<usize>> {
        let mut from = 0;
        self.text
            .split_inclusive('\n')
            .map(|line| {
                from += line.len();
                from - line.len()..from
            })
            .collect()
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Everything that went wrong, at once.
fn report(problems: Vec<String>) {
    let few: Vec<_> = problems.iter().take(12).map(String::as_str).collect();
    assert!(problems.is_empty(), "{} in all:\n{}", problems.len(), few.join("\n"));
}

#[test]
fn a_whole_file_is_read_whole() {
    for project in [qingshi(), full()] {
        let bytes = to_bytes(&project).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let compact = format!("(version:1,project:{})", ron::to_string(&project).unwrap());
        let all_on_end = text.split('\n').map(str::trim).collect::<Vec<_>>().join("\n");
        for form in [
            text.clone(),
            format!("\u{FEFF}{}", text.replace('\n', "\r\n")),
            text.replace("  ", "\t"),
            all_on_end,
            compact,
            text.replace("(\n  version", "Suigao(\n  version").replace("max: 3000", "max: Some(3_000)"),
            text.replace("// suigao", "#![enable(implicit_some)] /* a /* b */ ( */ // suigao"),
        ] {
            let salvaged = salvage(form.as_bytes()).unwrap();
            assert_eq!(salvaged.project, project, "{form}");
            assert!(salvaged.complete, "{form}");
        }
    }
}

/// Of each character one by one, and of the texts of all places.
#[test]
fn every_character() {
    let mut project = qingshi();
    project.title = ('\0'..=char::MAX).map(String::from).collect();
    let bytes = to_bytes(&project).unwrap();
    let salvaged = salvage(&bytes).unwrap();
    assert!(salvaged.project == project && salvaged.complete);
}

#[test]
fn texts_in_other_forms() {
    for (written, read) in [
        (r#""\x41\u{9752}\u{20BB7}\t\'\"\\""#, "A青𠮷\t'\"\\"),
        (r#""\xE9\x9D\x92石""#, "青石"),
        ("r\"青\\石\"", "青\\石"),
        ("r##\"青\"#石\"##", "青\"#石"),
        ("\"青\\\n      石\"", "青石"),
        ("\"青\n石\"", "青\n石"),
        ("\"青\r\n石\"", "青\n石"),
        ("Some(\"青石\")", "青石"),
    ] {
        let text = format!(
            "(version: 1, project: (id: \"a\", title: [\"题\"], opening: (id: 1, heading: {written}), body: (id: 2), closing: (id: 3), next_id: 4))"
        );
        let salvaged = salvage(text.as_bytes()).unwrap();
        assert_eq!((salvaged.project.opening.heading.as_str(), salvaged.complete), (read, true), "{text}");
    }
}

#[test]
fn cut_at_every_byte() {
    let file = File::of(&full());
    let mut problems = Vec::new();
    for cut in 0..file.text.len() - 2 {
        let mut wanted: Vec<String> = Vec::new();
        for (range, said) in &file.texts {
            if range.end < cut {
                wanted.push(said.clone());
                continue;
            }
            // Of the one that is cut, every character that stands there as a whole.
            let mut at = range.start;
            let whole = |c: &char| {
                at += c.escape_debug().map(char::len_utf8).sum::<usize>();
                at <= cut
            };
            let part: String = said.chars().take_while(whole).collect();
            wanted.extend(Some(part).filter(|part| !part.is_empty()));
            break;
        }
        let salvaged = salvage(&file.text.as_bytes()[..cut]);
        let found = salvaged.as_ref().map(|salvaged| texts(&salvaged.project)).unwrap_or_default();
        if found != wanted {
            let (found, wanted) = (found.iter().rev().take(3), wanted.iter().rev().take(3));
            problems.push(format!(
                "cut at {cut}: {:?}, not {:?}",
                found.collect::<Vec<_>>(),
                wanted.collect::<Vec<_>>()
            ));
        }
        if salvaged.is_some_and(|salvaged| salvaged.complete) {
            problems.push(format!("cut at {cut} passes for whole"));
        }
    }
    report(problems);
}

/// Besides the texts, what a file holds before the cut is as it was.
#[test]
fn what_is_before_a_cut_is_as_it_was() {
    let project = qingshi();
    let file = File::of(&project);
    let cut = file.text.find("closing").unwrap();
    let salvaged = salvage(&file.text.as_bytes()[..cut]).unwrap();
    let expected = Project { closing: Project::new(String::new()).closing, signature: None, ..project };
    assert_eq!(salvaged.project, expected);
    // Half an identity is none.
    let cut = file.text.find("4d2a").unwrap();
    assert_eq!(salvage(&file.text.as_bytes()[..cut]), None, "no word of a summary");
    let text = file.text.replacen("5f0c7a52", "5f0c7a52\0", 1);
    assert_eq!(salvage(text.as_bytes()).unwrap().project.id, "");
}

/// What every file has and this one has not is missing, though its brackets pair.
#[test]
fn a_missing_part_is_told() {
    let text = String::from_utf8(to_bytes(&qingshi()).unwrap()).unwrap();
    for (from, to) in [
        ("    title: [", "    opening: ("),
        ("    opening: (", "    body: ("),
        ("    body: (", "    closing: ("),
        ("    closing: (", "    signature: ("),
    ] {
        let range = text.find(from).unwrap()..text.find(to).unwrap();
        let broken = [&text[..range.start], &text[range.end..]].concat();
        assert!(!salvage(broken.as_bytes()).unwrap().complete, "without {from}");
    }
}

#[test]
fn every_line_lost() {
    let mut problems = Vec::new();
    let file = File::of(&full());
    for line in file.lines() {
        let broken = [&file.text[..line.start], &file.text[line.end..]].concat();
        if let Err(problem) = file.check(broken.as_bytes(), |range| overlap(range, &line)) {
            problems.push(format!("without {:?}: {problem}", &file.text[line]));
        }
    }
    report(problems);
}

/// The indents tell where a lost bracket stood.
#[test]
fn brackets_lost_or_doubled_change_nothing() {
    let project = full();
    let file = File::of(&project);
    let mut problems = Vec::new();
    for line in file.lines() {
        let said = &file.text[line.clone()];
        if !said.chars().all(|c| "()[], \n".contains(c)) {
            continue;
        }
        let lost = [&file.text[..line.start], &file.text[line.end..]].concat();
        let doubled = [&file.text[..line.end], &file.text[line.start..]].concat();
        for (name, broken) in [("without", lost), ("twice", doubled)] {
            let salvaged = salvage(broken.as_bytes()).unwrap();
            if salvaged.project != project || salvaged.complete {
                let number = file.text[..line.start].matches('\n').count() + 1;
                problems.push(format!("{name} {said:?} in line {number}: complete: {}", salvaged.complete));
            }
        }
    }
    report(problems);
}

#[test]
fn every_line_doubled() {
    let project = full();
    let mut problems = Vec::new();
    let file = File::of(&project);
    for line in file.lines() {
        let broken = [&file.text[..line.end], &file.text[line.start..]].concat();
        match file.check(broken.as_bytes(), |_| false) {
            Err(problem) => problems.push(format!("twice {:?}: {problem}", &file.text[line])),
            Ok(salvaged) if texts(&salvaged.project).len() > texts(&project).len() + 1 => {
                problems.push(format!("twice {:?}: more than that", &file.text[line]));
            }
            Ok(_) => {}
        }
    }
    report(problems);
}

/// In the form that the program writes, all texts come through, and those of a summary in order:
/// a text whose quotation mark is lost ends with its line. Of a sign inside a text, only the sign is lost.
#[test]
fn every_sign_lost() {
    let file = File::of(&full());
    let mut problems = Vec::new();
    for (at, sign) in file.text.char_indices().filter(|(_, c)| "\"()[],:".contains(*c)) {
        let broken = [&file.text[..at], &file.text[at + 1..]].concat();
        if let Err(problem) = file.check(broken.as_bytes(), |range| range.contains(&at)) {
            let line = file.text[..at].matches('\n').count() + 1;
            problems.push(format!("without {sign} in line {line}: {problem}"));
        }
    }
    report(problems);
}

/// On one line nothing tells where a text should have ended. Demanded is that no character of
/// another text is lost: it may stand in one text with its neighbours, and with signs of the file.
#[test]
fn every_sign_lost_on_one_line() {
    let project = qingshi();
    let file = File::holding(format!("(version:1,project:{})", ron::to_string(&project).unwrap()), &project);
    let mut problems = Vec::new();
    for (at, sign) in file.text.char_indices().filter(|(_, c)| "\"()[],:".contains(*c)) {
        let broken = [&file.text[..at], &file.text[at + 1..]].concat();
        let Some(salvaged) = salvage(broken.as_bytes()) else {
            problems.push(format!("without {sign} at {at}: nothing is read"));
            continue;
        };
        let found = [texts(&salvaged.project), others(&salvaged.project)].concat();
        for (range, said) in &file.texts {
            if !range.contains(&at) && !found.iter().any(|text| text.contains(said)) {
                problems.push(format!(
                    "without {sign} at {at}: {said:?} is missing\n{}\n{found:?}",
                    String::from_utf8_lossy(&broken.as_bytes()[at - 60..(at + 200).min(broken.len())])
                ));
            }
        }
    }
    report(problems);
}

/// A block of the disk that was never written, wherever it lies.
#[test]
fn blocks_of_nul() {
    let file = File::of(&full());
    let mut problems = Vec::new();
    for length in [1, 64, 512] {
        for from in (0..file.text.len() - length).step_by(7) {
            let mut broken = file.text.clone().into_bytes();
            broken[from..from + length].fill(0);
            let block = from..from + length;
            // The quotation marks of a text belong to it.
            let hurt = |range: &Range<usize>| {
                let wordless = !file.text[range.clone()].contains(char::is_alphanumeric);
                wordless || overlap(&(range.start - 1..range.end + 1), &block)
            };
            let checked = file.check(&broken, hurt);
            match checked {
                Err(problem) => problems.push(format!(
                    "{block:?}: {problem}\n{}",
                    String::from_utf8_lossy(
                        &broken[from.saturating_sub(200)..(from + length + 300).min(broken.len())]
                    )
                    .replace('\0', "")
                )),
                Ok(salvaged) if salvaged.complete && from > 84 => {
                    problems.push(format!("{block:?}: complete"))
                }
                Ok(salvaged) => assert!(texts(&salvaged.project).iter().all(|t| !t.contains('\u{FFFD}'))),
            }
        }
    }
    report(problems);
}

/// What people do to a file with an editor and an input method: nothing is lost, and what they wrote
/// is there.
#[test]
fn edits_by_hand() {
    let project = qingshi();
    let file = File::of(&project);
    let closing = "    closing: (";
    for (name, from, to, added) in [
        ("a full-width colon", "title: [", "title： [", None),
        ("a full-width comma", "286人次。\",", "286人次。\"，", None),
        ("full-width brackets", "closing: (", "closing：（", None),
        ("a wrong name", "paragraphs: [\n            \"全年", "paragrahps: [\n            \"全年", None),
        ("a bracket too many", "      children: [", "      children: [(", None),
        ("no comma", "32份。\",", "32份。\"", None),
        ("no title", "title: [", "标题: [", Some("标题: [")),
        (
            "quotes in a text",
            "[\n        \"{{年度+1}}年，再",
            "[\n        \"做到\"四个\"\",\n        \"{{年度+1}}年，再",
            Some("做到\"四个\""),
        ),
        ("quotes and commas in a text", closing, "\"做到\"四个\", 五个\",\n    closing: (", Some("五个")),
        (
            "a paragraph outside",
            closing,
            "            \"新写的一段。\",\n    closing: (",
            Some("新写的一段。"),
        ),
        ("no quotes", closing, "新写的一段。\n    closing: (", Some("新写的一段。")),
        ("Chinese quotes", closing, "“新写的一段。”,\n    closing: (", Some("“新写的一段。”")),
        ("a word for a number", "max: 3000", "max: 三千", Some("三千")),
        ("a comment left open", "  version", "/* 注 \n  version", Some("注")),
    ] {
        let edited = file.text.replacen(from, to, 1);
        assert_ne!(edited, file.text, "{name}");
        let salvaged =
            file.check(edited.as_bytes(), |_| false).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        let found = texts(&salvaged.project);
        assert!(added.is_none_or(|added| found.iter().any(|text| text == added)), "{name}: {found:?}");
        // Without a comma nothing is lost.
        assert_eq!(salvaged.complete, name == "no comma", "{name}");
    }
}

/// Its text is whole; what it says that this version does not know is passed over.
#[test]
fn a_newer_version() {
    let project = qingshi();
    let text = String::from_utf8(to_bytes(&project).unwrap()).unwrap();
    let mut newer = text.replacen(
        "version: 1,",
        "version: 9,\n  mood: Happy([\"喜\", {2: (title: \"悦\")}, 'x', '(']),",
        1,
    );
    for (from, to) in [
        (
            "    title: [",
            "    theme: Red(name: \"红\", children: [(id: 4, paragraphs: [\"不是正文\"])]),\n    title: [",
        ),
        ("kind: Unit,", "kind: Phone(\"号码\"),\n        unit: \"个\","),
        (
            "status: Done,",
            "status: Waiting(by: \"书记\"),\n          title: \"小标题\",\n          comments: [(heading: \"批\", text: \"注\")],",
        ),
        ("max: 600,", "max: 600,\n            unit: Lines(\"行\"),"),
        ("marker: \"（一）\"", "marker: \"甲、\""),
        ("min: 300", "min: \"三百字\""),
        ("status: Review", "status: \"正在复核之中\""),
        ("id: 5,", "id: \"五\","),
        ("\"全年受理信访举报9件，办结9件。\"", "Plain(\"全年受理信访举报9件，办结9件。\")"),
        ("        (\n          id: 7,", "        Section((\n          id: 7,"),
    ] {
        assert_eq!(newer.matches(from).count(), 1, "{from}");
        newer = newer.replacen(from, to, 1);
    }
    let newer = newer.replacen(
        "        ),\n      ],\n    ),\n    closing",
        "        )),\n      ],\n    ),\n    closing",
        1,
    );
    let salvaged = salvage(newer.as_bytes()).unwrap();
    let mut expected = project;
    expected.fields[0].kind = Default::default();
    let body = Arc::make_mut(&mut expected.body);
    let first = Arc::make_mut(&mut body.children[0]);
    (first.status, first.limit.min) = (Default::default(), None);
    let second = Arc::make_mut(&mut first.children[1]);
    (second.status, second.id) = (Default::default(), expected.next_id);
    expected.next_id += 1;
    Arc::make_mut(&mut body.children[1]).marker = Marker::None;
    assert_eq!(salvaged.project, expected);
    assert!(salvaged.complete);
    // Cut as well: what is whole of it comes through.
    for (cut, _) in newer.char_indices().filter(|(at, _)| *at > 0) {
        let found = salvage(&newer.as_bytes()[..cut]).map(|s| texts(&s.project)).unwrap_or_default();
        let whole = found.len().saturating_sub(1);
        assert_eq!(found[..whole], texts(&expected)[..whole], "cut at {cut}");
    }
}

/// The profile comes through where it can be read; where not, that is told. It costs no text.
#[test]
fn the_profile() {
    let mut project = full();
    let centred = profile::built_in()[1].clone();
    project.profile = Arc::new(Profile { name: "我的，\"版式\"（".into(), ..centred });
    let file = File::of(&project);
    let whole = salvage(file.text.as_bytes()).unwrap();
    assert!(whole.complete && whole.project == project);
    let standard = Arc::new(Profile::default());
    let start = file.text.find("    profile: (").unwrap();
    let last = start + file.text[start..].find("\n    ),").unwrap();
    let newer = file.text.replacen("version: 1", "version: 2", 1);
    for (text, profile, complete) in [
        (file.text.replacen("titel", "title", 1), &project.profile, true),
        (file.text.replacen("    marker: \"一、\",\n", "", 1), &project.profile, true),
        (file.text.replacen("place: Centre", "place: Center", 1), &standard, false),
        (newer.replacen("place: Centre", "place: Inside", 1), &standard, true),
        (newer.replacen("overflow: DrawIn", "overflow: DrawIn, colour: \"红\"", 1), &standard, true),
        (file.text.replacen("columns: 28", "columns: 0", 1), &standard, false),
        (file.text.replacen("margins: (", "margins: ", 1), &standard, false),
        (file.text[..start + 60].to_owned(), &standard, false),
        (file.text[..start + 4].to_owned(), &standard, false),
    ] {
        let salvaged = file.check(text.as_bytes(), |range| range.start >= text.len()).unwrap();
        assert_eq!((&salvaged.project.profile, salvaged.complete), (profile, complete), "{text}");
    }
    // Whatever is lost of it.
    for at in (start..last).filter(|&at| file.text.is_char_boundary(at)) {
        let mut text = file.text.as_bytes().to_vec();
        text.remove(at);
        file.check(&text, |range| range.contains(&at)).unwrap();
        if !matches!(file.text.as_bytes()[at], b' ' | b'\n' | b',') && !file.text[at..].starts_with(':') {
            text[at..last - 1].fill(0);
            let salvaged = file.check(&text, |_| false).unwrap();
            assert!(!salvaged.complete, "{at}");
        }
    }
    // Its last bracket: what it says is still none of the summary's text.
    let unclosed = file.text[..last].to_owned() + &file.text[last + "\n    ),".len()..];
    let salvaged = file.check(unclosed.as_bytes(), |_| false).unwrap();
    assert!(!texts(&salvaged.project).concat().contains("FandolFang"), "{unclosed}");
    // On one line, as somebody may write it.
    let line = file.text.lines().skip(1).map(str::trim).collect::<Vec<_>>().join(" ");
    let whole = salvage(line.as_bytes()).unwrap();
    assert_eq!(whole.project.profile, project.profile);
    let broken = line.replacen("place: Centre", "place: (Centre", 1);
    file.check(broken.as_bytes(), |_| false).unwrap();
    // Before the text, where the whole summary seems to belong to it.
    let first = line.replacen("project: (", "project: ( profile: (indent: (2), ", 1);
    let salvaged = salvage(first.as_bytes()).unwrap();
    let wanted: Vec<String> = file.texts.iter().map(|(_, said)| said.clone()).collect();
    in_order(&wanted, &texts(&salvaged.project)).unwrap();
}

#[test]
fn too_many_levels_lose_no_text() {
    let mut project = qingshi();
    let mut section = Section { paragraphs: vec!["底".into()], ..Section::new(400) };
    for id in 0..30 {
        section = Section {
            heading: format!("题{id}"),
            paragraphs: vec![format!("文{id}")],
            children: vec![Arc::new(section)],
            ..Section::new(300 + id)
        };
    }
    Arc::make_mut(&mut project.body).children.push(Arc::new(section));
    let bytes = to_bytes(&project).unwrap();
    assert!(project::parse(&bytes).is_err());
    let salvaged = salvage(&bytes).unwrap();
    assert_eq!(texts(&salvaged.project), texts(&project));
    assert_eq!(salvaged.project.body.height(), MAX_DEPTH);
    assert!(salvaged.complete);
}

#[test]
fn what_is_salvaged_can_be_saved() {
    let mut text = String::from_utf8(to_bytes(&full()).unwrap()).unwrap();
    for (from, to) in
        [("next_id: 16", "next_id: 1"), ("id: 7,", "id: 6,"), ("id: 4,", "id: 99999999999999999999,")]
    {
        text = text.replacen(from, to, 1);
    }
    let salvaged = salvage(text.as_bytes()).unwrap();
    let parsed = project::parse(&to_bytes(&salvaged.project).unwrap()).unwrap();
    assert_eq!((parsed.project, parsed.notes), (salvaged.project, vec![]));
}

#[test]
fn a_recovery_copy() {
    let project = Arc::new(qingshi());
    let base = recovery::Base { path: "/家/总结.ron".into(), hash: suigao::store::Hash::of(b"") };
    let copy = recovery::Copy { project: project.clone(), base: Some(base), kept: 1, closed: true };
    let bytes = recovery::to_bytes(&copy).unwrap();
    assert_eq!(salvage(&bytes), Some(Salvaged { project: (*project).clone(), complete: true }));
    let file = File::holding(String::from_utf8(bytes).unwrap(), &project);
    for line in file.lines() {
        let broken = [&file.text[..line.start], &file.text[line.end..]].concat();
        let checked = file.check(broken.as_bytes(), |range| overlap(range, &line));
        assert!(checked.is_ok(), "without {:?}: {checked:?}", &file.text[line]);
    }
}

#[test]
fn nothing_to_read() {
    for bytes in [
        &b""[..],
        b"\xEF\xBB\xBF",
        &[0; 4096],
        b"// suigao 1 sha256=00\n",
        b"(version: 1, project: (id: \"a\", title: [\"\xE2\x80\xA6\"]))",
        "只是一段文字，不是总结文件。".as_bytes(),
        b"<html><body class=\"a\">text</body></html>",
        b"\x89PNG\r\n\x1a\n\"abc\"",
    ] {
        assert_eq!(salvage(bytes), None, "{:?}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(salvage(&to_bytes(&Project::new("a".into())).unwrap()), None);
}

/// A stranger's file may be anything. One of these that took more than linear time would not end,
/// one that was read by recursion would overflow the stack.
#[test]
fn hostile_files() {
    let head = "(version: 1, project: (id: \"a\", title: [\"题\"], body: (id: 2, children: [";
    for part in [
        "(",
        ")",
        "[",
        "]",
        "{",
        "([",
        "(]",
        "([{",
        "(\n",
        "()",
        "{{",
        "\"",
        "\"\"",
        "\" ",
        "\"\n",
        "\n\n\"",
        "\"\",",
        "\"a\",",
        "\"a ",
        "\\",
        "\"\\",
        "\\u{",
        "\\x",
        "'",
        "/*",
        "/**/",
        "/*\0",
        "//\n",
        "#",
        "r#\"",
        "r\"",
        "r##",
        "r#a:",
        "\n",
        " ",
        "\u{3000}",
        "\u{FEFF}",
        "\0",
        "\0a",
        "\0\"",
        "\0(",
        "a",
        "a.",
        "a%",
        "a:",
        "a b ",
        "1",
        "1 ",
        "1a.",
        ".",
        "-",
        ",",
        ":",
        "名",
        "名:",
        "，",
        "（",
        "“",
        "id:",
        "id:1,",
        "(id:1),",
        "(id:1,children:[",
        "heading:",
        "heading:\"",
        "heading:\"a\",",
        "children:[(",
        "(children:",
        "opening:(",
        "title:[",
        "limit:(min:",
        "status:x,",
        "kind:(",
        "fields:[(name:\"a\"),",
        "name:\"a\",",
        "about:",
        "date:\"x\"",
        "Some(",
    ] {
        let body = part.repeat(50_000 / part.len());
        for front in ["", head, "// suigao 9 sha256=0\n(mood: "] {
            let salvaged = salvage([front, &body].concat().as_bytes());
            assert!(front != head || salvaged.is_some(), "{part:?}");
        }
    }
    for part in ["(", "\""] {
        let salvaged = salvage([head, &part.repeat(1_000_000)].concat().as_bytes()).unwrap();
        assert_eq!(salvaged.project.title, ["题"]);
        assert!(salvaged.project.body.height() <= MAX_DEPTH);
    }
    assert_eq!(salvage(&vec![0; 64 << 20]), None);
}

/// Of more sections than any summary has, every text is kept.
#[test]
fn more_sections_than_anyone_writes() {
    let point = |id: usize| format!("(id:{id},paragraphs:[\"文{id}\"])");
    let section =
        |id: usize| format!("(id:{id},heading:\"题{id}\",children:[{},{}]),", point(id), point(id + 1));
    let sections: String = (0..50_000).map(section).collect();
    let text = format!("(version:1,project:(id:\"a\",title:[],body:(id:2,children:[{sections}])))");
    let texts_of = |id| [format!("题{id}"), format!("文{id}"), format!("文{}", id + 1)];
    let wanted: Vec<String> = (0..50_000).flat_map(texts_of).collect();
    assert!(texts(&salvage(text.as_bytes()).unwrap().project) == wanted);
}

#[test]
fn a_long_summary() {
    let mut project = qingshi();
    let paragraph = "青石镇党委召开专题会议研究部署“三资”管理，办结率98.6%。".repeat(10);
    let paragraphs = vec![paragraph; 2000];
    project.opening = Arc::new(Section { paragraphs, ..Section::new(1) });
    let bytes = to_bytes(&project).unwrap();
    let characters: usize = texts(&project).iter().map(|text| text.chars().count()).sum();
    assert!(characters > 600_000, "{characters}");
    let started = Instant::now();
    let salvaged = salvage(&bytes[..bytes.len() - 1000]).unwrap();
    println!("{characters} characters, {} bytes: {:?}", bytes.len(), started.elapsed());
    assert_eq!(salvaged.project.opening, project.opening);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Some bytes are replaced by others, by more or by none: the texts on other lines are not lost.
    #[test]
    fn garbage_inside(
        at in 0.0..1.0f64,
        lost in prop_oneof![Just(0), 0..300usize, 0..3000usize],
        garbage in prop_oneof![Just(vec![]), prop::collection::vec(any::<u8>(), 0..200)],
    ) {
        let file = File::of(&full());
        let bytes = file.text.as_bytes();
        let at = (bytes.len() as f64 * at) as usize;
        let end = (at + lost).min(bytes.len());
        let broken = [&bytes[..at], &garbage, &bytes[end..]].concat();
        let from = bytes[..at].iter().rposition(|&byte| byte == b'\n').unwrap_or(0);
        let to = bytes[end..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |n| end + n);
        let salvaged = salvage(&broken);
        let found = salvaged.map(|s| [texts(&s.project), others(&s.project)].concat()).unwrap_or_default();
        for (_, said) in file.texts.iter().filter(|(range, _)| !overlap(range, &(from..to + 1))) {
            let wordless = !said.contains(char::is_alphanumeric);
            prop_assert!(wordless || found.iter().any(|text| text.contains(said)), "{said:?} is missing");
        }
        let replaced = found.iter().any(|text| text.contains('\u{FFFD}'));
        prop_assert!(!replaced);
    }

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        salvage(&bytes);
    }

    #[test]
    fn random_ron(parts in prop::collection::vec(prop::sample::select(vec![
        "(", ")", "[", "]", "{", "}", "\"", "\\", "\n", "  ", "    ", ",", ":", "id", "heading", "paragraphs", "children",
        "title", "opening", "body", "closing", "fields", "name", "guidance", "about", "limit", "min", "1", "9", "version",
        "project", "unit", "date", "青石", "Done", "true", "/*", "*/", "//", "r#\"", "\"#", "'", "\0", "：", "，", "（", "mood",
    ]), 0..300)) {
        if let Some(salvaged) = salvage(parts.concat().as_bytes()) {
            let bytes = to_bytes(&salvaged.project).unwrap();
            prop_assert_eq!(project::parse(&bytes).unwrap().project, salvaged.project);
        }
    }
}
