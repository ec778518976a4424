//! Every file of `templates/`: it parses strictly, begins a project of the expected outline, and
//! keeps to the house rules for what a template may say.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use suigao::judge::{Judge, Setup};
use suigao::model::flow::{self, LineKind};
use suigao::model::section::MAX_DEPTH;
use suigao::model::template::SectionSpec;
use suigao::model::{Edit, FieldKind, Marker, Measure, Project, Template, Unit};
use suigao::text::count::SharedMarks;

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

fn sources() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            assert_eq!(path.extension().unwrap(), "ron", "{path:?}");
            // The number before the id is the place on the start page.
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let id = stem.split_once('-').filter(|(number, _)| number.parse::<u32>().is_ok());
            (id.expect("files are named NUMBER-ID.ron").1.to_owned(), fs::read_to_string(&path).unwrap())
        })
        .collect()
}

fn templates() -> BTreeMap<String, Template> {
    let parse = |(name, source): (String, String)| {
        let template: Template = options().from_str(&source).unwrap_or_else(|e| panic!("{name}: {e}"));
        (name, template)
    };
    sources().into_iter().map(parse).collect()
}

/// Every part, section and point of a template, with the way to it.
fn specs(template: &Template) -> Vec<(String, &SectionSpec)> {
    fn below<'a>(way: &str, spec: &'a SectionSpec, all: &mut Vec<(String, &'a SectionSpec)>) {
        all.push((way.to_owned(), spec));
        for (index, child) in spec.children.iter().enumerate() {
            below(&format!("{way}/{}", spec.marker.write(index + 1)), child, all);
        }
    }
    let mut all = Vec::new();
    for (name, part) in
        [("opening", &template.opening), ("body", &template.body), ("closing", &template.closing)]
    {
        below(&format!("{} {name}", template.id), part, &mut all);
    }
    all
}

/// What may end up in the summary: title, headings, start texts, patterns, signature.
fn wording(template: &Template) -> Vec<&str> {
    let mut all: Vec<&str> = template.title.iter().map(String::as_str).collect();
    for (_, spec) in specs(template) {
        all.push(&spec.heading);
        all.extend(spec.text.iter().chain(&spec.guidance.patterns).map(String::as_str));
    }
    all.extend(template.signature.iter().flat_map(|s| [s.unit.as_str(), s.date.as_str()]));
    all
}

/// The contents of every `open…close`.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).map(|rest| rest.split_once(close).expect("closed").0).collect()
}

fn without_fields(text: &str) -> String {
    between(text, "{{", "}}")
        .into_iter()
        .fold(text.to_owned(), |text, name| text.replace(&format!("{{{{{name}}}}}"), ""))
}

/// A project with every field filled in.
fn filled(template: &Template) -> Project {
    let value = |kind| match kind {
        FieldKind::Year => "2026",
        FieldKind::Unit => "青石镇",
        FieldKind::Date => "2026年12月1日",
        FieldKind::Text => "县委",
    };
    let values: Vec<_> =
        template.fields.iter().map(|field| (field.name.clone(), value(field.kind).to_owned())).collect();
    template.instantiate("试".into(), &values)
}

