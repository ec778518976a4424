//! Random programs of edits on a project: history leads back and forth exactly, the tree stays
//! sound, texts stay whole, and counts agree with what the finished document says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;
use suigao::model::section::MAX_DEPTH;
use suigao::model::{
    Caret, Edit, Field, FieldKind, History, Limit, Marker, Measure, Place, Project, Section, SectionId,
    Signature, Status, flow,
};
use suigao::text::count::{Count, SharedMarks};

/// One step of a program; numbers choose among what the project has at that time.
#[derive(Clone, Debug)]
enum Step {
    Edit(Kind, usize, usize, Vec<String>),
    Undo,
    Redo,
    Pause,
    Save,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Insert,
    Remove,
    Move,
    MoveUp,
    MoveDown,
    Promote,
    Demote,
    Split,
    Join,
    Text,
    Heading,
    Marker,
    RunIn,
    Own,
    HeadingRunsIn,
    ToggleHeading,
    Field,
    AddField,
    RemoveField,
    Content,
    Title,
    Signature,
    Status,
    Limit,
    Replace,
}

const KINDS: [Kind; 25] = [
    Kind::Insert,
    Kind::Remove,
    Kind::Move,
    Kind::MoveUp,
    Kind::MoveDown,
    Kind::Promote,
    Kind::Demote,
    Kind::Split,
    Kind::Join,
    Kind::Text,
    Kind::Heading,
    Kind::Marker,
    Kind::RunIn,
    Kind::Own,
    Kind::HeadingRunsIn,
    Kind::ToggleHeading,
    Kind::Field,
    Kind::AddField,
    Kind::RemoveField,
    Kind::Content,
    Kind::Title,
    Kind::Signature,
    Kind::Status,
    Kind::Limit,
    Kind::Replace,
];

fn paragraph() -> impl Strategy<Value = String> {
    vec(
        prop::sample::select(vec![
            "落实",
            "责任",
            "。",
            "，",
            "GDP",
            "3",
            "5.6%",
            " ",
            "　",
            "{{单位}}",
            "{{年度+1}}",
            "{{",
            "“",
            "……",
            "𠮷",
            "\u{200B}",
            "一是",
            "a",
        ]),
        0..6,
    )
    .prop_map(|words| words.concat())
}

fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    vec(paragraph(), 0..4)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        16 => (prop::sample::select(KINDS.to_vec()), 0..1000usize, 0..1000usize, paragraphs())
            .prop_map(|(kind, a, b, text)| Step::Edit(kind, a, b, text)),
        // Nests quickly.
        4 => (0..1000usize, paragraphs()).prop_map(|(a, text)| Step::Edit(Kind::Demote, a, 0, text)),
        4 => (0..1000usize, 0..1000usize, paragraphs()).prop_map(|(a, b, text)| Step::Edit(Kind::Insert, a, b, text)),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
        2 => Just(Step::Pause),
        1 => Just(Step::Save),
    ]
}

fn start() -> Project {
    let mut project = Project::new("试".into());
    let field = |name: &str, kind, value: &str| Field {
        name: name.into(),
        kind,
        value: value.into(),
        ..Field::default()
    };
    project.fields = vec![field("单位", FieldKind::Unit, "青石镇"), field("年度", FieldKind::Year, "2026")];
    project.title = vec!["{{单位}}{{年度}}年工作总结".into()];
    for (index, heading) in ["甲", "乙", "丙"].into_iter().enumerate() {
        let section = section(index, &["导".to_owned()], heading);
        project.apply(Edit::Insert { parent: 2, index, section });
    }
    project
}

/// A section with points, as a paste or the outline puts it in.
fn section(seed: usize, text: &[String], heading: &str) -> Section {
    let point = |text: &String| Arc::new(Section { paragraphs: vec![text.clone()], ..Section::default() });
    Section {
        heading: heading.into(),
        paragraphs: text.iter().take(seed % 3).cloned().collect(),
        marker: Marker::ALL[seed % 8],
        run_in: seed % 2 == 1,
        own_paragraph: seed.is_multiple_of(5),
        children: text.iter().skip(seed % 3).map(point).collect(),
        ..Section::default()
    }
}

fn ids(project: &Project) -> Vec<SectionId> {
    project.walk().map(|section| section.id).collect()
}

