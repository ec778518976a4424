//! Lines onto pages.

use super::frame::{ASCENT, Frame};
use super::{Kind, Page, Paragraph, Placed};
use crate::model::Profile;
use std::sync::Arc;

/// Lines of text that go to a new page with the 落款.
const WITH_SIGNATURE: usize = 2;

/// A line that wants a place.
struct Row {
    paragraph: usize,
    line: usize,
    size: f32,
    /// Blank lines before it, but not at the top of a page.
    space: usize,
    /// Lines of the grid that it takes.
    rows: usize,
    /// Not last on a page.
    keep: bool,
}

/// The pages without their numbers. Never empty.
pub fn pages(paragraphs: &[Arc<Paragraph>], profile: &Profile, frame: &Frame) -> Vec<Page> {
    let rows = rows(paragraphs, profile, frame);
    let mut pages = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        let end = page_end(&rows, start, frame.lines);
        pages.push(page(rows.get(start..end).unwrap_or_default(), frame));
        start = end;
    }
    if pages.is_empty() {
        pages.push(Page::default());
    }
    pages
}

fn rows(paragraphs: &[Arc<Paragraph>], profile: &Profile, frame: &Frame) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut before = None;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let kind = paragraph.kind;
        let signed = matches!(kind, Kind::SignatureUnit | Kind::SignatureDate);
        let space = match (before, kind) {
            (None, _) | (Some(Kind::SignatureUnit), _) => 0,
            (Some(Kind::Title), kind) if kind != Kind::Title => profile.title_space.get(),
            (Some(Kind::Attachment), Kind::Attachment) => 0,
            (_, Kind::Attachment) => 1,
            _ if signed => profile.signature.space.get(),
            _ => 0,
        };
        if signed && before.is_some_and(|kind| !matches!(kind, Kind::SignatureUnit)) {
            rows.iter_mut().rev().take(WITH_SIGNATURE).for_each(|row| row.keep = true);
        }
        let heads = matches!(kind, Kind::Title | Kind::Heading(_) | Kind::SignatureUnit);
        for line in 0..paragraph.lines.len() {
            let (size, space) = (paragraph.size, if line == 0 { space } else { 0 });
            rows.push(Row { paragraph: index, line, size, space, rows: frame.rows(size), keep: heads });
        }
        before = Some(kind);
    }
    rows
}

/// Where a page that begins with this row ends.
fn page_end(rows: &[Row], start: usize, lines: usize) -> usize {
    let mut taken = 0;
    let mut end = start;
    while let Some(row) = rows.get(end) {
        taken += row.rows + if end > start { row.space } else { 0 };
        if taken > lines && end > start {
            break;
        }
        end += 1;
    }
    if end == rows.len() {
        return end;
    }
    let kept = |end: usize| end.checked_sub(1).and_then(|last| rows.get(last)).is_some_and(|row| row.keep);
    let earlier = (start + 1..=end).rev().find(|&end| !kept(end));
    earlier.unwrap_or(end)
}

fn page(rows: &[Row], frame: &Frame) -> Page {
    let mut page = Page::default();
    let mut taken = 0;
    for (at, row) in rows.iter().enumerate() {
        taken += if at > 0 { row.space } else { 0 };
        let baseline = frame.rect.top + taken as f32 * frame.pitch + ASCENT * row.size;
        page.lines.push(Placed { paragraph: row.paragraph, line: row.line, baseline });
        taken += row.rows;
    }
    page.room = frame.lines.saturating_sub(taken);
    page
}
