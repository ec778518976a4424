//! Lines of glyphs onto a page: each glyph at its place, and such that the text comes out of the
//! file again as it reads.

use super::PdfError;
use crate::page::{FaceId, Fonts, Glyph, Line, PageNumber};
use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use std::collections::{HashMap, HashSet};

/// Characters that stand so far apart or in each other, in em, are not of one word to readers
/// (Poppler: 0.1).
const OFF: f32 = 0.08;

/// A blank narrower than this, in em, is none to readers (Poppler: 0.15).
const BLANK: f32 = 0.2;

/// What a face's sign for characters that it lacks is taken for.
const UNKNOWN: char = '\u{FFFD}';

/// Draws lines, and knows the faces that it drew with.
pub struct Pen<'a> {
    fonts: &'a Fonts,
    ready: HashMap<FaceId, Font>,
    /// Glyphs whose character readers know, although they were not drawn alone.
    known: HashSet<(FaceId, u32)>,
}

/// How large a line is, and where it stands from the page's upper edge; in points.
#[derive(Clone, Copy)]
pub struct Place {
    pub size: f32,
    pub baseline: f32,
}

/// A glyph of a line, or a blank.
#[derive(Clone, Copy)]
struct Sign {
    char: char,
    face: FaceId,
    id: u32,
    /// In points.
    x: f32,
    /// What its face gives it, in points.
    advance: f32,
    /// Readers are told that it is of one word with its neighbour, which its place does not show.
    is_tied: bool,
}

impl<'a> Pen<'a> {
    pub fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, ready: HashMap::new(), known: HashSet::new() }
    }

    /// The family of a font that it drew with.
    pub fn family(&self, font: &Font) -> String {
        let id = self.ready.iter().find(|(_, ready)| *ready == font).map(|(id, _)| *id);
        id.and_then(|id| self.fonts.face(id)).map(|face| face.family.clone()).unwrap_or_default()
    }

    /// Draws a line of a paragraph that has these characters; gives what the file's structure is to
    /// name. Blanks are written, so that words stay apart; characters without a shape are not.
    ///
    /// # Errors
    /// [`PdfError::Face`]
    pub fn line(
        &mut self,
        surface: &mut Surface<'_>,
        line: &Line,
        chars: &[char],
        place: Place,
    ) -> Result<Identifier, PdfError> {
        let signs = self.signs(&line.glyphs, line.range.end, |at| chars.get(at).copied(), place.size);
        let named = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        let drawn = self.draw(surface, &signs, place);
        surface.end_tagged();
        drawn.map(|()| named)
    }

    /// Draws a page's number, which is not part of the text.
    ///
    /// # Errors
    /// [`PdfError::Face`]
    pub fn page_number(&mut self, surface: &mut Surface<'_>, number: &PageNumber) -> Result<(), PdfError> {
        let end = number.glyphs.last().map_or(0, |glyph| glyph.at + 1);
        let signs = self.signs(&number.glyphs, end, |_| Some(' '), number.size);
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PageNumber)));
        let drawn = self.draw(surface, &signs, Place { size: number.size, baseline: number.baseline });
        surface.end_tagged();
        drawn
    }

    /// The glyphs of a line that ends before the character `end`, and the blanks behind them.
    fn signs(
        &self,
        glyphs: &[Glyph],
        end: usize,
        char: impl Fn(usize) -> Option<char>,
        size: f32,
    ) -> Vec<Sign> {
        let mut signs = Vec::with_capacity(glyphs.len());
        for (index, glyph) in glyphs.iter().enumerate() {
            let advance = self.face_glyph(glyph.face, glyph.char).map_or(1.0, |(_, advance)| advance) * size;
            let &Glyph { char: own, face, id, x, .. } = glyph;
            signs.push(Sign { char: own, face, id, x, advance, is_tied: false });
            let mut x = x + advance;
            let next = glyphs.get(index + 1).map_or(end, |next| next.at);
            for blank in (glyph.at + 1..next).filter_map(&char).filter(|c| c.is_whitespace()) {
                let found = |c: char| self.face_glyph(face, c).map(|found| (c, found));
                let Some((char, (id, advance))) = found(blank).or_else(|| found(' ')) else { continue };
                signs.push(Sign { char, face, id, x, advance: advance * size, is_tied: false });
                x += advance * size;
            }
        }
        tie(&mut signs, size);
        signs
    }

    fn face_glyph(&self, face: FaceId, c: char) -> Option<(u32, f32)> {
        self.fonts.face(face)?.glyph(c)
    }

    fn draw(&mut self, surface: &mut Surface<'_>, signs: &[Sign], place: Place) -> Result<(), PdfError> {
        for run in signs.chunk_by(|a, b| a.face == b.face) {
            let Some(first) = run.first() else { continue };
            let font = self.font(first.face)?;
            for sign in run.iter().filter(|sign| sign.is_tied || sign.id == 0) {
                if self.known.insert((sign.face, sign.id)) {
                    make_known(surface, sign, &font);
                }
            }
            let text: String = run.iter().map(|sign| sign.char).collect();
            let glyphs = glyphs(run, place.size);
            surface.draw_glyphs(
                Point::from_xy(first.x, place.baseline),
                &glyphs,
                font,
                &text,
                place.size,
                false,
            );
        }
        Ok(())
    }

    fn font(&mut self, id: FaceId) -> Result<Font, PdfError> {
        if let Some(font) = self.ready.get(&id) {
            return Ok(font.clone());
        }
        let face = self.fonts.face(id).ok_or_else(|| PdfError::Face { family: String::new() })?;
        let font = Font::new(face.data.clone().into(), face.index)
            .ok_or_else(|| PdfError::Face { family: face.family.clone() })?;
        self.ready.insert(id, font.clone());
        Ok(font)
    }
}

