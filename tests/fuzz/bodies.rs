//! What is demanded of any bytes, one function for each way by which bytes come in. Fuzzing
//! (`fuzz/`) and the test beside this file call the same functions; each panics when its demand is
//! not met.

#[path = "law.rs"]
mod law;

use std::path::Path;
use std::sync::Arc;
use suigao::export::{Encoding, Format, Newline, Options, encode, render};
use suigao::import::{self, DecodeError, Decoded};
use suigao::model::marker::Form;
use suigao::model::{Marker, Measure, Project, Section, flow};
use suigao::page::{self, Fonts};
use suigao::store::envelope::Integrity;
use suigao::store::profile::ProfileError;
use suigao::store::project::ContentError;
use suigao::store::settings::SettingsError;
use suigao::store::template::TemplateError;
use suigao::store::{
    Mistake, Settings, profile as profile_file, project as project_file, recovery as copy_file, rescue,
    salvage as salvage_file, syntax, template as template_file,
};
use suigao::text::chars::{ends_line, is_asian, is_dropped, is_shared_mark};
use suigao::text::count::{Count, Counter, SharedMarks};

/// Panics when a demand on the bytes is not met.
pub type Body = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: &[(&str, Body)] = &[
    ("counting", counting),
    ("marker", marker),
    ("profile", profile),
    ("project", project),
    ("recovery", recovery),
    ("salvage", salvage),
    ("settings", settings),
    ("template", template),
    ("text_import", text_import),
];

/// A project file is opened, or what is wrong is told with its place. What is opened is saved and
/// opened again the same, and can be counted and written.
pub fn project(bytes: &[u8]) {
    match project_file::parse(bytes) {
        Ok(parsed) => {
            is_kept_by_a_file(&parsed.project);
            counts_agree(&parsed.project);
        }
        Err(error) => {
            if let ContentError::Mistake(mistake) = &error {
                let text = std::str::from_utf8(bytes).unwrap().replace("\r\n", "\n");
                has_a_place(mistake, &text);
            }
            assert!(!error.to_string().is_empty());
        }
    }
}

/// A recovery copy is opened, or what is wrong is told with its place. What is opened is kept and
/// opened again the same, and is known for a copy.
pub fn recovery(bytes: &[u8]) {
    match copy_file::parse(bytes) {
        Ok(parsed) => {
            let again = copy_file::parse(&copy_file::to_bytes(&parsed.copy).unwrap()).unwrap();
            assert_eq!(again.copy, parsed.copy);
            assert_eq!((again.integrity, again.notes), (Integrity::Intact, Vec::new()));
            assert!(copy_file::is_copy(&copy_file::to_bytes(&parsed.copy).unwrap()));
            is_kept_by_a_file(&parsed.copy.project);
        }
        Err(error) => {
            if let ContentError::Mistake(mistake) = &error {
                has_a_place(mistake, &std::str::from_utf8(bytes).unwrap().replace("\r\n", "\n"));
            }
            assert!(!error.to_string().is_empty());
        }
    }
}

/// Of any bytes what can be read is a project that can be saved, counted and written; of a whole
/// file it is what the file says. What is offered in place of a damaged file is the same.
pub fn salvage(bytes: &[u8]) {
    let found = salvage_file::salvage(bytes);
    if let Some(found) = &found {
        let mut project = found.project.clone();
        if project.id.is_empty() {
            project.id = "号".into();
        }
        is_kept_by_a_file(&project);
        counts_agree(&project);
    }
    let survivors = rescue::survivors(Path::new("没有/总结.ron"), bytes, &[]);
    match project_file::parse(bytes) {
        Ok(parsed) if parsed.notes.is_empty() => {
            assert!(survivors.is_empty(), "nothing is broken");
            // One without a word is none.
            if let Some(found) = found.filter(|found| found.complete) {
                assert_eq!(written_texts(&found.project), written_texts(&parsed.project));
            }
        }
        _ => survivors.iter().for_each(|survivor| is_kept_by_a_file(&survivor.project)),
    }
}

fn written_texts(project: &Project) -> Vec<String> {
    flow::lines(project).into_iter().map(|line| line.text).collect()
}

