//! 定稿交付: one page before the text is handed in, each line green or with a way to its place.

use super::super::findings::Findings;
use super::super::view::{Action, Tab};
use super::super::{theme, widgets};
use super::{Stay, choice_button, footer, heading};
use crate::judge::{Finding, Group, Severity};
use crate::model::Project;
use crate::model::measure::Figures;
use crate::model::review::HandedIn;
use egui::{Grid, RichText, Ui};
use rust_i18n::t;

pub struct HandIn {
    words: String,
    lines: Vec<Line>,
    /// When it was last handed in with open points.
    last: Option<HandedIn>,
}

/// One thing that is looked at.
struct Line {
    name: String,
    state: State,
}

enum State {
    /// What is said of it.
    Fine(String),
    Open(Box<Open>),
}

struct Open {
    words: String,
    go: Action,
    /// Nobody would hand it in like this.
    must: bool,
}

impl HandIn {
    /// `total` are the figures of the whole.
    pub fn new(project: &Project, total: Figures, findings: &Findings) -> Self {
        let words = t!("ui.handin.words", n = total.count.words, pages = total.pages()).into_owned();
        let must = |finding: &Finding| finding.rule.severity == Severity::Must;
        let mut lines = vec![
            line(t!("ui.handin.must_left"), findings, must),
            fields(project),
            of_group(t!("ui.handin.leftovers"), findings, &[Group::Leftovers]),
            Line { name: t!("ui.handin.limits").into_owned(), state: limits(project, total, findings) },
        ];
        lines.extend(
            [
                (t!("ui.handin.dates"), &[Group::Dates][..]),
                (t!("ui.handin.names"), &[Group::Names]),
                (t!("ui.handin.figures"), &[Group::Figures]),
                (t!("ui.handin.structure"), &[Group::Structure]),
                (t!("ui.handin.parts"), &[Group::Parts]),
                (t!("ui.handin.language"), &[Group::Marks, Group::Digits, Group::Words, Group::Characters]),
                (t!("ui.handin.repetition"), &[Group::Repetition]),
                (t!("ui.handin.secrets"), &[Group::Secrets]),
            ]
            .map(|(name, groups)| of_group(name, findings, groups)),
        );
        lines.push(ignored(project));
        Self { words, lines, last: project.review.handed_in.last().copied() }
    }

    /// How many lines are open.
    pub fn open(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.state, State::Open(_))).count()
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        let palette = theme::palette(ui.ctx());
        heading(ui, &t!("ui.handin.title"));
        ui.label(RichText::new(&self.words).color(palette.weak));
        ui.add_space(10.0);
        let width = ui.available_width();
        let mut gone = None;
        Grid::new("hand in").num_columns(4).min_col_width(0.0).spacing([14.0, 4.0]).show(ui, |ui| {
            for (index, line) in self.lines.iter().enumerate() {
                match &line.state {
                    State::Fine(words) => {
                        ui.label(RichText::new("✓").color(palette.ok));
                        ui.label(line.name.as_str());
                        ui.label(RichText::new(words).size(13.0).color(palette.weak));
                        ui.label("");
                    }
                    State::Open(open) => {
                        let colour = if open.must { palette.accent } else { palette.caution };
                        ui.label(RichText::new("●").size(10.0).color(colour));
                        ui.label(line.name.as_str());
                        let words = widgets::one_line(ui, &open.words, 13.0, colour, width - 250.0);
                        ui.label(words).on_hover_text(open.words.as_str());
                        if ui.button(RichText::new(t!("ui.handin.go")).size(13.0)).clicked() {
                            gone = Some(index);
                        }
                    }
                }
                ui.end_row();
            }
        });
        let gone = gone.and_then(|index| self.lines.drain(..).nth(index));
        let mut stay = Stay::Open;
        if let Some(Line { state: State::Open(open), .. }) = gone {
            out.push(Action::Tab(Tab::Check));
            out.push(open.go);
            stay = Stay::Closed;
        }
        ui.add_space(10.0);
        let about = if self.open() == 0 { t!("ui.handin.ready") } else { t!("ui.handin.open") };
        widgets::note(ui, about);
        if let Some(HandedIn { at, must, should }) = self.last {
            let when = super::super::services::local(at);
            widgets::note(ui, t!("ui.handin.last", when = when, must = must, should = should));
        }
        footer(ui, |ui| {
            if choice_button(ui, &t!("ui.export_button"), true) {
                out.push(Action::ExportFinal);
                stay = Stay::Closed;
            }
            if choice_button(ui, &t!("ui.close"), false) {
                stay = Stay::Closed;
            }
        });
        stay
    }
}

