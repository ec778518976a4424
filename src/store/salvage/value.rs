//! Where the texts, names and numbers of a broken file go.

use super::build::Builder;
use super::frame::{Kind, NO_ID, last_of, put};
use super::key::{Home, Key};
use super::lexer::has_words;
use crate::model::project::Part;
use crate::model::{Field, Guidance, Limit, Marker, Section, Signature};
use crate::store::envelope::VERSION;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use std::sync::Arc;

/// No numeral is longer.
const LONGEST_MARKER: usize = 4;

/// The variant of this name.
fn variant<'a, T: Deserialize<'a>>(name: &'a str) -> Option<T> {
    let name: StrDeserializer<'a, Error> = name.into_deserializer();
    T::deserialize(name).ok()
}

impl Builder {
    /// The key of a value, which may be that of the list it stands in.
    fn key_here(&mut self, key: Option<Key>) -> Option<Key> {
        match (&self.top().kind, key) {
            // In a text's place all that is text counts.
            (Kind::Texts(list), None | Some(Key::Unknown)) => Some(*list),
            (_, key) => key,
        }
    }

    // ---- texts ----

    pub(super) fn text(&mut self, key: Option<Key>, text: String, whole: bool) {
        let key = self.key_here(key);
        let lost = match key {
            _ if matches!(self.top().kind, Kind::Aside) => None,
            Some(Key::Unknown) if self.passes_over() => None,
            Some(Key::Aside) => None,
            None | Some(Key::Unknown) => self.text_without_key(text),
            // It ran on into the next text.
            Some(Key::Id | Key::Template | Key::Marker) if !whole && text.contains('"') => Some(text),
            Some(Key::Id | Key::Template | Key::Marker) if !whole => None,
            Some(Key::Id | Key::Template) => self.name_text(key, text),
            Some(Key::Marker) => self.marker(text),
            Some(Key::Opening | Key::Body | Key::Closing) => self.text_of_part(key, text),
            Some(Key::Title) => {
                self.project.title.push(text);
                None
            }
            Some(Key::RequiredParts) => {
                self.project.required_parts.push(text);
                None
            }
            Some(Key::Heading) => self.heading(text),
            Some(Key::Paragraphs) => self.paragraph(text),
            Some(Key::Guidance | Key::About | Key::Review | Key::Patterns) => self.guidance(key, text),
            Some(Key::Signature | Key::Unit | Key::Date) => self.signature(key, text),
            Some(Key::Name | Key::Hint | Key::Value) => self.field_text(key, text),
            Some(Key::Project | Key::Fields | Key::Children) => Some(text),
            // What is a number or a name in this version.
            Some(_) => Some(text).filter(|_| !self.newer),
        };
        if let Some(text) = lost {
            self.stray(text);
        }
    }

    /// A text without a key: gives it back where no list takes it.
    fn text_without_key(&mut self, text: String) -> Option<String> {
        match &self.top().kind {
            Kind::Section(section, _) if section.children.is_empty() => {
                self.text(Some(Key::Paragraphs), text, true);
                self.damaged = true;
                None
            }
            Kind::Guidance => self.guidance(Some(Key::Review), text),
            Kind::Signature => self.signature(Some(Key::Unit), text),
            _ => Some(text),
        }
    }

    // What comes behind text of a section that should come before it is of another one, whose
    // beginning is lost.

    fn heading(&mut self, text: String) -> Option<String> {
        let trusted = self.trusts_order();
        match self.section() {
            Some(section) if trusted || (section.paragraphs.is_empty() && section.children.is_empty()) => {
                put(&mut section.heading, text)
            }
            _ => Some(text),
        }
    }

    fn paragraph(&mut self, text: String) -> Option<String> {
        let trusted = self.trusts_order();
        match self.section() {
            Some(section) if trusted || section.children.is_empty() => {
                section.paragraphs.push(text);
                None
            }
            _ => Some(text),
        }
    }

    /// Keeps a text that stands where none is understood: with what was read last.
    pub(super) fn stray(&mut self, text: String) {
        self.damaged = true;
        if !has_words(&text) {
            return;
        }
        if let Some(section) = self.section() {
            last_of(section).paragraphs.push(text);
        } else if let Some(part) = self.part {
            last_of(self.part_mut(part)).paragraphs.push(text);
        } else {
            self.project.title.push(text);
        }
    }

    /// An identity; a part of one is none.
    fn name_text(&mut self, key: Option<Key>, text: String) -> Option<String> {
        if matches!(self.top().kind, Kind::Any) && key == Some(Key::Id) {
            self.become_kind(Home::Top);
        }
        let is_top = matches!(self.top().kind, Kind::Top | Kind::Texts(_));
        let place = match key {
            Some(Key::Id) => &mut self.project.id,
            _ => &mut self.project.template,
        };
        if is_top { put(place, text) } else { Some(text).filter(|_| !self.newer) }
    }

    fn marker(&mut self, text: String) -> Option<String> {
        let marker = match Marker::try_from(text) {
            Ok(marker) => Some(marker),
            // A text that has lost its own key.
            Err(unknown) if !self.newer && unknown.0.chars().count() > LONGEST_MARKER => {
                return Some(unknown.0);
            }
            Err(_) => None,
        };
        if !set(self.section().map(|section| &mut section.marker), marker) {
            self.unknown();
        }
        None
    }

