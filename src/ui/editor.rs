//! The sheet: the section being written, or the whole text, as blocks to type in.

pub mod block;
pub mod buffer;
pub mod drag;
pub mod menu;
mod section;

use super::theme;
use super::view::{Action, Cx};
use super::widgets;
use crate::model::edit::root_part;
use crate::model::project::Part;
use crate::model::{Edit, Place, Project, Section, SectionId, Signature};
use crate::store::settings::View as Mode;
use block::TextBlock;
use egui::{Align, CornerRadius, Frame, Layout, Margin, RichText, ScrollArea, Shadow, Stroke, Ui, vec2};
use rust_i18n::t;

/// What one sheet holds in 分段 view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sheet {
    Title,
    Part(Part),
    /// A child of the body.
    Section(SectionId),
    Signature,
}

fn sheet_of(project: &Project, place: Place) -> Sheet {
    match place {
        Place::Title => Sheet::Title,
        Place::SignatureUnit | Place::SignatureDate => Sheet::Signature,
        Place::Heading(id) | Place::Text(id) => match project.path(id) {
            Some((Part::Body, path)) => path
                .first()
                .and_then(|&at| project.body.children.get(at))
                .map_or(Sheet::Part(Part::Body), |section| Sheet::Section(section.id)),
            Some((part, _)) => Sheet::Part(part),
            None => Sheet::Title,
        },
    }
}

/// Every place a caret can stand, in document order.
pub fn places(project: &Project) -> Vec<Place> {
    fn of_section(parent: Option<&Section>, section: &Section, places: &mut Vec<Place>) {
        if shows_heading(parent, section) {
            places.push(Place::Heading(section.id));
        }
        if shows_text(section) {
            places.push(Place::Text(section.id));
        }
        for child in &section.children {
            of_section(Some(section), child, places);
        }
    }
    let mut places = vec![Place::Title];
    of_section(None, &project.opening, &mut places);
    for section in &project.body.children {
        of_section(Some(&project.body), section, &mut places);
    }
    of_section(None, &project.closing, &mut places);
    if project.signature.is_some() {
        places.extend([Place::SignatureUnit, Place::SignatureDate]);
    }
    places
}

/// The places before and after one.
fn neighbours(project: &Project, place: Place) -> (Option<Place>, Option<Place>) {
    let places = places(project);
    let at = places.iter().position(|&other| other == place);
    let beside = |at: Option<usize>| at.and_then(|at| places.get(at)).copied();
    match at {
        Some(at) => (beside(at.checked_sub(1)), beside(Some(at + 1))),
        // Text shown only because the caret is in it: it stands right behind its heading.
        None => match place {
            Place::Text(id) => {
                let heading = places.iter().position(|&other| other == Place::Heading(id));
                (beside(heading), beside(heading.map(|at| at + 1)))
            }
            _ => (None, None),
        },
    }
}

/// Whether a section has a line for a heading: it has one, or its siblings usually do.
fn shows_heading(parent: Option<&Section>, section: &Section) -> bool {
    !section.heading.is_empty() || parent.is_some_and(|parent| parent.marker.has_headings())
}

/// Whether a section has a block for text of its own, before its children.
fn shows_text(section: &Section) -> bool {
    !section.paragraphs.is_empty() || section.children.is_empty()
}

/// A section without a heading below a set of numerals for points: it can be joined to the text
/// before it.
pub fn is_point(project: &Project, id: SectionId) -> bool {
    project.parent(id).is_some_and(|(parent, index)| {
        parent.children.get(index).is_some_and(|section| !shows_heading(Some(parent), section))
    })
}

/// Shows the sheet or the sheets.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let palette = theme::palette(ui.ctx());
    let project = cx.session.project().clone();
    let sheet = sheet_of(&project, cx.view.current);
    let full = cx.settings.view == Mode::Whole;
    let salt = if full { ("sheet", None) } else { ("sheet", Some(format!("{sheet:?}"))) };
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
        let width = ui.available_width();
        let side = ((width - theme::SHEET_WIDTH) / 2.0).max(24.0);
        let height = ui.available_height();
        Frame::new()
            .outer_margin(Margin { left: side as i8, right: side as i8, top: 20, bottom: 20 })
            .inner_margin(Margin::symmetric(40, 26))
            .fill(palette.sheet)
            .stroke(Stroke::new(1.0, palette.line))
            .corner_radius(CornerRadius::same(8))
            .shadow(Shadow { offset: [0, 1], blur: 3, spread: 0, color: palette.ink.gamma_multiply(0.08) })
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.set_min_height(height - 94.0);
                if full {
                    whole(ui, cx, &project);
                } else {
                    one_sheet(ui, cx, &project, sheet);
                }
            });
    });
}

fn one_sheet(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project, sheet: Sheet) {
    match sheet {
        Sheet::Title => {
            crumbs(ui, &[t!("ui.part.title").into_owned()], "");
            title(ui, cx, project);
        }
        Sheet::Part(part) => part_sheet(ui, cx, project, part),
        Sheet::Section(id) => {
            if let Some((_, index)) = project.parent(id) {
                let here = t!("ui.editor.nth_part", n = crate::text::numeral::write(index + 1));
                crumbs(ui, &[t!("ui.part.body").into_owned(), here.into_owned()], &t!("ui.editor.keys"));
            }
            if let Some(section) = project.section(id) {
                section::show(ui, cx, project, section);
            }
        }
        Sheet::Signature => {
            crumbs(ui, &[t!("ui.part.signature").into_owned()], "");
            signature(ui, cx, project);
        }
    }
}