/// A page profile is read, or what is wrong is told with its place. What is read is written and
/// read again the same, and a text can be laid out by it.
pub fn profile(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match profile_file::parse("版式.ron", text) {
        Ok(profile) => {
            let again = profile_file::parse("版式.ron", &profile_file::text(&profile).unwrap());
            assert_eq!(again.as_ref(), Ok(&profile));
            let mut project = Project::new("号".into());
            project.title = vec!["青石镇2026年工作总结".into()];
            let paragraphs = vec!["镇党委专题研究3次，落实到26个村（社区）。".repeat(9)];
            project.opening = Arc::new(Section { paragraphs, ..Section::new(1) });
            project.profile = Arc::new(profile);
            is_kept_by_a_file(&project);
            assert!(!page::lay_out(&project, &Fonts::bundled()).pages.is_empty());
        }
        Err(error) => {
            if let ProfileError::Mistake { mistake, .. } = &error {
                has_a_place(mistake, text);
            }
            assert!(!error.to_string().is_empty());
        }
    }
}

/// A template file is read, or what is wrong is told with its place. What is read begins a project
/// that is kept by its file, and whose finished text has every field filled in.
pub fn template(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if bytes.len() as u64 > template_file::MAX_BYTES {
        return;
    }
    match template_file::parse("模板.ron", text) {
        Ok(template) => {
            let values: Vec<_> =
                template.fields.iter().map(|field| (field.name.clone(), "2026".to_owned())).collect();
            let project = template.instantiate("号".into(), &values);
            is_kept_by_a_file(&project);
            counts_agree(&project);
            for line in flow::lines(&project) {
                // A year beside another may be no year of four digits; it stays as written.
                assert!(!line.text.contains("{{") || line.text.contains(['+', '-']), "{line:?}");
            }
        }
        Err(error) => {
            if let TemplateError::Mistake { mistake, .. } = &error {
                has_a_place(mistake, text);
            }
            assert!(!error.to_string().is_empty());
        }
    }
}

/// Settings are read, or what is wrong is told with its place. What is read is written and read
/// again the same.
pub fn settings(bytes: &[u8]) {
    let path = Path::new("settings.ron");
    match Settings::parse(path, bytes) {
        Ok(settings) => {
            let written = syntax::write(&settings).unwrap();
            assert_eq!(Settings::parse(path, written.as_bytes()), Ok(settings));
        }
        Err(error) => {
            if let SettingsError::Mistake { mistake, .. } = &error {
                has_a_place(mistake, std::str::from_utf8(bytes).unwrap());
            }
            assert!(!error.to_string().is_empty());
        }
    }
}

