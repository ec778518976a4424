//! The DOCX: what it says, that its elements stand in the schema's order, and what it does not
//! tell. How it is laid out is asked of LibreOffice where that is there.

#![allow(clippy::expect_used, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use proptest::prelude::*;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::process::Command;
use std::sync::Arc;
use suigao::export::docx;
use suigao::export::txt::{self, TxtOptions};
use suigao::import::{self, JunkChoice};
use suigao::model::profile::{NumberPlace, Overflow, Pitch, Pt};
use suigao::model::{Edit, Profile, Project, Signature};
use suigao::page::Fonts;

const SAMPLE: &str = include_str!("data/青石镇2026年党风廉政建设工作总结.txt");

fn read(text: &str) -> Project {
    import::read(text, "试".into(), &JunkChoice::KeepAll).project
}

fn project(title: &str, paragraphs: &[&str]) -> Project {
    let mut project = Project::new("试".into());
    project.title = title.lines().map(Into::into).collect();
    project.apply(Edit::SetParagraphs(1, paragraphs.iter().map(ToString::to_string).collect()));
    project
}

/// Everything that a summary can have.
fn full() -> Project {
    let mut project = read(
        "青石镇2026年度\n履行全面从严治党主体责任情况报告\n一年来，全镇有新进展。\n一、党建工作\n（一）抓学习\n1.集中学习\n学习12次。\n（二）抓责任。压实责任。\n一是落实。二是监督。\n二、下一步打算\n继续。\n",
    );
    let id = project.closing.id;
    project.apply(Edit::SetParagraphs(id, vec!["特此报告。".into(), "附件：1.名单".into(), "2.清单".into()]));
    project.signature =
        Some(Signature { unit: "青石镇人民政府".into(), date: "2026年12月20日".into() });
    project
}

fn with(project: &Project, change: impl FnOnce(&mut Profile)) -> Project {
    let mut profile = Profile::clone(&project.profile);
    change(&mut profile);
    Project { profile: Arc::new(profile), ..project.clone() }
}

fn written(project: &Project) -> Vec<u8> {
    docx::write(project, &Fonts::bundled())
}

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The text of the document, a line each paragraph and break.
fn text(bytes: &[u8]) -> String {
    let parts = parts(bytes);
    let mut reader = quick_xml::Reader::from_str(&parts["word/document.xml"]);
    let (mut text, mut inside) = (String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == b"w:t" => inside = true,
            Event::End(end) if end.name().as_ref() == b"w:t" => inside = false,
            Event::End(end) if end.name().as_ref() == b"w:p" => text.push('\n'),
            Event::Empty(empty) if empty.name().as_ref() == b"w:tab" => text.push('\t'),
            Event::Text(piece) if inside => text.push_str(&piece.decode().unwrap()),
            Event::GeneralRef(name) if inside => text.push(match name.decode().unwrap().as_ref() {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                other => panic!("&{other};"),
            }),
            Event::Eof => return text,
            _ => {}
        }
    }
}

/// As the text file has it, without its blanks at the edges and what XML cannot hold; the title's
/// lines, which are one paragraph, run on.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

fn finished(project: &Project) -> String {
    txt::render(project, &TxtOptions::default())
}

#[test]
fn it_says_what_the_text_file_says() {
    for project in [read(SAMPLE), full(), Project::new("试".into())] {
        assert_eq!(plain(&text(&written(&project))), plain(&finished(&project)));
    }
    let lines: Vec<String> = text(&written(&full())).lines().map(Into::into).collect();
    let own = finished(&full());
    let own: Vec<&str> = own.lines().skip(2).collect();
    assert_eq!(lines[1..], own, "each paragraph is one");
}

