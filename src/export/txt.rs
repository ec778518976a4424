//! Plain text.

use super::Newline;
use crate::model::flow::{self, Line, LineKind};
use crate::model::{Project, Signature, field};
use crate::text::chars::{ends_line, is_asian, is_blank, is_dropped, is_shared_mark, trim};

/// Half cells of a line of 28 characters.
const LINE: usize = 56;
/// Half cells of the two characters by which paragraphs are indented and the 落款 keeps off the
/// right margin.
const TWO_CELLS: usize = 4;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TxtOptions {
    /// Paragraphs begin with two U+3000 and the 落款 stands on the right of a line of 28
    /// characters (GB/T 9704—2012 7.3.3 and 7.3.5.2). Without it every line is flush left.
    pub indent: bool,
    pub newline: Newline,
}

/// One line a paragraph, the title's flush left, blank ones left out, each with its newline.
pub fn render(project: &Project, options: &TxtOptions) -> String {
    let mut text = String::new();
    let pads = signature_pads(project);
    for Line { kind, text: line } in flow::lines(project) {
        // A line end inside a paragraph begins a line of its own.
        for piece in line.split(ends_line).filter(|piece| !is_blank(piece)) {
            let pad = match kind {
                LineKind::Title => 0,
                LineKind::Heading(_) | LineKind::Paragraph => TWO_CELLS,
                LineKind::SignatureUnit => pads.0,
                LineKind::SignatureDate => pads.1,
            };
            if options.indent {
                push_padded(&mut text, pad, trim(piece));
            } else {
                text.push_str(piece);
            }
            text.push_str(options.newline.as_str());
        }
    }
    text
}

fn push_padded(text: &mut String, half_cells: usize, line: &str) {
    text.extend(std::iter::repeat_n('\u{3000}', half_cells / 2));
    text.extend(std::iter::repeat_n(' ', half_cells % 2));
    text.push_str(line);
}

/// Half cells before the unit and before the date (GB/T 9704—2012 7.3.5.2): the unit keeps two
/// characters off the right, the date begins two characters right of it; a longer date keeps two
/// characters off the right and the unit begins two characters left of it.
fn signature_pads(project: &Project) -> (usize, usize) {
    let Some(Signature { unit, date }) = &project.signature else { return (0, 0) };
    let resolved = |text: &str| width(trim(&field::resolve(&project.fields, text)));
    let (unit, date) = (resolved(unit), resolved(date));
    let off_right = |width: usize| LINE.saturating_sub(TWO_CELLS + width);
    if date > unit {
        let date = off_right(date);
        (date.saturating_sub(TWO_CELLS), date)
    } else {
        let unit = off_right(unit);
        (unit, unit + TWO_CELLS)
    }
}

/// In half cells: Asian characters and marks take two, others one.
fn width(text: &str) -> usize {
    text.chars()
        .filter(|&c| !is_dropped(c))
        .map(|c| if is_asian(c) || is_shared_mark(c) { 2 } else { 1 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;
    use std::sync::Arc;

    fn project(paragraphs: &[&str], signature: Option<(&str, &str)>) -> Project {
        let mut project = Project::new("x".into());
        project.title = vec!["青石镇工作总结".into()];
        let mut opening = Section::new(project.opening.id);
        opening.paragraphs = paragraphs.iter().map(ToString::to_string).collect();
        project.opening = Arc::new(opening);
        project.signature = signature.map(|(unit, date)| Signature { unit: unit.into(), date: date.into() });
        project
    }

    #[test]
    fn indents_and_newlines() {
        let project = project(&["\u{3000} 一年来。", "", "两行\n合一", " \u{3000}"], None);
        assert_eq!(
            render(&project, &TxtOptions { indent: true, newline: Newline::CrLf }),
            "青石镇工作总结\r\n\u{3000}\u{3000}一年来。\r\n\u{3000}\u{3000}两行\r\n\u{3000}\u{3000}合一\r\n"
        );
        assert_eq!(
            render(&project, &TxtOptions::default()),
            "青石镇工作总结\n\u{3000} 一年来。\n两行\n合一\n"
        );
    }

    #[test]
    fn signature_on_the_right() {
        for (unit, date, unit_pad, date_pad) in [
            // 9 cells: from 17 to 26, the date 2 right of it.
            ("中共青石镇委员会办", "2026年1月1日", 34, 38),
            // 7 cells and one half: date longer, 28 - 2 - 7.5.
            ("青石镇", "2026年12月20日", 34, 38),
            ("青石镇", "2026年12月2日", 35, 39),
            ("", "2026年12月20日", 34, 38),
            (&"镇".repeat(40), "2026年12月20日", 0, 4),
        ] {
            let text =
                render(&project(&[], Some((unit, date))), &TxtOptions { indent: true, newline: Newline::Lf });
            let pads: Vec<usize> = text
                .lines()
                .skip(1)
                .map(|line| {
                    let pad = line.chars().take_while(|c| c.is_whitespace());
                    pad.map(|c| if c == ' ' { 1 } else { 2 }).sum()
                })
                .collect();
            let expected = if unit.is_empty() { vec![date_pad] } else { vec![unit_pad, date_pad] };
            assert_eq!(pads, expected, "{unit} {date}");
        }
        let flush = render(&project(&[], Some(("青石镇", "2026年12月2日"))), &TxtOptions::default());
        assert_eq!(flush, "青石镇工作总结\n青石镇\n2026年12月2日\n");
    }
}
