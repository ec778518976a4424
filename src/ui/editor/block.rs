//! One text to type in: a heading, the paragraphs of a section, a line of the title.

use super::super::findings::marks;
use super::super::theme;
use super::super::view::{Action, Cx, Focus};
use super::buffer::{Buffer, FieldText, Selection};
use crate::model::field::{Span, resolve};
use crate::model::{Caret, Edit, Place};
use egui::text::{CCursor, CCursorRange, CharIndex, LayoutJob, TextFormat, TextWrapping};
use egui::text_edit::{TextEditOutput, TextEditState};
use egui::{
    Color32, Context, Event, EventFilter, FontId, Frame, Galley, Id, Key, Modifiers, Response, TextBuffer,
    TextEdit, Ui, WidgetInfo, vec2,
};
use std::ops::Range;
use std::sync::Arc;

/// How a text is shown.
pub struct TextBlock<'a> {
    pub place: Place,
    /// The text as the model holds it.
    pub source: &'a str,
    /// What assistive technology calls it.
    pub name: String,
    pub hint: String,
    pub size: f32,
    pub line_height: f32,
    /// Enter makes a new paragraph; else it leaves to the text below.
    pub lines: bool,
    pub centred: bool,
}

/// What is searched for, and the character of this text where the match last gone to begins.
type Needle = (String, Option<usize>);

/// The identity of a place's text edit, the same in every view.
pub fn id(place: Place) -> Id {
    Id::unique(("text", place))
}

