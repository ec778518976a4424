//! From the words of a broken file to a project: each key says what its value is, and the
//! brackets, or the indents where brackets are lost, say what belongs to what.

use super::frame::{Frame, Kind, is_bare};
use super::key::{Home, Key};
use super::lexer::{Item, Lexer, Token};
use crate::model::Project;
use crate::model::project::Part;
use crate::store::envelope::VERSION;
use std::sync::Arc;

/// What tells where a bracket is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guide {
    /// The brackets: each has its other.
    Brackets,
    /// The indents of the lines, as the writer makes them.
    Indents,
    /// Brackets as far as they go; a key that belongs elsewhere closes what is open.
    Keys,
}

/// More than a project has levels; what is open deeper is read as one. A file may be all brackets.
const MOST_FRAMES: usize = 128;

pub(super) struct Builder {
    guide: Guide,
    /// All words of the file were read.
    legible: bool,
    pub(super) project: Project,
    /// The file is of a newer version: what is not known is no damage.
    pub(super) newer: bool,
    /// What was not understood, or where a bracket is lost.
    pub(super) damaged: bool,
    /// A key stood where it does not belong: the brackets do not tell the truth.
    pub(super) misplaced: bool,
    /// Keys of ours that were found, with their colon.
    pub(super) keys: usize,
    /// Never empty: the first is the file.
    pub(super) frames: Vec<Frame>,
    /// How many of each bracket are open in `frames`.
    open: [usize; 3],
    /// Brackets open beyond [`MOST_FRAMES`].
    beyond: usize,
    /// The key of the name just read: a bracket that follows belongs to it.
    named: Option<Key>,
    /// The part that was read last, and all that were read.
    pub(super) part: Option<Part>,
    pub(super) seen: [bool; 3],
    /// There is a title, be it empty.
    titled: bool,
    /// Sections that were read.
    pub(super) sections: usize,
    /// Where the line stands.
    pub(super) indent: usize,
}

fn number(bracket: u8) -> usize {
    match bracket {
        b'(' => 0,
        b'[' => 1,
        _ => 2,
    }
}

impl Builder {
    pub(super) fn new(guide: Guide, legible: bool, version: u32) -> Self {
        let root = Frame { kind: Kind::Top, bracket: 0, inner: 0, key: None };
        Self {
            guide,
            legible,
            project: Project::new(String::new()),
            newer: version > VERSION,
            damaged: false,
            misplaced: false,
            keys: 0,
            frames: vec![root],
            open: [0; 3],
            beyond: 0,
            named: None,
            part: None,
            seen: [false; 3],
            titled: false,
            sections: 0,
            indent: 0,
        }
    }

    pub(super) fn read(&mut self, bytes: &[u8]) {
        let mut lexer = Lexer::new(bytes);
        for item in lexer.by_ref() {
            self.item(item);
        }
        while self.frames.len() > 1 {
            self.leave();
        }
        self.damaged |= lexer.damaged || !self.titled || self.seen.contains(&false);
    }