    /// A part's text, whose bracket and key are lost.
    fn text_of_part(&mut self, key: Option<Key>, text: String) -> Option<String> {
        let part = match key {
            Some(Key::Opening) => Part::Opening,
            Some(Key::Body) => Part::Body,
            _ => Part::Closing,
        };
        self.push(Kind::section(Some(part)), b'(', self.indent);
        self.text_without_key(text)
    }

    fn guidance(&mut self, key: Option<Key>, text: String) -> Option<String> {
        let Some(section) = self.section() else { return Some(text) };
        let Guidance { about, review, patterns } = Arc::make_mut(&mut section.guidance);
        match key {
            Some(Key::About) => review.extend(put(about, text)),
            Some(Key::Patterns) => patterns.push(text),
            _ => review.push(text),
        }
        None
    }

    fn signature(&mut self, key: Option<Key>, text: String) -> Option<String> {
        if matches!(self.top().kind, Kind::Limit) {
            self.unknown();
            return None;
        }
        let Signature { unit, date } = self.project.signature.get_or_insert_default();
        match key {
            Some(Key::Date) => put(date, text),
            _ => put(unit, text).and_then(|text| put(date, text)),
        }
    }

    fn field_text(&mut self, key: Option<Key>, text: String) -> Option<String> {
        let Some(field) = self.field() else { return Some(text) };
        let place = match key {
            Some(Key::Value) => &mut field.value,
            Some(Key::Hint) => &mut field.hint,
            _ => &mut field.name,
        };
        let text = put(place, text)?;
        // The brackets between two fields are lost.
        let mut next = Field::default();
        put(
            match key {
                Some(Key::Value) => &mut next.value,
                Some(Key::Hint) => &mut next.hint,
                _ => &mut next.name,
            },
            text,
        );
        let field = std::mem::replace(field, next);
        self.project.fields.push(field);
        self.damaged = true;
        None
    }

    /// The field that is open.
    fn field(&mut self) -> Option<&mut Field> {
        self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Field(field) => Some(field),
            _ => None,
        })
    }

    // ---- names and numbers ----

    pub(super) fn word(&mut self, key: Option<Key>, name: &str) {
        let key = self.key_here(key);
        if matches!(self.top().kind, Kind::Aside) || matches!(key, Some(Key::Unknown | Key::Aside)) {
            return;
        }
        let flag = variant_of_bool(name);
        let known = match key {
            // The name of a struct.
            None => name.starts_with(|c: char| c.is_ascii_uppercase()),
            Some(Key::Status) => set(self.section().map(|s| &mut s.status), variant(name)),
            Some(Key::HeadingRunsIn) => set(self.section().map(|s| &mut s.heading_runs_in), flag),
            Some(Key::OwnParagraph) => set(self.section().map(|s| &mut s.own_paragraph), flag),
            Some(Key::RunIn) => set(self.section().map(|s| &mut s.run_in), flag),
            Some(Key::Required) => set(self.field().map(|f| &mut f.required), flag),
            Some(Key::Kind) => set(self.field().map(|f| &mut f.kind), variant(name)),
            Some(Key::Unit) => set(Some(&mut self.limit().unit), variant(name)),
            Some(_) => name.starts_with(|c: char| c.is_ascii_uppercase()),
        };
        if !known {
            self.unknown();
        }
    }

    pub(super) fn number(&mut self, key: Option<Key>, number: Option<u64>) {
        let key = self.key_here(key);
        if matches!(self.top().kind, Kind::Aside) || matches!(key, Some(Key::Unknown | Key::Aside)) {
            return;
        }
        let Some(number) = number else {
            self.unknown();
            return;
        };
        match key {
            Some(Key::Version) => self.newer |= number > u64::from(VERSION),
            Some(Key::NextId) => self.project.next_id = number,
            Some(Key::Id) => self.section_id(number),
            Some(Key::Min) => self.limit().min = usize::try_from(number).ok(),
            Some(Key::Max) => self.limit().max = usize::try_from(number).ok(),
            _ => self.unknown(),
        }
    }

    /// A section's id; the project's own is a text.
    fn section_id(&mut self, id: u64) {
        if matches!(self.top().kind, Kind::Any) {
            self.become_kind(Home::Section);
        } else if matches!(self.top().kind, Kind::Top) && !self.passes_over() {
            self.damaged = true;
            self.push(Kind::section(None), b'(', self.indent);
        }
        match self.top_section() {
            Some(section) if section.id == NO_ID => section.id = id,
            Some(section) if section.id == id => {}
            _ => self.unknown(),
        }
    }

    fn top_section(&mut self) -> Option<&mut Section> {
        match &mut self.top().kind {
            Kind::Section(section, _) => Some(section),
            _ => None,
        }
    }

    /// The limit of the section that is open, or of the whole.
    fn limit(&mut self) -> &mut Limit {
        let at = self.frames.iter().rposition(|frame| matches!(frame.kind, Kind::Section(..)));
        match at.and_then(|at| self.frames.get_mut(at)).map(|frame| &mut frame.kind) {
            Some(Kind::Section(section, _)) => &mut section.limit,
            _ => &mut self.project.limit,
        }
    }
}

fn variant_of_bool(name: &str) -> Option<bool> {
    match name {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Sets what there is to what is known; whether both are.
fn set<T>(place: Option<&mut T>, value: Option<T>) -> bool {
    match (place, value) {
        (Some(place), Some(value)) => {
            *place = value;
            true
        }
        _ => false,
    }
}