/// The order of children in ISO/IEC 29500-1, as far as the file has them. Word calls a file damaged
/// where they stand otherwise.
const ORDER: &[(&str, &[&str])] = &[
    ("w:body", &["w:p", "w:sectPr"]),
    ("w:p", &["w:pPr", "w:r"]),
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:widowControl",
            "w:suppressLineNumbers",
            "w:kinsoku",
            "w:wordWrap",
            "w:overflowPunct",
            "w:topLinePunct",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:color",
            "w:spacing",
            "w:w",
            "w:kern",
            "w:sz",
            "w:szCs",
            "w:lang",
        ],
    ),
    ("w:sectPr", &["w:footerReference", "w:pgSz", "w:pgMar", "w:pgNumType", "w:cols", "w:docGrid"]),
    (
        "w:style",
        &[
            "w:name",
            "w:aliases",
            "w:basedOn",
            "w:next",
            "w:link",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
        ],
    ),
    ("w:styles", &["w:docDefaults", "w:latentStyles", "w:style"]),
    ("w:docDefaults", &["w:rPrDefault", "w:pPrDefault"]),
    (
        "w:settings",
        &[
            "w:zoom",
            "w:defaultTabStop",
            "w:evenAndOddHeaders",
            "w:characterSpacingControl",
            "w:compat",
            "w:themeFontLang",
        ],
    ),
    ("w:compat", &["w:useFELayout", "w:compatSetting"]),
    ("w:font", &["w:altName", "w:panose1", "w:charset", "w:family", "w:pitch"]),
    ("w:ftr", &["w:p"]),
];

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let plain = full();
    for project in [
        with(&plain, |profile| profile.overflow = Overflow::Hang),
        with(&plain, |profile| profile.page_number.place = NumberPlace::Centre),
        with(&plain, |profile| profile.page_number.place = NumberPlace::None),
        with(&plain, |profile| profile.grid.pitch = Pitch::Points(Pt::new(28.0).unwrap())),
        read(&SAMPLE.repeat(3)),
        plain,
    ] {
        for (name, xml) in parts(&written(&project))
            .iter()
            .filter(|(name, _)| name.starts_with("word/") && !name.contains("_rels"))
        {
            in_order(name, xml);
        }
    }
}