    pub(super) fn top(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn item(&mut self, item: Item) {
        let named = self.named.take().filter(|_| !item.gap);
        if item.gap {
            self.doubt();
        }
        self.indent = item.indent;
        let by_indent = item.leads && self.guide == Guide::Indents;
        if by_indent && matches!(item.token, Token::Open(_) | Token::Key(_)) {
            self.leave_until(item.indent);
        }
        match item.token {
            Token::Open(bracket) => {
                let key = self.top().key.take().map(|(key, _)| key).or(named);
                self.enter(key, bracket);
            }
            Token::Close(_) if by_indent => self.close_line(item.indent),
            Token::Close(bracket) => self.close(bracket),
            Token::Comma => self.lose_key(),
            Token::Key(name) => {
                self.keys += usize::from(Key::read(name).is_some());
                self.key(name, item.indent);
            }
            Token::Word(name) => match Key::read(name) {
                // Its colon is lost.
                Some(_) if self.top().key.is_none() => {
                    self.damaged = true;
                    self.key(name, item.indent);
                }
                _ => {
                    self.named = self.top().key.take().map(|(key, _)| key);
                    self.word(self.named, name);
                }
            },
            Token::Number(number) => {
                let key = self.top().key.take().map(|(key, _)| key);
                self.number(key, number);
            }
            Token::Text { text, whole } => {
                let key = self.top().key.take().map(|(key, _)| key);
                self.text(key, text, whole);
            }
        }
    }

    // ---- brackets ----

    fn enter(&mut self, key: Option<Key>, bracket: u8) {
        if self.frames.len() >= MOST_FRAMES {
            self.beyond += 1;
            return;
        }
        let kind = self.opened(key, bracket);
        self.push(kind, bracket, self.indent + 1);
    }

    pub(super) fn push(&mut self, kind: Kind, bracket: u8, inner: usize) {
        if self.frames.len() < MOST_FRAMES {
            self.open[number(bracket)] += 1;
            self.frames.push(Frame { kind, bracket, inner, key: None });
        }
    }

    /// What a bracket opens behind a key, or without one.
    fn opened(&mut self, key: Option<Key>, bracket: u8) -> Kind {
        let here = &self.top().kind;
        match key {
            _ if matches!(here, Kind::Aside) => Kind::Aside,
            None => here.below(bracket),
            // `limit: (unit: …)` of a newer version.
            Some(Key::Unit) if matches!(here, Kind::Limit) => Kind::Aside,
            Some(Key::Project) => Kind::Top,
            Some(Key::Fields) => Kind::Fields,
            Some(Key::Opening) => Kind::section(Some(Part::Opening)),
            Some(Key::Body) => Kind::section(Some(Part::Body)),
            Some(Key::Closing) => Kind::section(Some(Part::Closing)),
            Some(Key::Signature) => Kind::Signature,
            Some(Key::Limit) => Kind::Limit,
            Some(Key::Guidance) => Kind::Guidance,
            Some(Key::Children) if bracket == b'[' => Kind::Children,
            Some(Key::Children) => Kind::section(None),
            Some(Key::Aside) => Kind::Aside,
            Some(Key::Unknown | Key::Status | Key::Kind | Key::Marker | Key::Version) => {
                if self.passes_over() { Kind::Aside } else { Kind::Any }
            }
            Some(key) => Kind::Texts(key),
        }
    }

    /// Whether an unknown key is one of a newer version, and what belongs to it is known.
    pub(super) fn passes_over(&self) -> bool {
        self.newer && self.guide != Guide::Keys
    }

    /// Whether what stands in a section is of that section.
    pub(super) fn trusts_order(&self) -> bool {
        self.legible && self.guide == Guide::Brackets
    }

    /// Notes what this version does not know.
    pub(super) fn unknown(&mut self) {
        self.damaged |= !self.newer;
    }

    fn close(&mut self, bracket: u8) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if self.open[number(bracket)] == 0 {
            self.damaged = true;
        } else {
            while self.top().bracket != bracket {
                self.damaged = true;
                self.leave();
            }
            self.leave();
        }
    }

    /// Something is lost: what comes may be in another bracket than what came.
    fn doubt(&mut self) {
        self.lose_key();
        for frame in self.frames.iter_mut().rev() {
            match frame.kind {
                Kind::Top | Kind::Section(..) | Kind::Children | Kind::Signature => return,
                Kind::Texts(Key::Title | Key::Paragraphs) => return,
                _ => {}
            }
            if let Kind::Field(field) = std::mem::replace(&mut frame.kind, Kind::Any)
                && field != Default::default()
            {
                self.project.fields.push(field);
            }
        }
    }

    /// Closes what was opened on a line of this indent, and everything in it.
    fn close_line(&mut self, indent: usize) {
        self.leave_until(indent + 1);
        if self.frames.len() > 1 && self.top().inner == indent + 1 {
            self.leave();
        } else {
            self.damaged = true;
        }
    }

    /// Closes everything that a line of this indent does not stand in.
    fn leave_until(&mut self, indent: usize) {
        while self.frames.len() > 1 && self.top().inner > indent {
            self.leave();
        }
    }