fn edit(project: &Project, kind: Kind, a: usize, b: usize, text: Vec<String>) -> Edit {
    let ids = ids(project);
    let id = ids[a % ids.len()];
    let other = ids[b % ids.len()];
    let first = text.first().cloned().unwrap_or_default();
    match kind {
        Kind::Insert => Edit::Insert {
            // Often the deepest, so that programs come to the bottom.
            parent: if a.is_multiple_of(3) { id } else { deepest(project) },
            index: b % 4,
            section: section(b, &text, &first),
        },
        Kind::Remove => Edit::Remove(id),
        Kind::Move => Edit::Move { id, parent: other, index: a % 3 },
        Kind::MoveUp => Edit::MoveUp(id),
        Kind::MoveDown => Edit::MoveDown(id),
        Kind::Promote => Edit::Promote(id),
        Kind::Demote => Edit::Demote(id),
        Kind::Split => Edit::Split { id, paragraph: b % 3, byte: a % 20 },
        Kind::Join => Edit::Join(id),
        Kind::Text => Edit::SetParagraphs(id, text),
        Kind::Heading => Edit::SetHeading(id, first),
        Kind::Marker => Edit::SetMarker(id, Marker::ALL[b % 8]),
        Kind::RunIn => Edit::SetRunIn(id, b.is_multiple_of(2)),
        Kind::Own => Edit::SetOwnParagraph(id, b.is_multiple_of(2)),
        Kind::HeadingRunsIn => Edit::SetHeadingRunsIn(id, b.is_multiple_of(2)),
        Kind::ToggleHeading => Edit::ToggleHeading(id),
        Kind::Field => Edit::SetField { name: ["单位", "年度", "书记"][b % 3].into(), value: first },
        Kind::AddField => Edit::AddField(Field { name: "书记".into(), ..Field::default() }),
        Kind::RemoveField => Edit::RemoveField("书记".into()),
        Kind::Content => Edit::ReplaceContent { id, content: section(b, &text, "") },
        Kind::Title => Edit::SetTitle(text),
        Kind::Signature => Edit::SetSignature(
            (!b.is_multiple_of(3)).then(|| Signature { unit: first, date: "2026年12月1日".into() }),
        ),
        Kind::Status => Edit::SetStatus(id, Status::ALL[b % 4]),
        Kind::Limit => Edit::SetLimit((b.is_multiple_of(2)).then_some(id), Limit::at_most(a)),
        Kind::Replace => {
            let mut project = project.clone();
            project.title = text;
            Edit::Replace(Box::new(project))
        }
    }
}

fn deepest(project: &Project) -> SectionId {
    project.walk().map(|section| section.id).max_by_key(|&id| project.depth(id)).unwrap()
}

/// Every character of the project's own text, whatever order it stands in.
fn characters(project: &Project) -> Vec<char> {
    let mut all: Vec<char> = project
        .walk()
        .flat_map(|section| std::iter::once(&section.heading).chain(&section.paragraphs))
        .flat_map(|text| text.chars())
        .collect();
    all.sort_unstable();
    all
}

/// Every text as a whole.
fn texts(project: &Project) -> Vec<String> {
    let mut all: Vec<String> = project
        .walk()
        .flat_map(|section| std::iter::once(&section.heading).chain(&section.paragraphs).cloned())
        .collect();
    all.sort_unstable();
    all
}

/// What is read from first to last.
fn reading(project: &Project) -> String {
    project
        .walk()
        .flat_map(|section| {
            std::iter::once(section.heading.as_str()).chain(section.paragraphs.iter().map(String::as_str))
        })
        .collect()
}

fn check_sound(project: &Project) {
    let ids = ids(project);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "an id twice");
    assert!(ids.iter().all(|&id| id < project.next_id), "an id yet to come");
    for (section, root) in [(&project.opening, 1), (&project.body, 2), (&project.closing, 3)] {
        assert!(section.height() <= MAX_DEPTH, "{} levels", section.height());
        assert_eq!(section.id, root);
    }
    for section in project.walk() {
        let (part, path) = project.path(section.id).unwrap();
        let found = path.iter().fold(project.part(part), |section, &at| &section.children[at]);
        assert_eq!(found.id, section.id);
        assert_eq!(project.depth(section.id), path.len());
    }
}

fn check_counts(project: &Project) {
    for marks in [SharedMarks::Asian, SharedMarks::Latin] {
        let measure = Measure::of(project, marks);
        let mut sum = measure.title.count + measure.signature.count;
        let mut lines = measure.title.lines + measure.signature.lines;
        for part in [&project.opening, &project.body, &project.closing] {
            sum += measure.section(part.id).count;
            lines += measure.section(part.id).lines;
        }
        assert_eq!((sum, lines), (measure.total.count, measure.total.lines));
        for section in project.walk() {
            let below: usize = section.children.iter().map(|c| measure.section(c.id).count.words).sum();
            assert!(below <= measure.section(section.id).count.words);
        }
        if marks == SharedMarks::Asian {
            let lines: Vec<_> = flow::lines(project).into_iter().map(|line| line.text).collect();
            assert_eq!(measure.total.count, Count::of(&lines.join("\n")));
            assert_eq!(measure.total.count.paragraphs, lines.len());
        }
    }
}