fn part_sheet(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project, part: Part) {
    let section = project.part(part);
    crumbs(ui, &[part_name(part)], "");
    if part == Part::Body && section.children.is_empty() {
        ui.add_space(12.0);
        widgets::note(ui, t!("ui.editor.empty_body"));
        ui.add_space(8.0);
        if ui.button(t!("ui.command.add_part")).clicked() {
            cx.out.push(Action::Command(super::command::Command::AddPart));
        }
    } else {
        section::show(ui, cx, project, section);
    }
}

/// The whole text, one part under the other.
fn whole(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project) {
    title(ui, cx, project);
    ui.add_space(16.0);
    for part in Part::ALL {
        if part == Part::Body {
            for child in &project.body.children {
                section::show(ui, cx, project, child);
                ui.add_space(20.0);
            }
        } else {
            caption(ui, &part_name(part));
            section::show(ui, cx, project, project.part(part));
            ui.add_space(20.0);
        }
    }
    if project.signature.is_some() {
        signature(ui, cx, project);
    }
}

fn caption(ui: &mut Ui, words: &str) {
    widgets::caption(ui, words);
    ui.add_space(2.0);
}

/// 导语, 主体, 结语
pub fn part_name(part: Part) -> String {
    match part {
        Part::Opening => t!("ui.part.opening"),
        Part::Body => t!("ui.part.body"),
        Part::Closing => t!("ui.part.closing"),
    }
    .into_owned()
}

/// Where the sheet stands in the document, and which keys help here.
fn crumbs(ui: &mut Ui, path: &[String], keys: &str) {
    let palette = theme::palette(ui.ctx());
    ui.horizontal(|ui| {
        for (index, word) in path.iter().enumerate() {
            if index > 0 {
                ui.label(RichText::new("›").size(theme::SMALL).color(palette.faint));
            }
            ui.label(RichText::new(word).size(theme::SMALL).color(palette.weak));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| widgets::caption(ui, keys));
    });
    ui.add_space(6.0);
}

fn title(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project) {
    let source = project.title.join("\n");
    let block = TextBlock {
        place: Place::Title,
        source: &source,
        name: t!("ui.part.title").into_owned(),
        hint: t!("ui.hint.title").into_owned(),
        size: theme::HEADING,
        line_height: 32.0,
        lines: true,
        centred: true,
    };
    ui.add_space(8.0);
    block.show(ui, cx);
    ui.add_space(4.0);
}

fn signature(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project) {
    let Some(signature) = &project.signature else {
        widgets::note(ui, t!("ui.editor.no_signature"));
        ui.add_space(8.0);
        if ui.button(t!("ui.command.add_signature")).clicked() {
            cx.out.push(Action::Command(super::command::Command::AddSignature));
        }
        return;
    };
    let size = f32::from(cx.settings.text_size);
    for (place, source, name, hint) in [
        (Place::SignatureUnit, &signature.unit, t!("ui.signature.unit"), t!("ui.hint.unit")),
        (Place::SignatureDate, &signature.date, t!("ui.signature.date"), t!("ui.hint.date")),
    ] {
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), 30.0),
            Layout::left_to_right(Align::Min),
            |ui| {
                ui.add_sized(
                    vec2(72.0, 30.0),
                    egui::Label::new(RichText::new(name.as_ref()).size(theme::SMALL)),
                );
                let block = TextBlock {
                    place,
                    source,
                    name: name.into_owned(),
                    hint: hint.into_owned(),
                    size,
                    line_height: line_height(size),
                    lines: false,
                    centred: false,
                };
                block.show(ui, cx);
            },
        );
    }
    ui.add_space(8.0);
    if widgets::link_button(ui, t!("ui.editor.remove_signature")).clicked() {
        cx.edit(Edit::SetSignature(None));
    }
}

/// The height of a line of text: 1.8 times its size, in whole points.
pub fn line_height(size: f32) -> f32 {
    (size * 1.8).round()
}

/// The paragraphs of a text as typed; none for an empty text.
fn lines_of(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { text.split('\n').map(str::to_owned).collect() }
}

/// A text without its line ends, as a heading wants it.
fn one_line(text: &str) -> String {
    text.replace('\n', "")
}

/// Whether a section is a part's root.
fn is_root(project: &Project, id: SectionId) -> bool {
    root_part(project, id).is_some()
}

/// The text of a place as the model holds it.
pub fn source(project: &Project, place: Place) -> String {
    let signature = |text: fn(&Signature) -> &String| project.signature.as_ref().map(text).cloned();
    match place {
        Place::Title => Some(project.title.join("\n")),
        Place::Heading(id) => project.section(id).map(|section| section.heading.clone()),
        Place::Text(id) => project.section(id).map(Section::text),
        Place::SignatureUnit => signature(|signature| &signature.unit),
        Place::SignatureDate => signature(|signature| &signature.date),
    }
    .unwrap_or_default()
}

/// The edit that gives a place another text.
pub fn edit_of(project: &Project, place: Place, source: &str) -> Option<Edit> {
    Some(match place {
        Place::Title => Edit::SetTitle(lines_of(source)),
        Place::Heading(id) => Edit::SetHeading(id, one_line(source)),
        Place::Text(id) => Edit::SetParagraphs(id, lines_of(source)),
        Place::SignatureUnit | Place::SignatureDate => {
            let mut signature = project.signature.clone()?;
            let line = if place == Place::SignatureUnit { &mut signature.unit } else { &mut signature.date };
            *line = one_line(source);
            Edit::SetSignature(Some(signature))
        }
    })
}