    fn leave(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.beyond = 0;
        self.open[number(frame.bracket)] -= 1;
        match frame.kind {
            Kind::Section(section, Some(part)) => self.finish(part, *section),
            Kind::Section(mut section, None) => {
                let mut children = std::mem::take(&mut section.children);
                if is_bare(&section) && children.len() == 1 {
                    // A bracket around a section is none.
                    let only = children.pop().map(Arc::unwrap_or_clone);
                    self.put_below(only.unwrap_or_default());
                } else {
                    section.children = children;
                    self.put_below(*section);
                }
            }
            Kind::Field(field) if field != Default::default() => self.project.fields.push(field),
            Kind::Field(_) => self.unknown(),
            _ => {}
        }
    }

    // ---- keys ----

    /// No value comes for the key before.
    fn lose_key(&mut self) {
        let lost = self.top().key.take();
        self.damaged |= lost.is_some_and(|(key, _)| key != Key::Unknown);
    }

    fn key(&mut self, name: &str, indent: usize) {
        if let Some((before, line)) = self.top().key.filter(|(before, _)| before.is_struct()) {
            // Nothing but its bracket can have stood between them.
            self.lose_key();
            let kind = self.opened(Some(before), b'(');
            self.push(kind, b'(', if indent > line { indent } else { line + 1 });
        }
        self.lose_key();
        let key = match Key::read(name) {
            Some(key) if matches!(self.top().kind, Kind::Aside) => self.place_aside(key),
            Some(key) => self.place(key),
            None => Key::Unknown,
        };
        if key == Key::Unknown && !matches!(self.top().kind, Kind::Aside) {
            self.unknown();
        }
        self.titled |= key == Key::Title;
        self.top().key = Some((key, indent));
    }

    /// A key in what is passed over: where brackets are lost, it may be one behind that.
    fn place_aside(&mut self, key: Key) -> Key {
        if key == Key::Aside || key.home() != Some(Home::Top) {
            return Key::Unknown;
        }
        self.misplaced = true;
        if self.guide == Guide::Keys { self.place(key) } else { Key::Unknown }
    }

    /// Makes what is open the struct that this key stands in. Where it can be none, it is no key
    /// that this version knows.
    fn place(&mut self, key: Key) -> Key {
        if self.fits(self.frames.len() - 1, key) {
            return key;
        }
        if self.frames.len() >= MOST_FRAMES {
            return key;
        }
        if matches!(self.top().kind, Kind::Any) {
            if let Some(home) = key.home() {
                self.become_kind(home);
            }
            return key;
        }
        self.misplaced = true;
        let carries_text = matches!(key, Key::Heading | Key::Paragraphs | Key::Children);
        if self.newer && self.guide == Guide::Brackets && !carries_text {
            return Key::Unknown;
        }
        let closes = match self.guide {
            Guide::Brackets => false,
            Guide::Indents => !self.newer,
            Guide::Keys => true,
        };
        let home = key.home().or(match key {
            Key::Id | Key::Limit => Some(Home::Section),
            Key::Unit => Some(Home::Signature),
            _ => None,
        });
        for at in (0..self.frames.len()).rev() {
            if self.fits(at, key) {
                self.leave_to(at);
                return key;
            }
            if let Some(around) = home.and_then(|home| self.frames[at].kind.around(home)) {
                self.leave_to(at);
                self.damaged = true;
                self.push(around, b'(', self.indent);
                // Guidance stands in a section.
                return if self.fits(self.frames.len() - 1, key) { key } else { self.place(key) };
            }
            let stops = home == Some(Home::Field) && matches!(self.frames[at].kind, Kind::Section(..));
            if !closes || stops {
                break;
            }
        }
        Key::Unknown
    }

    fn leave_to(&mut self, at: usize) {
        while self.frames.len() > at + 1 {
            self.damaged = true;
            self.leave();
        }
    }

    fn fits(&self, at: usize, key: Key) -> bool {
        self.frames[at].kind.home().is_some_and(|home| key.fits(home))
    }

    /// The first key tells what an unknown bracket is.
    pub(super) fn become_kind(&mut self, home: Home) {
        self.damaged |= home != Home::Top;
        self.top().kind = Kind::of(home);
    }
}