/// What an edit may not do to the texts.
fn check_texts(kind: Kind, before: &Project, after: &Project) {
    match kind {
        Kind::Move
        | Kind::MoveUp
        | Kind::MoveDown
        | Kind::Promote
        | Kind::Demote
        | Kind::Marker
        | Kind::RunIn
        | Kind::Own
        | Kind::Status
        | Kind::Limit
        | Kind::Field => assert_eq!(texts(before), texts(after), "{kind:?}"),
        Kind::Split | Kind::Join | Kind::ToggleHeading => {
            assert_eq!(characters(before), characters(after), "{kind:?}");
        }
        _ => {}
    }
    if matches!(kind, Kind::Join | Kind::ToggleHeading | Kind::Demote) {
        assert_eq!(reading(before), reading(after), "{kind:?} changes the order");
    }
}

fn check_caret(project: &Project, caret: Option<Caret>) {
    if let Some(caret) = caret {
        let end = project.end_of(caret.place).expect("a place that is there");
        assert!(caret.offset <= end.offset, "{caret:?} behind {end:?}");
    }
}

/// A history as nobody would write it: every state that can be come back to, whole, and where it
/// stands among them.
struct Naive {
    states: Vec<Project>,
    at: usize,
    /// What is being typed in, and when it was last added to.
    typing: Option<(String, f64)>,
}

impl Naive {
    fn new(start: &Project) -> Self {
        Self { states: vec![start.clone()], at: 0, typing: None }
    }

    /// Takes in what an edit has made of the state. Only typing on in one place without a pause
    /// belongs to the step before.
    fn edited(&mut self, after: &Project, typed: Option<String>, now: f64) {
        let goes_on =
            self.typing.take().is_some_and(|(place, then)| typed == Some(place) && now - then < 1.0);
        self.states.truncate(self.at + usize::from(!goes_on));
        self.states.push(after.clone());
        self.at = self.states.len() - 1;
        self.typing = typed.map(|place| (place, now));
    }

    fn go(&mut self, steps: isize) {
        let to = self.at.checked_add_signed(steps).filter(|&to| to < self.states.len());
        if let Some(to) = to {
            (self.at, self.typing) = (to, None);
        }
    }

    fn agrees(&self, history: &History) -> bool {
        **history.project() == self.states[self.at]
            && history.can_undo() == (self.at > 0)
            && history.can_redo() == (self.at + 1 < self.states.len())
    }
}

/// A history that does not do what is asked of it is noticed.
#[test]
fn a_broken_history_is_noticed() {
    type Broken = fn(&mut History);
    let broken: [(&str, Broken); 5] = [
        ("as it is", |history| assert!(history.undo().is_some())),
        ("no undo", |_| {}),
        ("two steps at once", |history| assert!(history.undo().and(history.undo()).is_some())),
        ("a step that cannot be made again", |history| {
            let before = history.project().title.clone();
            history.undo();
            let now = history.project().title.clone();
            history.apply(Edit::SetTitle(before), 9.0, (None, None));
            history.apply(Edit::SetTitle(now), 19.0, (None, None));
        }),
        ("another text", |history| {
            history.undo();
            history.apply(Edit::SetHeading(4, "别的".into()), 9.0, (None, None));
        }),
    ];
    for (what, undo) in broken {
        let mut history = History::new(start(), true);
        let mut naive = Naive::new(history.project());
        for title in ["甲", "乙", "丙"] {
            history.apply(Edit::SetTitle(vec![title.into(), title.into()]), 0.0, (None, None)).unwrap();
            naive.edited(history.project(), None, 0.0);
            history.break_group();
            assert!(naive.agrees(&history), "{what}");
        }
        undo(&mut history);
        naive.go(-1);
        assert_eq!(naive.agrees(&history), what == "as it is", "{what}");
    }
}

/// Programs of a run, of thirty steps on average: some seconds.
const CASES: u32 = 1500;