impl TextBlock<'_> {
    /// Shows the text and turns what is typed into edits.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>) -> Response {
        let id = id(self.place);
        let fields = &cx.session.project().fields;
        let came = self.take_caret(ui, cx);
        let focused = ui.memory(|memory| memory.has_focus(id));
        if focused {
            keys(ui, cx, self);
        }
        let mut buffer = match cx.view.buffer.take() {
            Some(buffer) if focused && buffer.place == self.place => buffer,
            other => {
                if !focused {
                    cx.view.buffer = other;
                }
                Buffer::new(self.place, self.source, fields)
            }
        };
        if let Some(selection) = cx.view.composition.ended(self.place) {
            // The pre-edit goes, wherever clicks and keys have left pieces of it; what is committed
            // comes where it began.
            buffer.refresh(self.source, fields);
            select(ui.ctx(), selection);
        } else if cx.view.composition.place() != Some(self.place) {
            buffer.refresh(self.source, fields);
        }
        buffer.text.lock(cx.session.read_only().is_some());
        let output = self.text_edit(ui, cx, id, &mut buffer.text);
        let composing = cx.view.composition.place() == Some(self.place);
        if !composing
            && output.response.changed()
            && let Some(source) = buffer.commit()
            && let Some(edit) = super::edit_of(cx.session.project(), self.place, &source)
        {
            let offset = output.cursor_range.map_or(0, |range| range.primary.index.0);
            cx.out.push(Action::Type(edit, Caret { place: self.place, offset }));
            // Its private undo would write what it remembers into whatever stands here.
            let mut state = output.state.clone();
            state.clear_undoer();
            state.store(ui.ctx(), id);
        }
        // Centred text lies left of its origin.
        let at = output.galley_pos - vec2(output.galley.rect.left(), 0.0);
        let reveal = cx.view.reveal.filter(|reveal| reveal.place == self.place);
        if let Some(caret) = came.or(reveal.map(|reveal| reveal.start)) {
            cx.view.reveal = cx.view.reveal.filter(|_| reveal.is_none());
            let rect = output.galley.pos_from_cursor(CCursor::new(CharIndex(caret)));
            ui.scroll_to_rect(rect.translate(at.to_vec2()).expand(48.0), None);
        }
        // While a word is being composed nothing flickers: what was found stays where its words are.
        let before = resolve(fields, self.source);
        marks::show(ui, cx, self.place, (&before, buffer.text.as_str()), &output.galley, at);
        self.note_focus(cx, &output, buffer);
        output.response.response
    }

    fn text_edit(&self, ui: &mut Ui, cx: &Cx<'_>, id: Id, text: &mut FieldText) -> TextEditOutput {
        let spans = text.spans();
        let needle = cx.view.find.as_ref().filter(|find| !find.query.is_empty()).map(|find| {
            let here = find.at.filter(|at| at.place == self.place).map(|at| at.start);
            (find.query.clone(), here)
        });
        let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| -> Arc<Galley> {
            let job = self.job(ui, text.as_str(), &spans.borrow(), needle.as_ref(), width);
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let palette = theme::palette(ui.ctx());
        let hint = egui::RichText::new(&self.hint).size(self.size).color(palette.faint);
        let mut edit = TextEdit::multiline(text);
        if !self.lines {
            edit = edit.return_key(None);
        }
        if self.centred {
            edit = edit.align(egui::Align2::CENTER_TOP);
        }
        let output = edit
            .id(id)
            .font(FontId::proportional(self.size))
            .frame(Frame::NONE)
            .desired_width(f32::INFINITY)
            .desired_rows(1)
            .hint_text(hint)
            .event_filter(EventFilter { tab: true, ..arrows() })
            .layouter(&mut layouter)
            .show(ui);
        output.response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(ui.is_enabled(), "", text.as_str(), &self.hint);
            info.label = Some(self.name.clone());
            info
        });
        output
    }

    /// Lays the text out: fields on a wash, matches of a search marked.
    fn job(&self, ui: &Ui, text: &str, spans: &[Span], needle: Option<&Needle>, width: f32) -> LayoutJob {
        let palette = theme::palette(ui.ctx());
        let format = |background: Color32, colour: Color32| TextFormat {
            font_id: FontId::proportional(self.size),
            line_height: Some(self.line_height),
            color: colour,
            background,
            expand_bg: -3.0,
            ..TextFormat::default()
        };
        let plain = format(Color32::TRANSPARENT, palette.ink);
        let mut marks: Vec<(Range<usize>, TextFormat)> = spans
            .iter()
            .map(|span| {
                let format = if span.filled {
                    format(palette.ok.gamma_multiply(0.12), palette.ink)
                } else {
                    format(palette.accent_wash, palette.accent)
                };
                (span.range.clone(), format)
            })
            .collect();
        if let Some((query, here)) = needle {
            let here = here.and_then(|here| text.char_indices().nth(here)).map(|(at, _)| at);
            let found = text.match_indices(query.as_str()).map(|(at, word)| {
                let strength = if here == Some(at) { 0.7 } else { 0.25 };
                (at..at + word.len(), format(palette.caution.gamma_multiply(strength), palette.ink))
            });
            marks.extend(found);
            marks.sort_by_key(|(range, _)| range.start);
        }
        let mut job = LayoutJob {
            wrap: TextWrapping { max_width: width, ..Default::default() },
            break_on_newline: true,
            keep_trailing_whitespace: true,
            halign: if self.centred { egui::Align::Center } else { egui::Align::LEFT },
            ..LayoutJob::default()
        };
        let mut done = 0;
        for (range, format) in marks {
            if range.start < done {
                continue;
            }
            job.append(text.get(done..range.start).unwrap_or(""), 0.0, plain.clone());
            job.append(text.get(range.clone()).unwrap_or(""), 0.0, format);
            done = range.end;
        }
        job.append(text.get(done..).unwrap_or(""), 0.0, plain);
        job
    }

    /// Puts the caret here if it was asked to come here; where it stands then.
    fn take_caret(&self, ui: &Ui, cx: &mut Cx<'_>) -> Option<usize> {
        let go = cx.view.go.filter(|go| go.place == self.place)?;
        // For one more frame egui takes the focus from all that lies below a form just closed.
        if !ui.memory(|memory| memory.allows_interaction(ui.layer_id())) {
            if cx.view.dialog.is_none() {
                ui.ctx().request_repaint();
            }
            return None;
        }
        cx.view.go = None;
        let id = id(self.place);
        let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
        state.clear_undoer();
        let length = FieldText::new(self.source, &cx.session.project().fields).as_str().chars().count();
        let cursor = |at: usize| CCursor::new(CharIndex(at.min(length)));
        state.cursor.set_char_range(Some(CCursorRange::two(cursor(go.start), cursor(go.end))));
        state.store(ui.ctx(), id);
        ui.memory_mut(|memory| memory.request_focus(id));
        cx.view.buffer = None;
        cx.view.current = self.place;
        Some(go.end.min(length))
    }

    /// Remembers where the caret stands, and keeps the buffer for the next frame.
    fn note_focus(&self, cx: &mut Cx<'_>, output: &TextEditOutput, buffer: Buffer) {
        if !output.response.has_focus() {
            return;
        }
        let range = output
            .cursor_range
            .or_else(|| output.state.cursor.char_range())
            .unwrap_or_else(|| CCursorRange::one(CCursor::default()));
        let row = output.galley.layout_from_cursor(range.primary).row;
        let sorted = range.as_sorted_char_range();
        cx.view.current = self.place;
        let focus = Focus {
            place: self.place,
            start: sorted.start.0,
            end: sorted.end.0,
            at: range.primary.index.0,
            on_first_row: row == 0,
            on_last_row: row + 1 >= output.galley.rows.len(),
            length: buffer.text.as_str().chars().count(),
        };
        (cx.view.focus, cx.view.last) = (Some(focus), Some(focus));
        cx.view.buffer = Some(buffer);
    }
}

