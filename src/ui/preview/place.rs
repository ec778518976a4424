//! From a point on a page to the caret, and from a caret to its line on a page.

use crate::model::Caret;
use crate::page::{Layout, Paragraph, Placed};

/// The caret that a point of a page, in points of the sheet, leads to; `None` on a page without
/// text.
pub fn caret_at(layout: &Layout, page: usize, x: f32, y: f32) -> Option<Caret> {
    let nearest = |placed: &&Placed| {
        let size = layout.paragraphs.get(placed.paragraph).map_or(0.0, |paragraph| paragraph.size);
        // Characters stand on their baseline by a bit more than a third of their size below the
        // middle.
        (y - (placed.baseline - size * 0.38)).abs()
    };
    let lines = &layout.pages.get(page)?.lines;
    let placed = lines.iter().min_by(|a, b| nearest(a).total_cmp(&nearest(b)))?;
    let paragraph = layout.paragraphs.get(placed.paragraph)?;
    let line = paragraph.lines.get(placed.line)?;
    let hit = line.glyphs.iter().find(|glyph| x < glyph.left + glyph.width).or(line.glyphs.last());
    let Some(glyph) = hit else { return caret_of(paragraph, line.range.start, 0) };
    let behind = usize::from(x > glyph.left + glyph.width / 2.0);
    caret_of(paragraph, glyph.at, behind)
}

/// The caret at a character of a paragraph's text, or behind it.
fn caret_of(paragraph: &Paragraph, at: usize, behind: usize) -> Option<Caret> {
    let source = paragraph.sources.iter().rev().find(|source| source.at <= at);
    let source = source.or(paragraph.sources.first())?;
    let into = if source.generated { 0 } else { at.saturating_sub(source.at) + behind };
    Some(Caret { place: source.caret.place, offset: source.caret.offset + into })
}

/// The page and the line that a caret stands in; `None` where its text is not on paper.
pub fn line_of(layout: &Layout, caret: Caret) -> Option<(usize, Placed)> {
    let (paragraph, at) = character_of(layout, caret)?;
    let lines = &layout.paragraphs.get(paragraph)?.lines;
    let line = lines.iter().rposition(|line| line.range.start <= at).unwrap_or(0);
    layout.pages.iter().enumerate().find_map(|(page, set)| {
        let placed = set.lines.iter().find(|placed| placed.paragraph == paragraph && placed.line == line)?;
        Some((page, *placed))
    })
}

/// The paragraph and the character of its text that a caret stands before, or behind at its
/// text's end.
fn character_of(layout: &Layout, caret: Caret) -> Option<(usize, usize)> {
    let mut generated = None;
    let mut found = None;
    for (index, paragraph) in layout.paragraphs.iter().enumerate() {
        for (number, source) in paragraph.sources.iter().enumerate() {
            if source.caret.place != caret.place {
                continue;
            }
            if source.generated {
                generated = generated.or(Some((index, source.at)));
            } else if source.caret.offset <= caret.offset {
                let next = paragraph.sources.get(number + 1).map(|next| next.at);
                let end = next.unwrap_or_else(|| paragraph.lines.last().map_or(0, |line| line.range.end));
                let last = end.saturating_sub(1).max(source.at);
                found = Some((index, (source.at + caret.offset - source.caret.offset).min(last)));
            }
        }
    }
    found.or(generated)
}
