//! 定稿交付: one page before the text is handed in, each line green or with a way to its place.

use super::super::command::Command;
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
    /// 必改 and 建议 that are left.
    left: (usize, usize),
    /// When it was last handed in with open points.
    last: Option<HandedIn>,
}

/// One thing that is looked at.
struct Line {
    name: String,
    /// What is open, if anything is.
    open: Option<Open>,
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
        let mut lines = vec![fields(project)];
        for (name, groups) in [
            (t!("ui.handin.leftovers"), &[Group::Leftovers][..]),
            (t!("ui.handin.limits"), &[Group::Limits]),
            (t!("ui.handin.dates"), &[Group::Dates]),
            (t!("ui.handin.names"), &[Group::Names]),
            (t!("ui.handin.figures"), &[Group::Figures]),
            (t!("ui.handin.structure"), &[Group::Structure]),
            (t!("ui.handin.language"), &[Group::Marks, Group::Digits, Group::Words, Group::Characters]),
            (t!("ui.handin.repetition"), &[Group::Repetition]),
            (t!("ui.handin.secrets"), &[Group::Secrets]),
        ] {
            let of = |finding: &&(usize, &Finding)| {
                groups.contains(&finding.1.rule.group) && finding.1.rule.severity != Severity::Hint
            };
            let all = findings.all();
            let open: Vec<_> = all.iter().filter(of).collect();
            let must = open.iter().filter(|(_, finding)| finding.rule.severity == Severity::Must).count();
            let open = open.first().map(|(index, finding)| Open {
                words: count_words(must, open.len() - must, &finding.message),
                go: Action::GoFinding(*index),
                must: must > 0,
            });
            lines.push(Line { name: name.into_owned(), open });
        }
        lines.push(ignored(project));
        let left = (findings.count(Severity::Must), findings.count(Severity::Should));
        Self { words, lines, left, last: project.review.handed_in.last().copied() }
    }

    /// How many lines are open.
    pub fn open(&self) -> usize {
        self.lines.iter().filter(|line| line.open.is_some()).count()
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        let palette = theme::palette(ui.ctx());
        heading(ui, &t!("ui.handin.title"));
        ui.label(RichText::new(&self.words).color(palette.weak));
        ui.add_space(10.0);
        let mut gone = false;
        let width = ui.available_width();
        Grid::new("hand in").num_columns(4).min_col_width(0.0).spacing([14.0, 8.0]).show(ui, |ui| {
            for line in &mut self.lines {
                match &line.open {
                    None => {
                        ui.label(RichText::new("✓").color(palette.ok));
                        ui.label(line.name.as_str());
                        ui.label(RichText::new(t!("ui.handin.fine")).size(13.0).color(palette.weak));
                        ui.label("");
                    }
                    Some(open) => {
                        let colour = if open.must { palette.accent } else { palette.caution };
                        ui.label(RichText::new("●").size(10.0).color(colour));
                        ui.label(line.name.as_str());
                        let words = widgets::one_line(ui, &open.words, 13.0, colour, width - 250.0);
                        ui.label(words).on_hover_text(open.words.as_str());
                        if ui.button(RichText::new(t!("ui.handin.go")).size(13.0)).clicked() {
                            gone = true;
                        }
                    }
                }
                if std::mem::take(&mut gone)
                    && let Some(open) = line.open.take()
                {
                    out.push(Action::Tab(Tab::Check));
                    out.push(open.go);
                }
                ui.end_row();
            }
        });
        let jumped = !out.is_empty();
        ui.add_space(10.0);
        let about = if self.open() == 0 { t!("ui.handin.ready") } else { t!("ui.handin.open") };
        widgets::note(ui, about);
        if let Some(HandedIn { at, must, should }) = self.last {
            let when = super::super::services::local(at);
            widgets::note(ui, t!("ui.handin.last", when = when, must = must, should = should));
        }
        let mut stay = if jumped { Stay::Closed } else { Stay::Open };
        footer(ui, |ui| {
            if choice_button(ui, &t!("ui.export_button"), true) {
                if self.left != (0, 0) {
                    out.push(Action::HandedIn(self.left.0, self.left.1));
                }
                out.push(Action::Command(Command::Export));
                stay = Stay::Closed;
            }
            if choice_button(ui, &t!("ui.close"), false) {
                stay = Stay::Closed;
            }
        });
        stay
    }
}

/// 必改 2 处、建议 1 处：…
fn count_words(must: usize, should: usize, first: &str) -> String {
    let count = match (must, should) {
        (0, should) => t!("ui.handin.should", n = should),
        (must, 0) => t!("ui.handin.must", n = must),
        (must, should) => t!("ui.handin.both", must = must, should = should),
    };
    format!("{count}{first}")
}

fn fields(project: &Project) -> Line {
    let unfilled: Vec<&str> = project.unresolved_fields().iter().map(|field| field.name.as_str()).collect();
    let open = (!unfilled.is_empty()).then(|| Open {
        words: unfilled.join(&t!("ui.handin.and")),
        go: Action::Tab(Tab::Fields),
        must: true,
    });
    Line { name: t!("ui.handin.fields").into_owned(), open }
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
    let open = (!ignored.is_empty() || !project.review.off.is_empty()).then(|| Open {
        words: format!("{count}{}", words.join(&t!("ui.handin.and"))),
        go: Action::ShowIgnored,
        must: false,
    });
    Line { name: t!("ui.handin.ignored").into_owned(), open }
}