/// A text file is decoded in one or more ways, or what is wrong is told. By each reading the law
/// holds: every line that goes in comes out, as text and as Markdown, and is read back the same
/// from every encoding.
pub fn text_import(bytes: &[u8]) {
    for encoding in Encoding::ALL {
        if let Err(error) = import::decode_as(bytes, encoding) {
            assert!(!error.to_string().is_empty());
        }
    }
    match import::decode(bytes) {
        Ok(Decoded::Text { encoding, text }) => {
            assert_eq!(import::decode_as(bytes, encoding).as_ref(), Ok(&text));
            is_imported(&text);
        }
        Ok(Decoded::Undecided { readings }) => {
            assert!(readings.len() > 1);
            for (encoding, text) in readings {
                assert_eq!(import::decode_as(bytes, encoding).as_ref(), Ok(&text));
                is_imported(&text);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn is_imported(text: &str) {
    law::check(text);
    let project = law::read(text).project;
    is_kept_by_a_file(&project);
    counts_agree(&project);
    law::check_markdown(&project);

    let options =
        Options { format: Format::Txt, encoding: Encoding::Utf8, newline: Newline::CrLf, indent: true };
    let finished = render(&project, &options);
    for encoding in Encoding::ALL {
        // What an encoding lacks is told; anything else reads back the same. A text that begins with
        // `%PDF-` is taken for a PDF file, as every program takes it.
        match encode(&finished, encoding) {
            Ok(bytes) => match import::decode_as(&bytes, encoding) {
                Err(DecodeError::Document(_)) => {}
                back => assert_eq!(back.as_ref(), Ok(&finished)),
            },
            Err(error) => assert!(!error.misfits.is_empty() && encoding == Encoding::Gb18030),
        }
    }
    if let Some(points) = import::points(text) {
        let mut pasted = Project::new("id".into());
        pasted.opening = Arc::new(points);
        let lines: Vec<String> = law::written(&pasted).iter().map(|line| law::proper(line)).collect();
        assert_eq!(lines, law::law(text), "pasted as points: {text:?}");
    }
}

/// The figures are those of a slow count that is made apart, agree with one another, and are the
/// same for a text that comes in pieces.
pub fn counting(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let whole = Count::of(&text);
    assert_eq!(whole.words, slow_words(&text));
    assert!(whole.han <= whole.words - whole.non_asian_words);
    assert!(whole.words <= whole.chars_no_space && whole.chars_no_space <= whole.chars_with_space);
    assert!(whole.paragraphs <= whole.words && (whole.paragraphs == 0) == (whole.words == 0));

    let mut lines = Count::default();
    text.split_inclusive(ends_line).for_each(|line| lines += Count::of(line));
    assert_eq!(lines, whole, "line by line");

    for marks in [SharedMarks::Asian, SharedMarks::Latin] {
        let mut counter = Counter::new(marks);
        counter.feed(&text);
        let whole = counter.count();
        let (mut counter, mut sum) = (Counter::new(marks), Count::default());
        let mut rest = &*text;
        while !rest.is_empty() {
            let middle = rest.ceil_char_boundary(rest.len().div_ceil(2));
            let before = counter.count();
            counter.feed(&rest[..middle]);
            sum += counter.count() - before;
            rest = &rest[middle..];
        }
        assert_eq!(sum, whole, "in pieces, {marks:?}");
    }
}

/// 字数: Asian characters and marks one by one, other characters by runs.
fn slow_words(text: &str) -> usize {
    let asian = |c: char| !c.is_whitespace() && (is_asian(c) || is_shared_mark(c));
    let seen: String = text.chars().filter(|&c| !is_dropped(c)).collect();
    let runs = seen.split(|c: char| c.is_whitespace() || asian(c)).filter(|run| !run.is_empty()).count();
    runs + seen.chars().filter(|&c| asian(c)).count()
}

/// A numeral that is read lies within its line and is written as it stands there; one that is
/// written is read again. The first four bytes are a number to write, the rest is a line.
pub fn marker(bytes: &[u8]) {
    let line = String::from_utf8_lossy(bytes.get(4..).unwrap_or_default());
    if let Some(numeral) = Marker::read(&line) {
        let (read, rest) = line.split_at(numeral.len);
        assert!(numeral.number > 0 && numeral.marker != Marker::None);
        let written = numeral.marker.write(numeral.number);
        if numeral.form == Form::Proper {
            assert_eq!(written, read);
        } else {
            assert_ne!(written, read);
            let again = Marker::read(&format!("{written}{rest}")).unwrap();
            assert_eq!((again.marker, again.number), (numeral.marker, numeral.number), "{line}");
            assert_eq!((again.form, again.len), (Form::Proper, written.len()), "{line}");
        }
    }
    let Some(&number) = bytes.first_chunk() else { return };
    let number = u32::from_le_bytes(number) as usize;
    // Small numbers are the ones in use.
    for number in [number, number % 10_000, number % 100] {
        for marker in Marker::ALL {
            is_read_again(marker, number);
        }
    }
}

fn is_read_again(marker: Marker, number: usize) {
    let most = match marker {
        Marker::First | Marker::Second | Marker::Point | Marker::Ordinal => 9999,
        Marker::Third | Marker::Fourth => 999,
        Marker::Circled => 50,
        Marker::None => 0,
    };
    let written = marker.write(number);
    let read = Marker::read(&format!("{written}强化"));
    if (1..=most).contains(&number) {
        let read = read.map(|read| (read.marker, read.number, read.len, read.form));
        assert_eq!(read, Some((marker, number, written.len(), Form::Proper)));
    }
}

/// A project is what its file says, and its file is the same again.
fn is_kept_by_a_file(project: &Project) {
    let bytes = project_file::to_bytes(project).unwrap();
    let again = project_file::parse(&bytes).unwrap();
    assert_eq!(&again.project, project);
    assert_eq!((again.integrity, again.notes), (Integrity::Intact, Vec::new()));
    assert_eq!(project_file::to_bytes(&again.project).unwrap(), bytes);
}

/// The whole counts what its lines count, and its parts add up to it.
fn counts_agree(project: &Project) {
    let measure = Measure::of(project, SharedMarks::Asian);
    let lines: Vec<_> = flow::lines(project).into_iter().map(|line| line.text).collect();
    assert_eq!(measure.total.count, Count::of(&lines.join("\n")));
    let mut sum = measure.title.count + measure.signature.count;
    for part in [&project.opening, &project.body, &project.closing] {
        sum += measure.section(part.id).count;
    }
    assert_eq!(sum, measure.total.count);
    assert!(project.unresolved_fields().iter().all(|field| field.value.trim().is_empty()));
}

/// The place of a mistake lies in the text, and what is shown of the line stands there.
fn has_a_place(mistake: &Mistake, text: &str) {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let line = text.split('\n').nth(mistake.line - 1).unwrap();
    assert!((1..=line.chars().count() + 1).contains(&mistake.column), "{mistake:?}");
    let shown = mistake.text.trim_start_matches('…').trim_end_matches('…');
    assert!(line.contains(shown), "{mistake:?}");
}