/// Selects in a text, where it has been shown.
pub fn select(ctx: &Context, Selection { place, start, end }: Selection) {
    let Some(mut state) = TextEditState::load(ctx, id(place)) else { return };
    let cursor = |at: usize| CCursor::new(CharIndex(at));
    state.cursor.set_char_range(Some(CCursorRange::two(cursor(start), cursor(end))));
    state.store(ctx, id(place));
}

fn arrows() -> EventFilter {
    EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() }
}

/// The keys that mean something else here than to a text edit, used up before it sees them.
fn keys(ui: &Ui, cx: &mut Cx<'_>, block: &TextBlock<'_>) {
    if cx.view.composition.is_active() {
        return;
    }
    let Some(focus) = cx.view.focus.filter(|focus| focus.place == block.place) else { return };
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let nothing_selected = focus.start == focus.end;
    let neighbours = super::neighbours(cx.session.project(), block.place);
    if pressed(Modifiers::SHIFT, Key::Tab) {
        if let Place::Heading(id) | Place::Text(id) = block.place {
            cx.edit(Edit::Promote(id));
        }
    } else if pressed(Modifiers::NONE, Key::Tab)
        && let Place::Heading(id) | Place::Text(id) = block.place
    {
        cx.edit(Edit::Demote(id));
    }
    if nothing_selected
        && focus.start == 0
        && let Place::Text(id) = block.place
        && super::is_point(cx.session.project(), id)
        && pressed(Modifiers::NONE, Key::Backspace)
    {
        cx.edit(Edit::Join(id));
    }
    if nothing_selected
        && focus.end == focus.length
        && let Some(Place::Text(next)) = neighbours.1
        && super::is_point(cx.session.project(), next)
        && pressed(Modifiers::NONE, Key::Delete)
    {
        cx.edit(Edit::Join(next));
    }
    if focus.on_first_row
        && let Some(before) = neighbours.0
    {
        let leaves = pressed(Modifiers::NONE, Key::ArrowUp)
            || (nothing_selected && focus.at == 0 && pressed(Modifiers::NONE, Key::ArrowLeft));
        if leaves {
            cx.go(before, usize::MAX);
        }
    }
    if focus.on_last_row
        && let Some(after) = neighbours.1
    {
        let leaves = pressed(Modifiers::NONE, Key::ArrowDown)
            || (nothing_selected && focus.at == focus.length && pressed(Modifiers::NONE, Key::ArrowRight))
            || (!block.lines && pressed(Modifiers::NONE, Key::Enter));
        if leaves {
            cx.go(after, 0);
        }
    }
    tidy_paste(ui, cx, block);
}

/// Pasted line ends become `\n`, and a paste that holds points is offered to be split.
fn tidy_paste(ui: &Ui, cx: &mut Cx<'_>, block: &TextBlock<'_>) {
    let pasted = ui.input_mut(|input| {
        input.events.iter_mut().find_map(|event| match event {
            Event::Paste(text) => {
                *text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
                Some(text.clone())
            }
            _ => None,
        })
    });
    let (Some(text), Place::Text(id)) = (pasted, block.place) else { return };
    if let Some(content) = crate::import::points(&text) {
        cx.out.push(Action::OfferSplit(id, content.children.len()));
    } else if text.lines().any(|line| line.chars().count() > LONG_PARAGRAPH) {
        cx.out.push(Action::OfferBreak(id));
    }
}

/// Laying out a paragraph takes time by its length: from here on typing in it is felt.
pub const LONG_PARAGRAPH: usize = 10_000;
