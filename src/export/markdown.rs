//! Markdown (CommonMark) that reads as the summary does: every mark of the text is escaped.

use super::Newline;
use crate::model::Project;
use crate::model::flow::{self, Line, LineKind};
use crate::text::chars::{ends_line, is_blank, trim};

/// Levels of headings that Markdown has.
const LEVELS: usize = 6;

/// The title's lines as `#`, standing headings as `##` and deeper with their numerals, paragraphs
/// between blank lines.
pub fn render(project: &Project, newline: Newline) -> String {
    let mut text = String::new();
    for Line { kind, text: line } in flow::lines(project) {
        let level = match kind {
            LineKind::Title => 1,
            LineKind::Heading(level) => (level + 1).min(LEVELS),
            LineKind::Paragraph | LineKind::SignatureUnit | LineKind::SignatureDate => 0,
        };
        for piece in line.split(ends_line).filter(|piece| !is_blank(piece)) {
            if !text.is_empty() {
                text.push_str(newline.as_str());
            }
            text.extend(std::iter::repeat_n('#', level));
            if level > 0 {
                text.push(' ');
            }
            push_escaped(&mut text, trim(piece));
            text.push_str(newline.as_str());
        }
    }
    text
}

/// A backslash before everything that Markdown or GitHub's tables and strikethrough give a meaning.
fn push_escaped(text: &mut String, line: &str) {
    // A number with . or ) is a list, and so is a lone - or +, at the line's start only.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let special = matches!(
            c,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$'
        );
        let list = match c {
            '-' | '+' | '=' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            _ => false,
        };
        if special || list {
            text.push('\\');
        }
        text.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (line, expected) in [
            ("**镇在县委领导下", "\\*\\*镇在县委领导下"),
            ("##paidbegin##新", "\\#\\#paidbegin\\#\\#新"),
            ("1.修路1.5公里", "1\\.修路1.5公里"),
            ("2)修路", "2\\)修路"),
            ("- 甲-乙", "\\- 甲-乙"),
            ("---", "\\---"),
            ("+甲", "\\+甲"),
            ("A&B <br> a_b `c` [d](e)", "A\\&B \\<br\\> a\\_b \\`c\\` \\[d\\](e)"),
            ("> 引|用\\", "\\> 引\\|用\\\\"),
            ("（一）“三会一课”——", "（一）“三会一课”——"),
        ] {
            let mut text = String::new();
            push_escaped(&mut text, line);
            assert_eq!(text, expected);
        }
    }
}