#[test]
fn named_by_its_file_and_complete() {
    let mut names = BTreeSet::new();
    for (file, template) in templates() {
        assert_eq!(file, template.id);
        assert!(file.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{file}");
        assert!(names.insert(template.name.clone()), "{} twice", template.name);
        assert!((3..=5).contains(&template.summary.len()), "{file}: {:?}", template.summary);
        for word in &template.summary {
            assert!((1..=4).contains(&word.chars().count()), "{file}: {word}");
        }
        assert!(!template.for_whom.is_empty() && !template.when.is_empty(), "{file}");
        assert!(!template.limit.is_empty(), "{file}");
    }
    let expected = [
        "党风廉政建设工作总结",
        "年度工作总结",
        "基层党建工作总结",
        "意识形态工作总结",
        "安全生产工作总结",
        "述职述廉报告",
    ];
    assert!(expected.iter().all(|name| names.contains(*name)), "{names:?}");
}

/// As files are read by hand and by other tools, they say themselves that `Some` goes unsaid.
#[test]
fn parses_without_the_default_extension_too() {
    let named = templates();
    for (file, source) in sources() {
        assert_eq!(ron::from_str::<Template>(&source).as_ref(), Ok(&named[&file]), "{file}");
        assert!(source.starts_with("// "), "{file} says first what it is");
        assert!(source.lines().take(3).any(|line| line.contains("复制到用户模板文件夹")), "{file}");
        assert!(!source.contains('\t') && !source.contains('\r'), "{file}");
    }
}

#[test]
fn a_misspelt_key_is_a_mistake_at_every_level() {
    let sources = sources();
    let source = &sources["dangfeng-lianzheng"];
    for (right, wrong) in [
        ("  for_whom:", "  forwhom:"),
        ("(name: \"单位\", kind", "(name: \"单位\", kinds"),
        ("limit: (max: 600)", "limit: (maximum: 600)"),
        ("run_in: true", "runin: true"),
        ("about: \"写党委", "abuot: \"写党委"),
        ("marker: \"一是\"", "marker: \"甲是\""),
        ("(unit: ", "(units: "),
    ] {
        let broken = source.replacen(right, wrong, 1);
        assert_ne!(&broken, source, "{right}");
        assert!(options().from_str::<Template>(&broken).is_err(), "{wrong} is taken");
    }
}

/// A section: its heading, how many below it, and how those are numbered and set.
type Row = (&'static str, usize, (Marker, bool));

#[test]
fn outlines() {
    let templates = templates();
    let point = (Marker::Point, true);
    let sub = (Marker::Second, false);
    let plain = (Marker::None, false);
    let table: [(&str, &[Row]); 6] = [
        (
            "dangfeng-lianzheng",
            &[
                ("强化落实“一岗双责”，进一步细化责任清单", 3, point),
                ("强化完善监督制约，进一步规范权力运行", 4, point),
                ("强化全面从严治党，进一步筑牢政治根基", 4, point),
            ],
        ),
        (
            "niandu",
            &[
                ("基本情况", 0, plain),
                ("主要工作成效", 7, sub),
                ("存在问题", 3, point),
                ("下一步打算", 4, sub),
            ],
        ),
        (
            "jiceng-dangjian",
            &[
                ("主要做法及成效", 5, sub),
                ("特色亮点", 0, plain),
                ("存在问题及原因", 3, point),
                ("下一步打算", 3, point),
            ],
        ),
        ("yishi-xingtai", &[("工作开展情况", 5, sub), ("存在问题", 3, point), ("下一步打算", 3, point)]),
        (
            "anquan-shengchan",
            &[
                ("基本情况", 0, plain),
                ("主要措施及成效", 5, sub),
                ("存在问题", 3, point),
                ("下一步打算", 3, point),
            ],
        ),
        (
            "shuzhi-shulian",
            &[
                ("思想政治情况", 0, plain),
                ("工作实绩情况", 3, point),
                ("廉洁自律情况", 0, plain),
                ("存在问题", 3, point),
                ("今后打算", 3, point),
            ],
        ),
    ];
    assert_eq!(templates.len(), table.len(), "a template without its row here");
    for (id, sections) in table {
        let project = filled(&templates[id]);
        assert_eq!(project.template, id);
        assert_eq!(project.body.marker, Marker::First, "{id}");
        let found: Vec<_> = project
            .body
            .children
            .iter()
            .map(|s| (s.heading.as_str(), s.children.len(), (s.marker, s.run_in)))
            .collect();
        assert_eq!(found, sections, "{id}");
        for section in project.body.children.iter() {
            for child in &section.children {
                assert_eq!(
                    child.heading.is_empty(),
                    section.marker == Marker::Point,
                    "{id} {}",
                    child.label()
                );
                assert!(!child.paragraphs.is_empty(), "{id} {}", child.label());
            }
        }
        assert!(project.opening.children.is_empty() && project.closing.children.is_empty(), "{id}");
        assert!(project.walk().all(|s| project.depth(s.id) <= MAX_DEPTH), "{id}");
        let ids: BTreeSet<_> = project.walk().map(|s| s.id).collect();
        assert_eq!(ids.len(), project.walk().count(), "{id}");
        assert!(ids.iter().all(|&id| id < project.next_id));
    }
}

/// What those who ask for a summary want to read is missed where it was taken out.
#[test]
fn required_parts() {
    for (id, template) in templates() {
        let expected: &[&str] = match id.as_str() {
            "dangfeng-lianzheng" => &[],
            "jiceng-dangjian" => &["存在问题及原因", "下一步打算"],
            "shuzhi-shulian" => &["存在问题", "今后打算"],
            _ => &["存在问题", "下一步打算"],
        };
        let mut project = filled(&template);
        assert_eq!(project.required_parts, expected, "{id}");
        let missing = |project: &Project| {
            let report = Judge::default().judge(&Arc::new(project.clone()), &Setup::default());
            report.findings.iter().filter(|finding| finding.rule.id == "missing-part").count()
        };
        assert_eq!(missing(&project), 0, "{id}");
        let required =
            project.body.children.iter().find(|section| expected.contains(&section.heading.as_str()));
        let Some(required) = required.map(|section| section.id) else { continue };
        project.apply(Edit::Remove(required));
        assert_eq!(missing(&project), 1, "{id}");
        assert_eq!(project.required_parts, expected, "{id}: kept through edits");
    }
}

/// The points of the sample's template come out as the sample writes them.
#[test]
fn points_run_into_one_paragraph() {
    let project = filled(&templates()["dangfeng-lianzheng"]);
    let lines = flow::lines(&project);
    assert_eq!(lines[0].text, "青石镇2026年党风廉政建设工作总结");
    assert_eq!(lines[2].text, "一、强化落实“一岗双责”，进一步细化责任清单");
    assert_eq!(
        lines[3].text,
        "一是落实党委主体责任。二是落实党委主要负责人第一责任。三是落实班子成员领导责任。"
    );
    assert_eq!(lines.len(), 1 + 1 + 6 + 1 + 2);
    assert_eq!(lines.iter().filter(|line| line.kind == LineKind::Heading(1)).count(), 3);
    assert_eq!((lines[9].kind, lines[9].text.as_str()), (LineKind::SignatureUnit, "青石镇"));
    assert_eq!((lines[10].kind, lines[10].text.as_str()), (LineKind::SignatureDate, "2026年12月1日"));
}

#[test]
fn fields_resolve() {
    for (id, template) in templates() {
        let known: Vec<&str> = template.fields.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(BTreeSet::from_iter(&known).len(), known.len(), "{id}: a field twice");
        let mut used = BTreeSet::new();
        for text in wording(&template) {
            for name in between(text, "{{", "}}") {
                let plain = name.trim_end_matches("+1").trim_end_matches("-1");
                assert!(known.contains(&plain), "{id}: no field {name} for {text}");
                used.insert(plain);
            }
        }
        assert_eq!(used, BTreeSet::from_iter(known), "{id}: fields used and asked for");
        for field in &template.fields {
            let required = matches!(field.name.as_str(), "单位" | "年度" | "姓名" | "职务");
            assert_eq!(field.required, required, "{id} {}", field.name);
            assert!(!field.hint.is_empty(), "{id} {}", field.name);
            assert!(!required || field.default.is_empty(), "{id} {}", field.name);
        }
        for (_, spec) in specs(&template) {
            let prompts = spec.guidance.review.iter().chain([&spec.guidance.about]);
            assert!(prompts.into_iter().all(|text| !text.contains("{{")), "{id}: fields belong in patterns");
        }

        let project = filled(&template);
        assert!(project.fields.iter().all(|field| field.problem().is_none()), "{id}");
        assert_eq!(project.unresolved_fields(), Vec::<&suigao::model::Field>::new(), "{id}");
        for line in flow::lines(&project) {
            assert!(!line.text.contains("{{") && !line.text.contains("}}"), "{id}: {}", line.text);
        }
        let signature = project.signature.as_ref().unwrap();
        assert!(signature.unit.contains("{{单位}}") || signature.unit.contains("{{姓名}}"), "{id}");
        assert_eq!(signature.date, "{{日期}}", "{id}");

        let empty = template.instantiate("试".into(), &[]);
        assert!(!empty.unresolved_fields().is_empty(), "{id}: an empty unit is asked for");
    }
}

#[test]
fn limits_are_sane() {
    for (id, template) in templates() {
        let total = template.limit.max.unwrap();
        assert!(template.limit.min.is_none_or(|min| min < total), "{id}");
        let sections = template.body.children.iter().chain([&template.opening, &template.closing]);
        let sum: usize = sections.map(|s| s.limit.max.unwrap_or_else(|| panic!("{id}: no limit"))).sum();
        assert!(sum <= total && sum * 10 >= total * 8, "{id}: {sum} of {total}");
        assert!(specs(&template).iter().all(|(_, spec)| spec.limit.unit == Unit::Words), "{id}");

        let project = filled(&template);
        let measure = Measure::of(&project, SharedMarks::Asian);
        assert!(measure.total.count.words * 4 < total, "{id}: {} to begin with", measure.total.count.words);
        for section in project.walk() {
            if let Some(max) = section.limit.max {
                let words = measure.section(section.id).count.words;
                assert!(words * 2 < max, "{id} {}: {words} of {max} to begin with", section.label());
            }
        }
    }
    let templates = templates();
    assert_eq!(templates["dangfeng-lianzheng"].limit.max, Some(3000));
    assert_eq!(templates["niandu"].limit.max, Some(5000));
    let spoken = templates["shuzhi-shulian"].limit;
    assert_eq!((spoken.min, spoken.max), (Some(1500), Some(2500)));
}

#[test]
fn guidance_everywhere() {
    for (_, template) in templates() {
        for (way, spec) in specs(&template) {
            let guidance = &spec.guidance;
            assert!(guidance.about.ends_with('。'), "{way}: about");
            assert!((2..=3).contains(&guidance.review.len()), "{way}: review");
            assert!((2..=3).contains(&guidance.patterns.len()), "{way}: patterns");
            for prompt in &guidance.review {
                assert!(!prompt.is_empty() && !prompt.ends_with(['。', '；', '，']), "{way}: {prompt}");
            }
            for pattern in &guidance.patterns {
                assert!(pattern.ends_with('。'), "{way}: {pattern}");
                let blanks = between(pattern, "【", "】");
                assert_eq!(BTreeSet::from_iter(&blanks).len(), blanks.len(), "{way}: {pattern}");
                assert!(
                    blanks.iter().all(|blank| !blank.is_empty() && !blank.contains(['【', '{'])),
                    "{way}"
                );
            }
            assert!(!spec.heading.ends_with(['。', '，', '：']), "{way}: {}", spec.heading);
        }
    }
}

/// The guiding thought is for the writer to put in, in the current official words.
#[test]
fn guiding_thought_is_left_blank() {
    for (id, template) in templates() {
        let text = template.opening.text.concat();
        assert!(text.contains("以【指导思想】为指导"), "{id}");
        let about = &template.opening.guidance.about;
        assert!(about.contains("【指导思想】") && about.contains("当前权威文件的规范表述"), "{id}");
        for text in wording(&template) {
            for word in ["习近平", "新时代中国特色社会主义思想", "二十大", "全会", "科学发展观", "总书记"]
            {
                assert!(!text.contains(word), "{id}: {text}");
            }
        }
    }
}

#[test]
fn nothing_is_invented() {
    for (id, template) in templates() {
        for text in wording(&template) {
            let bare = without_fields(text);
            assert!(!bare.chars().any(|c| c.is_numeric() && !c.is_alphabetic()), "{id}: a figure in {text}");
            for word in ["XX", "xx", "某", "**", "__", "××", "若干", "20"] {
                assert!(!bare.contains(word), "{id}: {word} in {text}");
            }
            // 一次, 三个: a figure in Chinese is a figure too.
            let chars: Vec<char> = bare.replace("八项规定", "").chars().collect();
            for pair in chars.windows(2) {
                let figure =
                    "两三四五六七八九十百千万".contains(pair[0]) && "次个件名户人条项".contains(pair[1]);
                assert!(!figure, "{id}: a figure in {text}");
            }
        }
    }
}

#[test]
fn punctuation() {
    for (id, template) in templates() {
        let mut texts = wording(&template);
        for (_, spec) in specs(&template) {
            texts.push(&spec.guidance.about);
            texts.extend(spec.guidance.review.iter().map(String::as_str));
        }
        texts.extend(template.fields.iter().map(|field| field.hint.as_str()));
        texts.extend([template.for_whom.as_str(), &template.when]);
        for text in texts {
            let bare = without_fields(text);
            assert!(
                !bare.contains([',', '.', ';', ':', '(', ')', '"', '\'', '%', '~', '-', ' ']),
                "{id}: {text}"
            );
            for (open, close) in [('“', '”'), ('《', '》'), ('（', '）'), ('【', '】')] {
                let mut depth = 0;
                for c in text.chars() {
                    depth += i32::from(c == open) - i32::from(c == close);
                    assert!((0..=1).contains(&depth), "{id}: {open}{close} in {text}");
                }
                assert_eq!(depth, 0, "{id}: {open}{close} in {text}");
            }
            for doubled in ["。。", "，，", "，。", "、、", "、，", "；。", "的的", "了了"] {
                assert!(!text.contains(doubled), "{id}: {doubled} in {text}");
            }
        }
    }
}

/// What a template begins can be kept in a file.
#[test]
fn a_project_begun_from_it_survives_a_file() {
    for (id, template) in templates() {
        let project = filled(&template);
        let text =
            options().to_string_pretty(&project, ron::ser::PrettyConfig::new().new_line("\n")).unwrap();
        assert_eq!(options().from_str::<Project>(&text), Ok(project), "{id}");
    }
}
