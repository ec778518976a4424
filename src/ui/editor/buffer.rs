//! The text a caret stands in, while it stands there: fields shown as their values, and what an
//! input method is composing, which the model never sees.

use crate::model::field::{Resolved, Span, resolve_with_spans};
use crate::model::{Caret, Field, Place};
use egui::text::CharIndex;
use egui::{Event, Id, ImeEvent, TextBuffer};
use std::any::TypeId;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// A [`Resolved`] text as egui edits it: a field that an edit cuts into becomes plain text, any
/// other stays a field.
#[derive(Clone, Debug, Default)]
pub struct FieldText {
    resolved: Resolved,
    /// Where the fields stand, for the layouter, which runs while the text is lent out.
    spans: Rc<RefCell<Vec<Span>>>,
    /// It can be read and copied, and no more.
    locked: bool,
}

impl FieldText {
    pub fn new(source: &str, fields: &[Field]) -> Self {
        let resolved = resolve_with_spans(fields, source);
        let spans = Rc::new(RefCell::new(resolved.spans.clone()));
        Self { resolved, spans, locked: false }
    }

    pub fn lock(&mut self, locked: bool) {
        self.locked = locked;
    }

    pub fn resolved(&self) -> &Resolved {
        &self.resolved
    }

    /// The places of the fields, kept up to date while the text is edited.
    pub fn spans(&self) -> Rc<RefCell<Vec<Span>>> {
        self.spans.clone()
    }

    fn publish(&self) {
        self.spans.borrow_mut().clone_from(&self.resolved.spans);
    }
}

impl TextBuffer for FieldText {
    fn is_mutable(&self) -> bool {
        !self.locked
    }

    fn as_str(&self) -> &str {
        &self.resolved.text
    }

    fn insert_text(&mut self, text: &str, at: CharIndex) -> usize {
        if self.locked {
            return 0;
        }
        let at = self.byte_index_from_char_index(at).0;
        self.resolved.insert(at, text);
        self.publish();
        text.chars().count()
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        if self.locked {
            return;
        }
        let start = self.byte_index_from_char_index(range.start).0;
        let end = self.byte_index_from_char_index(range.end).0;
        self.resolved.remove(start..end);
        self.publish();
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Self>()
    }
}

/// The text under the caret, kept from frame to frame.
pub struct Buffer {
    pub place: Place,
    pub text: FieldText,
    /// The model's text that `text` was made from or last gave to the model.
    source: String,
}

impl Buffer {
    pub fn new(place: Place, source: &str, fields: &[Field]) -> Self {
        Self { place, text: FieldText::new(source, fields), source: source.to_owned() }
    }

    /// Takes the model's text over where it has changed in another way than by this buffer.
    pub fn refresh(&mut self, source: &str, fields: &[Field]) {
        let text = FieldText::new(source, fields);
        if self.source != source || text.resolved.text != self.text.resolved.text {
            self.text = text;
            source.clone_into(&mut self.source);
        }
    }

    /// What is to go into the model, if it is not there yet.
    pub fn commit(&mut self) -> Option<String> {
        let source = self.text.resolved.source();
        (source != self.source).then(|| {
            self.source.clone_from(&source);
            source
        })
    }
}

/// What is selected in a text, in characters of the text as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selection {
    pub place: Place,
    pub start: usize,
    pub end: usize,
}

/// What the input method is doing, followed from its events.
#[derive(Default)]
pub struct Composition {
    /// The widget that something is being composed in, and what was selected there before, if it is
    /// a text of the document.
    at: Option<(Option<Id>, Option<Selection>)>,
    /// The same when the frame began.
    before: Option<Selection>,
    /// Something was committed in this frame.
    committed: bool,
    /// A composition that lost its place to a change of focus, and when, in seconds.
    orphan: Option<(Caret, f64)>,
    /// Events for the next frame: in this one other keys have changed the text already.
    waiting: Vec<Event>,
}

/// How long after a change of focus a commit still belongs to the place before, in seconds: longer
/// than an input method takes to give up a composition, shorter than anyone takes to type a word.
const LATE: f64 = 0.4;

impl Composition {
    pub fn is_active(&self) -> bool {
        self.at.is_some()
    }

    /// Follows the events of a frame. `focused` is the widget with the focus, and `selection` what
    /// is selected there, if it is a text of the document. What comes back is text that an
    /// interrupted composition ended with, and the place it was composed for; its event is taken
    /// out. A composition that begins behind other keys begins in the next frame.
    pub fn follow(
        &mut self,
        events: &mut Vec<Event>,
        focused: Option<Id>,
        selection: Option<Selection>,
        now: f64,
    ) -> Option<(Caret, String)> {
        events.splice(0..0, std::mem::take(&mut self.waiting));
        (self.before, self.committed) = (self.selection(), false);
        let (mut late, mut keys) = (None, false);
        let mut left = Vec::with_capacity(events.len());
        let mut all = std::mem::take(events).into_iter();
        while let Some(event) = all.next() {
            match &event {
                Event::Ime(ImeEvent::Preedit { text, .. }) if text.is_empty() => {
                    (self.at, keys) = (None, true)
                }
                Event::Ime(ImeEvent::Preedit { .. }) if self.at.is_none() && keys => {
                    self.waiting = std::iter::once(event).chain(all).collect();
                    break;
                }
                Event::Ime(ImeEvent::Preedit { .. }) => {
                    self.orphan = None;
                    self.at = self.at.or(Some((focused, selection)));
                }
                Event::Ime(ImeEvent::Commit(text)) => {
                    (self.at, self.committed, keys) = (None, true, true);
                    if let Some((place, since)) = self.orphan.take()
                        && now - since < LATE
                        && !text.is_empty()
                    {
                        late = Some((place, text.clone()));
                        continue;
                    }
                }
                Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Key { pressed: true, .. } => {
                    keys = true
                }
                _ => {}
            }
            left.push(event);
        }
        *events = left;
        late
    }