/// The glyphs of one face, the pen moved from each to the next; those tied to each other share a
/// stretch of the text, which the file then spells out (`ActualText`).
fn glyphs(run: &[Sign], size: f32) -> Vec<KrillaGlyph> {
    let mut glyphs = Vec::with_capacity(run.len());
    let mut begin = 0;
    for word in run.chunk_by(|a, b| a.is_tied && b.is_tied) {
        let end = begin + word.iter().map(|sign| sign.char.len_utf8()).sum::<usize>();
        for sign in word {
            let next = run.get(glyphs.len() + 1);
            let advance = next.map_or(sign.advance, |next| next.x - sign.x) / size;
            glyphs.push(KrillaGlyph::new(GlyphId::new(sign.id), advance, 0.0, 0.0, 0.0, begin..end, None));
        }
        begin = end;
    }
    glyphs
}

/// A glyph is taken for what it is drawn for first: so it is drawn alone where it is not seen,
/// before it is drawn tied to another or for a character that no face has.
fn make_known(surface: &mut Surface<'_>, sign: &Sign, font: &Font) {
    let text = if sign.id == 0 { UNKNOWN } else { sign.char }.to_string();
    let glyph = KrillaGlyph::new(GlyphId::new(sign.id), 1.0, 0.0, 0.0, 0.0, 0..text.len(), None);
    let mut nowhere = surface.stream_builder();
    let mut unseen = nowhere.surface();
    unseen.draw_glyphs(Point::default(), &[glyph], font.clone(), &text, 1.0, false);
    unseen.finish();
}

/// Ties characters, and the blanks between them, that readers would part or run together by where
/// they stand.
fn tie(signs: &mut [Sign], size: f32) {
    let seen: Vec<usize> =
        (0..signs.len()).filter(|&at| signs.get(at).is_some_and(|sign| !sign.char.is_whitespace())).collect();
    for pair in seen.windows(2) {
        let &[from, to] = pair else { continue };
        let Some(word) = signs.get_mut(from..=to) else { continue };
        let [a, .., b] = &*word else { continue };
        let gap = (b.x - (a.x + a.advance)) / size;
        let is_off = if to - from > 1 { gap < BLANK } else { gap.abs() > OFF };
        if is_off && a.face == b.face {
            word.iter_mut().for_each(|sign| sign.is_tied = true);
        }
    }
}