fn in_order(part: &str, xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    // Each open element, and how far its children are in their order.
    let mut open: Vec<(String, usize)> = Vec::new();
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                if let Some((parent, reached)) = open.last_mut()
                    && let Some((_, order)) = ORDER.iter().find(|(of, _)| of == parent)
                {
                    let at = order.iter().position(|child| *child == name);
                    let at = at.unwrap_or_else(|| panic!("{part}: {name} in {parent} is not in the table"));
                    assert!(at >= *reached, "{part}: {name} stands too late in {parent}");
                    *reached = at;
                }
                if matches!(event, Event::Start(_)) {
                    open.push((name, 0));
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
}

/// What FIELD and 9704 ask for is said in the file.
#[test]
fn the_settings_are_those_of_the_standard() {
    let parts = parts(&written(&full()));
    let (document, styles) = (&parts["word/document.xml"], &parts["word/styles.xml"]);
    for (part, says) in [
        (document, "w:pgSz w:w=\"11906\" w:h=\"16838\""),
        (document, "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""),
        (document, "w:docGrid w:type=\"lines\""),
        (styles, "w:line=\"579\" w:lineRule=\"exact\""),
        (styles, "w:firstLineChars=\"200\" w:firstLine=\"640\""),
        (styles, "w:autoSpaceDE w:val=\"0\""),
        (styles, "w:autoSpaceDN w:val=\"0\""),
        (styles, "w:spacing w:val=\"-5\""),
        (styles, "w:sz w:val=\"32\""),
        (styles, "w:outlineLvl w:val=\"0\""),
        // Else LibreOffice parts numbers and does not draw marks.
        (styles, "w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\""),
        (styles, "w:overflowPunct w:val=\"1\""),
        (&parts["word/settings.xml"], "w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\""),
        (&parts["word/settings.xml"], "w:characterSpacingControl w:val=\"compressPunctuation\""),
        (&parts["word/settings.xml"], "w:evenAndOddHeaders"),
        (&parts["word/fontTable.xml"], "w:name=\"仿宋_GB2312\"><w:altName w:val=\"仿宋\"/>"),
        (&parts["word/footer1.xml"], " PAGE "),
        (&parts["word/footer2.xml"], " PAGE "),
    ] {
        assert!(part.contains(says), "{says}");
    }
    // Each of Word's fonts is the Chinese one, or “ ” … — come from a Latin one.
    let hangs = self::parts(&written(&with(&full(), |profile| profile.overflow = Overflow::Hang)));
    assert!(hangs["word/styles.xml"].contains("w:overflowPunct w:val=\"1\""));
    assert!(hangs["word/settings.xml"].contains("w:characterSpacingControl w:val=\"doNotCompress\""));
    let fonts = parts
        .values()
        .flat_map(|part| part.split("<w:rFonts").skip(1).map(|rest| rest.split("/>").next().unwrap()));
    for fonts in fonts {
        let of = |slot: &str| {
            fonts
                .split(&format!("{slot}=\""))
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .map(str::to_owned)
        };
        assert!(
            of("w:ascii").is_some() && of("w:ascii") == of("w:eastAsia") && of("w:ascii") == of("w:hAnsi"),
            "{fonts}"
        );
    }
}

/// Which paragraphs keep with the next, by their first characters.
fn kept(project: &Project) -> Vec<String> {
    let parts = parts(&written(project));
    let paragraphs = parts["word/document.xml"].split("<w:p>").skip(1);
    let kept = paragraphs.filter(|paragraph| paragraph.contains("<w:keepNext/>"));
    let text = |paragraph: &str| paragraph.split("preserve\">").nth(1).unwrap().chars().take(2).collect();
    kept.map(text).collect()
}

/// Short paragraphs go to a new page with the 落款; a longer one stays, and a heading has its own rule.
#[test]
fn what_goes_with_the_signature() {
    let lines = |first: &str, count: usize| format!("{first}{}。", "镇".repeat(24 + 28 * (count - 1)));
    for (before, texts, expected) in [
        (15, vec![lines("甲", 1), lines("乙", 1)], vec!["甲镇", "乙镇"]),
        (15, vec![lines("甲", 1), lines("乙", 2)], vec!["乙镇"]),
        (11, vec![lines("甲", 6)], vec!["甲镇"]),
        (10, vec![lines("甲", 7)], vec![]),
        (10, vec![lines("甲", 7), lines("乙", 1)], vec!["乙镇"]),
        (3, vec![lines("甲", 1)], vec![]),
    ] {
        let text = format!("总结\n{}\n一、党建工作\n{}\n", lines("首", before), texts.join("\n"));
        let mut project = read(&text);
        project.signature =
            Some(Signature { unit: "青石镇人民政府".into(), date: "2026年12月1日".into() });
        assert_eq!(kept(&project), expected, "{before} lines, {texts:?}");
    }
}

/// Where the named font is not installed, digits count as half a 汉字, as they are in it.
#[test]
fn widths_are_those_of_the_named_font() {
    let mut project = project("总结", &["一年来。", "附件：1.2026年度清单"]);
    project.signature = Some(Signature { unit: "青石镇".into(), date: "2026年12月1日".into() });
    let document = &parts(&written(&project))["word/document.xml"];
    // In twips: two characters of 320, three of 315, `1.` of half 320 less 5 each.
    let names = 2 * 320 + 3 * 315 + 2 * 155;
    assert!(
        document.contains(&format!("w:left=\"{names}\" w:hanging=\"{}\"", 3 * 315 + 2 * 155)),
        "{document}"
    );
    // The date: three 汉字 and seven digits; the unit begins two left of it.
    let unit = 8845 - 2 * 320 - (3 * 315 + 7 * 155) - 2 * 315;
    assert!(document.contains(&format!("w:left=\"{unit}\"")), "{unit} in {document}");
}

#[test]
fn it_tells_nothing_of_person_machine_or_time() {
    let bytes = written(&full());
    assert_eq!(bytes, written(&full()), "the same input gives the same bytes");
    let all = parts(&bytes).into_values().collect::<String>();
    for tell in ["dc:creator", "lastModifiedBy", "dcterms", "Application", "AppVersion", "Company", "rsid"] {
        assert!(!all.contains(tell), "{tell}");
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for index in 0..zip.len() {
        let time = zip.by_index(index).unwrap().last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1));
    }
}

#[test]
fn hostile_text_stays_text() {
    for hostile in [
        "</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText>",
        "{ DDEAUTO calc } & <b> \"'",
        "甲\0\u{1}\u{B}\u{1B}乙\u{FFFE}",
        "\u{202E}倒\u{202C}\u{2066}甲\u{2069}",
        "e\u{301} 𠮷 🏔 ]]>",
        "&amp;&lt;",
    ] {
        let project = project(hostile, &[hostile, "后"]);
        let bytes = written(&project);
        let found = parts(&bytes);
        assert_eq!(found["word/document.xml"].matches("<w:instrText").count(), 0, "{hostile}");
        let allowed = |text: &str| plain(text).replace('\u{FFFE}', "");
        assert_eq!(allowed(&text(&bytes)), allowed(&finished(&project)));
    }
    let long = "青石镇".repeat(333_334);
    assert_eq!(plain(&text(&written(&project("总结", &[&long])))), plain(&format!("总结{long}")));
}

// ---- as LibreOffice lays it out ----

/// Any face with full-width characters would do.
const FACE: &str = "Noto Sans CJK SC";

/// What LibreOffice makes of the files, read page by page and line by line without the pages' numbers;
/// `None`, said once, where it is not there.
fn laid_out(files: &[Vec<u8>], mode: &str) -> Option<Vec<Vec<Vec<String>>>> {
    let there = |command: &str| Command::new(command).arg("--version").output().is_ok();
    let fonts = Command::new("fc-list").args([":", "family"]).output();
    let has_face = fonts.is_ok_and(|fonts| String::from_utf8_lossy(&fonts.stdout).contains(FACE));
    if !there("soffice") || !there("pdftotext") || !has_face {
        println!("skipped: LibreOffice, pdftotext or {FACE} is not there");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |number: usize, end: &str| folder.path().join(format!("{number}.{end}"));
    for (number, file) in files.iter().enumerate() {
        std::fs::write(path(number, "docx"), file).unwrap();
    }
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("office").display());
    let office = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .args((0..files.len()).map(|number| path(number, "docx")))
        .output()
        .unwrap();
    assert!(office.status.success(), "{office:?}");
    let pages = |number: usize| {
        let output = Command::new("pdftotext").arg(mode).arg(path(number, "pdf")).arg("-").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let is_number = |line: &str| {
            let line = line.replace(' ', "");
            line.strip_prefix('—')
                .and_then(|line| line.strip_suffix('—'))
                .is_some_and(|number| number.parse::<u32>().is_ok())
        };
        let pages = text.split('\u{C}').map(|page| {
            let lines = page.lines().map(str::trim).filter(|line| !line.is_empty() && !is_number(line));
            lines.map(ToOwned::to_owned).collect::<Vec<_>>()
        });
        pages.filter(|page| !page.is_empty()).collect::<Vec<_>>()
    };
    Some((0..files.len()).map(pages).collect())
}

/// Nothing is lost at a line's end, and numbers and addresses are whole.
#[test]
fn libreoffice_draws_every_character() {
    let numbers = "镇党委组织专题宣讲会32次，电话0578-1234567，邮箱a_b@c-d.com。";
    let mut projects = vec![read(SAMPLE), full(), project("总结", &[&numbers.repeat(12)])];
    if let Some(folder) = std::env::var_os("SUIGAO_SAMPLES") {
        let path = std::path::Path::new(&folder).join("2023-党风廉政建设工作总结.txt");
        projects.push(read(&String::from_utf8(std::fs::read(path).unwrap()).unwrap()));
    }
    let files: Vec<Vec<u8>> = projects.iter().map(written).collect();
    let Some(found) = laid_out(&files, "-raw") else { return };
    for (project, pages) in projects.iter().zip(&found) {
        assert_eq!(plain(&pages.concat().concat()), plain(&finished(project)));
    }
    for two in found[2].concat().windows(2) {
        let (last, first) = (two[0].chars().next_back().unwrap(), two[1].chars().next().unwrap());
        assert!(!(last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric()), "{two:?}");
    }
}

/// A title takes one line of the page's 22 for each of its own, and the 落款 leaves no page blank.
#[test]
fn libreoffice_fills_its_pages() {
    let lines = |count: usize| format!("{}。", "镇".repeat(25 + 28 * (count - 1)));
    let mut projects = Vec::new();
    for long in 6..14 {
        for short in [1, 2, 4] {
            let text = format!("总结\n{}\n一、党建工作\n{}\n{}\n", lines(3), lines(long), lines(short));
            let mut project = read(&text);
            project.signature =
                Some(Signature { unit: "青石镇人民政府".into(), date: "2026年12月1日".into() });
            projects.push(project);
        }
    }
    projects.push(project("青石镇2026年度\n工作总结", &[&lines(60)]));
    let files: Vec<Vec<u8>> = projects.iter().map(written).collect();
    let Some(found) = laid_out(&files, "-layout") else { return };
    let (titled, signed) = found.split_last().unwrap();
    // 22 without the blank line under the title.
    assert_eq!(titled.iter().map(Vec::len).collect::<Vec<_>>(), [21, 22, 19]);
    for pages in signed {
        let counts: Vec<usize> = pages.iter().map(Vec::len).collect();
        // At most six lines go with the 落款, with a heading above them.
        assert!(counts.split_last().unwrap().1.iter().all(|&count| count >= 22 - 2 - 8), "{pages:#?}");
        // A blank line, the 落款, and text before it.
        assert!(counts.last().unwrap() > &2, "{pages:#?}");
    }
}

/// A body without marks: 28 characters on each of 22 lines.
#[test]
fn libreoffice_lays_out_the_grid() {
    let grid = with(&project("", &[&"镇村县市区乡工作".repeat(375)]), |profile| {
        profile.fonts.body = vec![FACE.into()];
    });
    let Some(found) = laid_out(&[written(&grid)], "-layout") else { return };
    let pages: Vec<Vec<usize>> =
        found[0].iter().map(|page| page.iter().map(|line| line.chars().count()).collect()).collect();
    assert_eq!(pages.len(), 5, "{pages:?}");
    for (number, page) in pages.iter().take(4).enumerate() {
        assert_eq!(page.len(), 22, "page {number}: {page:?}");
        let full = page.iter().skip(usize::from(number == 0));
        assert!(full.copied().all(|characters| characters == 28), "page {number}: {page:?}");
    }
    assert_eq!(pages[0][0], 26);
}

fn fragment() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "一、",
        "（一）",
        "1.",
        "一是",
        "工作",
        "。",
        "\n",
        "《",
        "》",
        "“",
        "”",
        "……",
        "2026年",
        "A&B",
        "<w:p>",
        "\t",
        "\u{3000}",
        "𠮷",
        "附件：",
        "{{单位}}",
        "\u{202E}",
        "]]>",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn generated_summaries_say_the_same(fragments in prop::collection::vec(fragment(), 1..80)) {
        let project = read(&format!("总结\n{}", fragments.concat()));
        let bytes = written(&project);
        prop_assert_eq!(plain(&text(&bytes)), plain(&finished(&project)));
        for (name, xml) in parts(&bytes).iter().filter(|(name, _)| name.as_str() == "word/document.xml") {
            in_order(name, xml);
        }
    }
}
