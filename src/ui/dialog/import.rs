//! Last year's text: what it is read as, before anything is begun with it.

use super::super::view::{Action, Browse, ReadFrom};
use super::super::{theme, widgets};
use super::file::PathField;
use super::{Stay, choice_button, footer, heading, problem};
use crate::import::{Decoded, Encoding, Imported, JunkChoice};
use crate::model::measure::Measure;
use crate::model::project::Part;
use crate::model::{Project, Section};
use crate::session::files::TextError;
use crate::text::count::SharedMarks;
use egui::{Align, Key, Label, Layout, Margin, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui, vec2};
use rust_i18n::t;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Characters of a reading that are shown to choose by.
const PREVIEW: usize = 240;

pub struct Import {
    pub field: PathField,
    pasted: String,
    /// The file being read, if it is one.
    file: Option<PathBuf>,
    state: State,
    problem: Option<String>,
}

enum State {
    /// Asking where the text is.
    Ask,
    Reading,
    Undecided(Vec<(Encoding, String)>),
    Read(Box<Read>),
}

/// A text that was read, and what is to be left out of it.
struct Read {
    /// The file, if it came from one.
    path: Option<PathBuf>,
    encoding: Encoding,
    text: String,
    drop: BTreeSet<usize>,
    result: Option<Imported>,
}

impl Import {
    pub fn new(folder: &Path) -> Self {
        Self {
            field: PathField::new(&folder.join("")),
            pasted: String::new(),
            file: None,
            state: State::Ask,
            problem: None,
        }
    }

    /// A file was chosen and is being read.
    pub fn reading(&mut self, file: &Path) {
        self.field = PathField::new(file);
        self.file = Some(file.to_path_buf());
        self.state = State::Reading;
        self.problem = None;
    }

    /// Takes in the decoded text; what is to be done with it.
    pub fn decoded(&mut self, result: Result<Decoded, TextError>) -> Option<Action> {
        match result {
            Ok(Decoded::Text { encoding, text }) => Some(self.parse(encoding, text)),
            Ok(Decoded::Undecided { readings }) => {
                self.state = State::Undecided(readings);
                None
            }
            Err(error) => {
                self.state = State::Ask;
                self.problem = Some(error.to_string());
                None
            }
        }
    }

    fn parse(&mut self, encoding: Encoding, text: String) -> Action {
        let action = Action::ImportParse(text.clone(), JunkChoice::KeepAll);
        self.state = State::Read(Box::new(Read {
            path: self.file.clone(),
            encoding,
            text,
            drop: BTreeSet::new(),
            result: None,
        }));
        action
    }

    pub fn imported(&mut self, imported: Imported) {
        if let State::Read(read) = &mut self.state {
            read.result = Some(imported);
        }
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        heading(ui, &t!("ui.import.title"));
        match &mut self.state {
            State::Ask => self.ask(ui, out),
            State::Reading => {
                widgets::note(ui, t!("ui.import.reading"));
                cancel_only(ui)
            }
            State::Undecided(readings) => {
                let chosen = undecided(ui, readings);
                if let Some(at) = chosen
                    && at < readings.len()
                {
                    let (encoding, text) = readings.swap_remove(at);
                    out.push(self.parse(encoding, text));
                }
                cancel_only(ui)
            }
            State::Read(read) => match read.show(ui, out) {
                Answer::Wait => Stay::Open,
                Answer::Adopted | Answer::Left => Stay::Closed,
                Answer::Back => {
                    self.state = State::Ask;
                    Stay::Open
                }
            },
        }
    }

    fn ask(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        let palette = theme::palette(ui.ctx());
        let entered = self.field.show(ui, &t!("ui.import.from_file"), Browse::Text, out);
        ui.add_space(10.0);
        let label = widgets::note(ui, t!("ui.import.paste_label"));
        ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
            let hint = RichText::new(t!("ui.import.paste_hint")).color(palette.faint);
            let edit = TextEdit::multiline(&mut self.pasted).hint_text(hint).desired_rows(8);
            ui.add(edit.desired_width(f32::INFINITY)).labelled_by(label.id);
        });
        if let Some(text) = &self.problem {
            problem(ui, text);
        }
        let mut stay = Stay::Open;
        let pasted = !crate::text::chars::is_blank(&self.pasted);
        footer(ui, |ui| {
            let words = if pasted { t!("ui.import.paste_read") } else { t!("ui.import.read") };
            if choice_button(ui, &words, true) || entered {
                let from = match self.field.path() {
                    _ if pasted && !entered => Some(ReadFrom::Pasted(self.pasted.clone())),
                    path => path.map(|path| ReadFrom::File(path, None)),
                };
                if let Some(from) = from {
                    self.file = match &from {
                        ReadFrom::File(path, _) => Some(path.clone()),
                        ReadFrom::Pasted(_) => None,
                    };
                    out.push(Action::ImportRead(from));
                    self.state = State::Reading;
                    self.problem = None;
                }
            }
            if choice_button(ui, &t!("ui.cancel"), false) {
                stay = Stay::Closed;
            }
        });
        stay
    }
}

fn cancel_only(ui: &mut Ui) -> Stay {
    let mut stay = Stay::Open;
    footer(ui, |ui| {
        if choice_button(ui, &t!("ui.cancel"), false) {
            stay = Stay::Closed;
        }
    });
    stay
}