    /// Whether there are events that came in the last frame.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Where the focus is after a frame. If it went elsewhere, what is being composed is not text
    /// of any place any more; what had been selected there comes back.
    pub fn focus_is(&mut self, focused: Option<Id>, now: f64) -> Option<Selection> {
        let (_, selection) = self.at.take_if(|(widget, _)| *widget != focused)?;
        self.orphan = selection.map(|Selection { place, start, .. }| (Caret { place, offset: start }, now));
        selection
    }

    /// The place being composed in.
    pub fn place(&self) -> Option<Place> {
        self.selection().map(|selection| selection.place)
    }

    fn selection(&self) -> Option<Selection> {
        self.at.and_then(|(_, selection)| selection)
    }

    /// A composition in this place has ended in this frame: what was selected when it began, which
    /// is what the text edit has to replace by what is committed. Where nothing is, it stays.
    pub fn ended(&self, place: Place) -> Option<Selection> {
        let before = self.before.filter(|before| before.place == place && self.place() != Some(place))?;
        Some(if self.committed { before } else { Selection { start: before.end, ..before } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preedit(text: &str) -> Event {
        Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None })
    }

    fn commit(text: &str) -> Event {
        Event::Ime(ImeEvent::Commit(text.into()))
    }

    fn widget(id: u64) -> Option<Id> {
        Some(Id::unique(id))
    }

    fn caret(id: u64) -> Option<Selection> {
        Some(Selection { place: Place::Text(id), start: 2, end: 2 })
    }

    #[test]
    fn a_commit_after_a_change_of_focus_goes_where_it_was_composed() {
        let mut composition = Composition::default();
        assert_eq!(composition.follow(&mut vec![preedit("zong")], widget(1), caret(1), 0.0), None);
        assert!(composition.is_active());
        composition.focus_is(widget(2), 1.0);
        assert!(!composition.is_active());
        let mut events = vec![commit("总结")];
        let late = composition.follow(&mut events, widget(2), caret(2), 1.1);
        assert_eq!(late, Some((Caret { place: Place::Text(1), offset: 2 }, "总结".into())));
        assert!(events.is_empty());
    }

    #[test]
    fn a_commit_typed_later_stays_where_it_is() {
        for (events, now) in [(vec![commit("总结")], 2.0), (vec![preedit("nian"), commit("年")], 1.1)] {
            let mut composition = Composition::default();
            composition.follow(&mut vec![preedit("zong")], widget(1), caret(1), 0.0);
            composition.focus_is(widget(2), 1.0);
            let mut left = events.clone();
            assert_eq!(composition.follow(&mut left, widget(2), caret(2), now), None);
            assert_eq!(left.len(), events.len());
        }
    }

    #[test]
    fn a_composition_behind_other_keys_begins_in_the_next_frame() {
        let mut composition = Composition::default();
        let mut events = vec![Event::Text("年".into()), preedit("z"), preedit("zhong")];
        assert_eq!(composition.follow(&mut events, widget(1), caret(1), 0.0), None);
        assert_eq!(events, [Event::Text("年".into())]);
        assert!(!composition.is_active() && composition.is_waiting());
        let mut events = vec![commit("终"), preedit("j")];
        composition.follow(&mut events, widget(1), caret(1), 0.1);
        assert_eq!(events, [preedit("z"), preedit("zhong"), commit("终")]);
        assert!(!composition.is_active() && composition.is_waiting());
        let mut events = Vec::new();
        composition.follow(&mut events, widget(1), caret(1), 0.2);
        assert_eq!(events, [preedit("j")]);
        assert!(composition.is_active() && !composition.is_waiting());
    }

    #[test]
    fn the_buffer_keeps_fields_and_commits_once() {
        let fields = [Field { name: "单位".into(), value: "青石镇".into(), ..Field::default() }];
        let mut buffer = Buffer::new(Place::Title, "{{单位}}总结", &fields);
        assert_eq!(buffer.text.as_str(), "青石镇总结");
        assert_eq!(buffer.commit(), None);
        buffer.text.insert_text("年终", CharIndex(3));
        assert_eq!(buffer.commit().as_deref(), Some("{{单位}}年终总结"));
        assert_eq!(buffer.commit(), None);
        buffer.text.delete_char_range(CharIndex(0)..CharIndex(1));
        assert_eq!(buffer.commit().as_deref(), Some("石镇年终总结"));
        buffer.refresh("别的", &fields);
        assert_eq!(buffer.text.as_str(), "别的");
    }
}