/// 10⁵ steps are tried with `PROPTEST_CASES=3400`.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn programs_of_edits(steps in vec(step(), 1..60)) {
        let start = start();
        let mut history = History::new(start.clone(), true);
        let mut now = 0.0;
        let mut saved = Arc::clone(history.project());
        let mut naive = Naive::new(&start);
        for step in steps {
            now += 0.1;
            match step {
                Step::Edit(kind, a, b, text) => {
                    let before = Arc::clone(history.project());
                    let number = history.number();
                    let edit = edit(&before, kind, a, b, text);
                    let typed = edit.group(&before).map(|place| format!("{place:?}"));
                    let caret = history.apply(edit, now, (None, None));
                    check_sound(history.project());
                    check_counts(history.project());
                    match caret {
                        Some(caret) => {
                            naive.edited(history.project(), typed, now);
                            check_texts(kind, &before, history.project());
                            check_caret(history.project(), caret);
                            prop_assert_ne!(history.number(), number);
                            prop_assert!(history.is_modified());
                        }
                        None => {
                            prop_assert_eq!(history.number(), number);
                            prop_assert_eq!(history.project(), &before);
                        }
                    }
                }
                Step::Undo => {
                    naive.go(-1);
                    if let Some(caret) = history.undo() {
                        check_caret(history.project(), caret);
                    }
                }
                Step::Redo => {
                    naive.go(1);
                    if let Some(caret) = history.redo() {
                        check_caret(history.project(), caret);
                    }
                }
                Step::Pause => now += 2.0,
                Step::Save => {
                    history.mark_saved(history.number());
                    saved = Arc::clone(history.project());
                    naive.typing = None;
                }
            }
            prop_assert!(naive.agrees(&history), "a naive history says {:?}", naive.states[naive.at]);
            if !history.is_modified() {
                prop_assert_eq!(history.project(), &saved);
            }
        }
        while history.redo().is_some() {}
        let end = Arc::clone(history.project());
        let mut all = vec![Arc::clone(&end)];
        while let Some(caret) = history.undo() {
            check_caret(history.project(), caret);
            all.push(Arc::clone(history.project()));
        }
        prop_assert_eq!(history.project().as_ref(), &start);
        prop_assert!(!history.can_undo());
        while let Some(project) = all.pop() {
            prop_assert_eq!(history.project(), &project);
            prop_assert_eq!(history.redo().is_some(), !all.is_empty());
        }
        prop_assert_eq!(history.project(), &end);
    }

    /// Cut anywhere and joined again, a text is as before, paragraphs and all.
    #[test]
    fn split_and_join(
        text in vec("[一二三aé𠮷。]{1,5}|\\{\\{单位\\}\\}[a。]?", 1..4),
        point: bool,
        children: bool,
        paragraph in 0..4usize,
        byte in 0..24usize,
    ) {
        let mut project = start();
        let id = if point { 5 } else { 4 };
        project.apply(Edit::Insert { parent: 4, index: 0, section: section(1, &["子".into(), "丑".into()], "") });
        project.apply(Edit::SetMarker(4, Marker::Point));
        let id = if id == 5 { project.section(4).unwrap().children[0].id } else { id };
        if !children {
            for child in project.section(id).unwrap().children.clone() {
                project.apply(Edit::Remove(child.id));
            }
        }
        project.apply(Edit::SetParagraphs(id, text.clone()));
        let before = project.clone();
        let caret = project.apply(Edit::Split { id, paragraph, byte }).unwrap().unwrap();
        let Place::Text(new) = caret.place else { panic!("{caret:?}") };
        check_texts(Kind::Split, &before, &project);
        prop_assert_eq!(reading(&before), reading(&project));
        let caret = project.apply(Edit::Join(new)).unwrap().unwrap();
        prop_assert_eq!(caret.place, Place::Text(id));
        check_caret(&project, Some(caret));
        prop_assert_eq!(&project.section(id).unwrap().paragraphs, &text);
        prop_assert_eq!(flow::lines(&project), flow::lines(&before));
    }

    /// Levels go down and up again as they were.
    #[test]
    fn demote_and_promote(which in 0..3usize, marker in 0..8usize, run_in: bool) {
        let mut project = start();
        let id = project.body.children[1].id;
        let above = project.body.children[0].id;
        project.apply(Edit::SetMarker(above, Marker::ALL[marker]));
        project.apply(Edit::SetRunIn(above, run_in));
        let own = [(Marker::Point, true), (Marker::Second, false), (Marker::None, false)][which];
        project.apply(Edit::ReplaceContent { id, content: Section {
            marker: own.0, run_in: own.1,
            children: vec![Arc::new(Section { paragraphs: vec!["子".into()], ..Section::default() })],
            ..Section::default()
        } });
        let before = project.clone();
        prop_assert!(project.apply(Edit::Demote(id)).is_some());
        prop_assert_eq!(project.parent(id).unwrap().0.id, above);
        let (outer, inner) = (project.section(above).unwrap().marker, project.section(id).unwrap().marker);
        prop_assert!(outer != inner || outer == Marker::Circled || outer == Marker::None, "{:?} twice", outer);
        prop_assert!(project.apply(Edit::Promote(id)).is_some());
        prop_assert_eq!(project.section(id), before.section(id));
    }
}