/// What is open of some groups. That something is only worth a look is not told, but that a part is
/// missing is.
fn of_group(name: impl Into<String>, findings: &Findings, groups: &[Group]) -> Line {
    line(name, findings, |finding| {
        let rule = finding.rule;
        groups.contains(&rule.group) && (rule.severity != Severity::Hint || rule.group == Group::Parts)
    })
}

/// What is open of these findings, the gravest first.
fn line(name: impl Into<String>, findings: &Findings, of: impl Fn(&Finding) -> bool) -> Line {
    let mut open = findings.all();
    open.retain(|(_, finding)| of(finding));
    let count = |severity| open.iter().filter(|(_, finding)| finding.rule.severity == severity).count();
    let (must, should) = (count(Severity::Must), count(Severity::Should));
    let state = match open.iter().min_by_key(|(_, finding)| finding.rule.severity) {
        None => State::Fine(t!("ui.handin.fine").into_owned()),
        Some((index, finding)) => State::Open(Box::new(Open {
            words: count_words(must, should, &finding.message),
            go: Action::GoFinding(*index),
            must: must > 0,
        })),
    };
    Line { name: name.into(), state }
}

/// The whole against its limit, where all are kept.
fn limits(project: &Project, total: Figures, findings: &Findings) -> State {
    let broken = of_group("", findings, &[Group::Limits]).state;
    if matches!(broken, State::Open(_)) {
        return broken;
    }
    let unit = widgets::unit_word(project.limit.unit);
    let n = total.in_unit(project.limit.unit);
    State::Fine(match project.limit.target() {
        Some(target) => format!("{n} / {target} {unit}"),
        None => t!("ui.handin.no_limit", n = n, unit = unit).into_owned(),
    })
}

/// 必改 2 处、建议 1 处：…
fn count_words(must: usize, should: usize, first: &str) -> String {
    let count = match (must, should) {
        (0, 0) => return first.to_owned(),
        (0, should) => t!("ui.handin.should", n = should),
        (must, 0) => t!("ui.handin.must", n = must),
        (must, should) => t!("ui.handin.both", must = must, should = should),
    };
    format!("{count}{first}")
}

fn fields(project: &Project) -> Line {
    let unfilled: Vec<&str> = project.unresolved_fields().iter().map(|field| field.name.as_str()).collect();
    let state = match unfilled.is_empty() {
        true => State::Fine(t!("ui.handin.filled").into_owned()),
        false => State::Open(Box::new(Open {
            words: t!("ui.handin.unfilled", names = unfilled.join(&t!("ui.handin.and"))).into_owned(),
            go: Action::Tab(Tab::Fields),
            must: true,
        })),
    };
    Line { name: t!("ui.handin.fields").into_owned(), state }
}

/// What the user has set aside is told, with the reasons given.
fn ignored(project: &Project) -> Line {
    let ignored = &project.review.ignored;
    let words: Vec<String> = ignored
        .iter()
        .map(|ignored| match ignored.why.as_str() {
            "" => ignored.words.clone(),
            why => t!("ui.handin.because", words = ignored.words, why = why).into_owned(),
        })
        .collect();
    let count = t!("ui.handin.ignored_count", n = ignored.len());
    let state = match ignored.is_empty() && project.review.off.is_empty() {
        true => State::Fine(t!("ui.handin.none_ignored").into_owned()),
        false => State::Open(Box::new(Open {
            words: format!("{count}{}", words.join(&t!("ui.handin.and"))),
            go: Action::ShowIgnored,
            must: false,
        })),
    };
    Line { name: t!("ui.handin.ignored").into_owned(), state }
}