/// Both readings of a file, side by side; which one was chosen.
fn undecided(ui: &mut Ui, readings: &[(Encoding, String)]) -> Option<usize> {
    ui.label(t!("ui.import.undecided"));
    ui.add_space(8.0);
    let mut chosen = None;
    ui.columns(readings.len().max(1), |columns| {
        for ((index, (encoding, text)), ui) in readings.iter().enumerate().zip(columns) {
            widgets::caption(ui, encoding.label());
            let palette = theme::palette(ui.ctx());
            theme::card(&palette).show(ui, |ui| {
                let beginning: String = text.chars().take(PREVIEW).collect();
                ui.add(Label::new(beginning).wrap());
            });
            ui.add_space(6.0);
            let button = ui.button(t!("ui.import.choose"));
            if button.clicked() {
                chosen = Some(index);
            }
        }
    });
    chosen
}

enum Answer {
    Wait,
    Adopted,
    Back,
    Left,
}

impl Read {
    fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Answer {
        let mut changed = false;
        if let Some(result) = &self.result {
            ui.horizontal(|ui| {
                let title = result.project.title_line();
                let title = if title.is_empty() { t!("ui.import.no_title").into_owned() } else { title };
                ui.add(Label::new(RichText::new(title).size(16.0)).truncate());
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    self.encodings(ui, out);
                });
            });
            ui.add_space(8.0);
            ScrollArea::vertical().max_height(420.0).auto_shrink([false, true]).show(ui, |ui| {
                changed = junk(ui, result, &mut self.drop);
                notes(ui, result);
                structure(ui, &result.project);
            });
        } else {
            widgets::note(ui, t!("ui.import.reading"));
        }
        if changed {
            let choice = JunkChoice::Drop(self.drop.iter().copied().collect());
            out.push(Action::ImportParse(self.text.clone(), choice));
        }
        let mut answer = Answer::Wait;
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        footer(ui, |ui| {
            if (choice_button(ui, &t!("ui.import.adopt"), true) || enter)
                && let Some(result) = self.result.take()
            {
                out.push(Action::Adopt(Box::new(result.project)));
                answer = Answer::Adopted;
            }
            if choice_button(ui, &t!("ui.import.back"), false) {
                answer = Answer::Back;
            }
            if choice_button(ui, &t!("ui.cancel"), false) {
                answer = Answer::Left;
            }
        });
        answer
    }

    /// The encoding that a file was read in, and the others to read it in.
    fn encodings(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        let Some(path) = &self.path else { return };
        let words = format!("{} {} ▼", t!("ui.import.encoding"), self.encoding.label());
        ui.menu_button(RichText::new(words).size(theme::SMALL), |ui| {
            for encoding in Encoding::ALL {
                if widgets::menu_choice(ui, encoding == self.encoding, encoding.label()) {
                    out.push(Action::ImportRead(ReadFrom::File(path.clone(), Some(encoding))));
                }
            }
        });
    }
}

/// What looks like a web page's, to be ticked; whether a tick changed.
fn junk(ui: &mut Ui, result: &Imported, drop: &mut BTreeSet<usize>) -> bool {
    if result.junk.is_empty() {
        return false;
    }
    let mut changed = false;
    ui.label(t!("ui.import.junk"));
    for line in &result.junk {
        let mut dropped = drop.contains(&line.line);
        let words = format!("{}  {}", line.line, line.text);
        if ui.checkbox(&mut dropped, words).changed() {
            changed = true;
            if dropped {
                drop.insert(line.line);
            } else {
                drop.remove(&line.line);
            }
        }
    }
    ui.add_space(10.0);
    changed
}

fn notes(ui: &mut Ui, result: &Imported) {
    widgets::caption(ui, t!("ui.import.notes"));
    if result.notes.is_empty() {
        widgets::note(ui, t!("ui.import.unchanged"));
    }
    for note in &result.notes {
        ui.add(Label::new(RichText::new(note.to_string()).size(13.0)).wrap());
    }
    ui.add_space(10.0);
}

/// The parts that were found, with their counts.
fn structure(ui: &mut Ui, project: &Project) {
    widgets::caption(ui, t!("ui.import.structure"));
    ui.add_space(4.0);
    let measure = Measure::of(project, SharedMarks::Asian);
    let palette = theme::palette(ui.ctx());
    theme::card(&palette).inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        for part in Part::ALL {
            let root = project.part(part);
            let words = measure.section(root.id).count.words;
            row(ui, 0, &super::super::editor::part_name(part), words);
            if part == Part::Body {
                body(ui, root, &measure);
            }
        }
        if let Some(signature) = &project.signature {
            let words = format!("{}  {} {}", t!("ui.part.signature"), signature.unit, signature.date);
            row(ui, 0, &words, measure.signature.count.words);
        }
    });
}

fn body(ui: &mut Ui, root: &Section, measure: &Measure) {
    for (index, section) in root.children.iter().enumerate() {
        let mut words = format!("{}{}", root.marker.write(index + 1), section.label());
        if !section.children.is_empty() {
            words.push_str(&format!("  {}", t!("ui.import.points", n = section.children.len())));
        }
        row(ui, 1, &words, measure.section(section.id).count.words);
    }
}

fn row(ui: &mut Ui, depth: usize, words: &str, count: usize) {
    let palette = theme::palette(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let count = widgets::one_line(ui, &t!("ui.import.words", n = count), theme::SMALL, palette.weak, 120.0);
    let right = rect.right() - count.size().x;
    widgets::painted(ui, count, right, rect.center().y);
    let left = rect.left() + 20.0 * depth as f32;
    let words = widgets::one_line(ui, words, theme::BODY, palette.ink, right - left - 16.0);
    widgets::painted(ui, words, left, rect.center().y);
}
