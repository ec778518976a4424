//! 查找与替换: a bar over the sheet.

use super::command::Command;
use super::editor::places;
use super::view::{Action, Cx, Go};
use super::{theme, widgets};
use crate::model::field::resolve;
use crate::model::{Edit, Place, Project};
use egui::{Button, Frame, Key, Margin, Modifiers, RichText, TextEdit, Ui};
use rust_i18n::t;

#[derive(Default)]
pub struct Find {
    pub query: String,
    pub replacement: String,
    /// The bar was just opened: the caret belongs into it.
    pub fresh: bool,
    /// The match that was last gone to.
    pub at: Option<Match>,
}

/// One place where the query stands: characters of the shown text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    pub place: Place,
    pub start: usize,
    pub end: usize,
}

/// The text that stands at a place, fields shown as their values.
pub fn shown_text(project: &Project, place: Place) -> String {
    let source = super::editor::source(project, place);
    resolve(&project.fields, &source).into_owned()
}

/// Every place where `query` stands, in document order.
pub fn matches(project: &Project, query: &str) -> Vec<Match> {
    if query.is_empty() {
        return Vec::new();
    }
    let length = query.chars().count();
    let in_place = |place: Place| {
        let text = shown_text(project, place);
        let starts: Vec<usize> = text
            .match_indices(query)
            .filter_map(|(at, _)| text.get(..at).map(|before| before.chars().count()))
            .collect();
        starts.into_iter().map(move |start| Match { place, start, end: start + length })
    };
    places(project).into_iter().flat_map(in_place).collect()
}

/// The match behind (or before) where the user is, going round at the end.
pub fn next(project: &Project, query: &str, from: Option<(Place, usize)>, backwards: bool) -> Option<Match> {
    let matches = matches(project, query);
    let order = places(project);
    let rank = |place: Place, at: usize| (order.iter().position(|&other| other == place), at);
    let here = from.map(|(place, at)| rank(place, at));
    let found = match here {
        None => matches.first(),
        Some(here) if backwards => {
            matches.iter().rev().find(|m| rank(m.place, m.end) < here).or(matches.last())
        }
        Some(here) => matches.iter().find(|m| rank(m.place, m.start) >= here).or(matches.first()),
    };
    found.copied()
}

/// The project with every occurrence replaced, and how many there were.
pub fn replace_all(project: &Project, query: &str, replacement: &str) -> Option<(Edit, usize)> {
    let count = matches(project, query).len();
    if count == 0 {
        return None;
    }
    let mut replaced = project.clone();
    for place in places(project) {
        let text =
            super::editor::buffer::FieldText::new(&super::editor::source(project, place), &project.fields);
        let mut resolved = text.resolved().clone();
        let ranges: Vec<_> =
            resolved.text.match_indices(query).map(|(at, word)| at..at + word.len()).collect();
        if ranges.is_empty() {
            continue;
        }
        for range in ranges.into_iter().rev() {
            resolved.remove(range.clone());
            resolved.insert(range.start, replacement);
        }
        replaced.apply(super::editor::edit_of(&replaced, place, &resolved.source())?);
    }
    Some((Edit::Replace(Box::new(replaced)), count))
}

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(mut find) = cx.view.find.take() else { return };
    let palette = theme::palette(ui.ctx());
    let mut open = true;
    Frame::new().fill(palette.paper).inner_margin(Margin::symmetric(16, 6)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let label = widgets::note(ui, t!("ui.find.label"));
            let hint = RichText::new(t!("ui.find.hint")).color(palette.faint);
            let edit =
                TextEdit::singleline(&mut find.query).hint_text(hint).desired_width(160.0).return_key(None);
            let query = ui.add(edit).labelled_by(label.id);
            if std::mem::take(&mut find.fresh) {
                query.request_focus();
            }
            let enter =
                |modifiers| query.has_focus() && ui.input_mut(|i| i.consume_key(modifiers, Key::Enter));
            let before = enter(Modifiers::SHIFT);
            let after = enter(Modifiers::NONE);
            let found = matches(cx.session.project(), &find.query).len();
            let enabled = found > 0;
            if ui.add_enabled(enabled, Button::new(t!("ui.find.before"))).clicked() || (enabled && before) {
                cx.out.push(Action::Command(Command::FindBefore));
            }
            if ui.add_enabled(enabled, Button::new(t!("ui.find.next"))).clicked() || (enabled && after) {
                cx.out.push(Action::Command(Command::FindNext));
            }
            let words = if find.query.is_empty() {
                String::new()
            } else {
                t!("ui.find.found", n = found).into_owned()
            };
            widgets::note(ui, words);
            let label = widgets::note(ui, t!("ui.find.replace_label"));
            let edit = TextEdit::singleline(&mut find.replacement).desired_width(120.0);
            ui.add(edit).labelled_by(label.id);
            if ui.add_enabled(enabled, Button::new(t!("ui.find.replace_all"))).clicked()
                && let Some((edit, n)) = replace_all(cx.session.project(), &find.query, &find.replacement)
            {
                cx.edit(edit);
                cx.out.push(Action::Tell(t!("ui.find.replaced", n = n).into_owned()));
            }
            if ui.button(t!("ui.close")).clicked()
                || ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape))
            {
                open = false;
            }
        });
    });
    match find.at {
        _ if open => cx.view.find = Some(find),
        // The caret goes to what was found.
        Some(Match { place, start, end }) => cx.out.push(Action::Go(Go { place, start, end })),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Section};
    use std::sync::Arc;

    fn project() -> Project {
        let mut project = Project::new(String::new());
        project.fields = vec![Field { name: "单位".into(), value: "青石镇".into(), ..Field::default() }];
        project.title = vec!["{{单位}}工作总结".into()];
        Arc::make_mut(&mut project.opening).paragraphs = vec!["青石镇村村𠮷祥。".into(), "工作".into()];
        let section = Section { heading: "工作成效".into(), ..Section::new(9) };
        Arc::make_mut(&mut project.body).children.push(Arc::new(section));
        project
    }

    #[test]
    fn finds_in_order_and_round() {
        let project = project();
        let places: Vec<_> = matches(&project, "工作").iter().map(|m| (m.place, m.start)).collect();
        assert_eq!(places, [(Place::Title, 3), (Place::Text(1), 9), (Place::Heading(9), 0)]);
        let at = |from, backwards| next(&project, "工作", from, backwards).map(|m| (m.place, m.start));
        assert_eq!(at(None, false), Some((Place::Title, 3)));
        assert_eq!(at(Some((Place::Title, 5)), false), Some((Place::Text(1), 9)));
        assert_eq!(at(Some((Place::Heading(9), 2)), false), Some((Place::Title, 3)));
        assert_eq!(at(Some((Place::Title, 3)), true), Some((Place::Heading(9), 0)));
        assert_eq!(matches(&project, ""), []);
    }

    #[test]
    fn replaces_everywhere_and_leaves_fields_alone() {
        let mut project = project();
        let (edit, count) = replace_all(&project, "工作", "重点工作").unwrap();
        project.apply(edit);
        assert_eq!(count, 3);
        assert_eq!(project.title, ["{{单位}}重点工作总结"]);
        assert_eq!(project.opening.paragraphs, ["青石镇村村𠮷祥。", "重点工作"]);
        assert_eq!(project.body.children[0].heading, "重点工作成效");
        assert_eq!(replace_all(&project, "没有", ""), None);
    }
}
