//! The title's lines.

use super::line::Line;
use super::tail::is_date;

const TITLE_CHARS: usize = 60;
const SUBTITLE_CHARS: usize = 40;
const MOST_LINES: usize = 5;
/// Words that a title ends in.
const TITLE_ENDS: &[&str] =
    &["总结", "小结", "报告", "汇报", "述职", "材料", "要点", "计划", "打算", "方案", "发言", "讲话", "说明"];
const REPORTERS: &[&str] = &["述职人", "报告人", "汇报人", "发言人", "述职述廉人"];

/// What stands before the text: the first `title` lines are the title, web junk before and between
/// its lines with them; junk behind it goes on as far as line `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub title: usize,
    pub end: usize,
}

pub(super) fn head(lines: &[Line]) -> Head {
    let junk = lines.iter().take_while(|line| line.junk).count();
    let mut rest = lines.iter().enumerate().skip(junk);
    let Some((_, first)) = rest.next().filter(|(_, line)| is_title(line)) else {
        return Head { title: 0, end: junk };
    };
    let mut head = Head { title: junk + 1, end: junk + 1 };
    let mut title_lines = 1;
    let mut before = first;
    for (at, line) in rest {
        if line.junk {
            head.end = at + 1;
        } else if title_lines < MOST_LINES && goes_on(before, line, lines.get(at + 1)) {
            head = Head { title: at + 1, end: at + 1 };
            title_lines += 1;
            before = line;
        } else {
            break;
        }
    }
    head
}

fn is_title(line: &Line) -> bool {
    line.numeral.is_none()
        && !line.is_longer_than(TITLE_CHARS)
        && !line.text.contains('。')
        && !line.text.ends_with(['！', '？', '；', '：', '，', '、', '…', '!', '?', ';', ':', ',', '.'])
}

/// Whether `line` belongs to the title too.
fn goes_on(before: &Line, line: &Line, next: Option<&Line>) -> bool {
    let text = line.text;
    if line.numeral.is_some() || line.is_longer_than(SUBTITLE_CHARS) || text.contains('。') {
        return false;
    }
    let ends_title = ends_title(text) && !text.contains(['，', '；', '：']);
    let name_over_date = !line.is_longer_than(12)
        && !text.contains(['，', '；', '：', '！', '？', '、'])
        && ends_title_line(before)
        && next.is_some_and(|next| {
            next.numeral.is_none() && is_bracketed(next.text) && next.text.contains('年')
        });
    text.starts_with("——")
        || is_bracketed(text)
        || REPORTERS.iter().any(|word| text.starts_with(word))
        || ends_title
        || name_over_date
        || (is_date(text) && next.is_some())
}

fn ends_title_line(line: &Line) -> bool {
    ends_title(line.text) || line.text.starts_with("——")
}

fn ends_title(text: &str) -> bool {
    // 工作总结（送审稿）
    let text = match text.split_once(['（', '(']) {
        Some((before, _)) if text.ends_with(['）', ')']) => before,
        _ => text,
    };
    TITLE_ENDS.iter().any(|word| text.ends_with(word))
}

fn is_bracketed(text: &str) -> bool {
    (text.starts_with('（') && text.ends_with('）')) || (text.starts_with('(') && text.ends_with(')'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;

    #[test]
    fn titles() {
        for (text, title) in [
            ("青石镇2026年工作总结\n一年来，全镇努力。", 1),
            ("青石镇人民政府\n2026年工作总结\n一年来，全镇努力。", 2),
            ("强化担当 狠抓落实\n——在全镇工作会议上的报告\n（2026年12月20日）\n同志们：", 3),
            ("述职报告\n述职人：某某\n各位领导：", 2),
            ("述职报告\n张 某\n（2026年12月）\n各位领导：", 3),
            ("附件2\n青石镇2026年工作总结（送审稿）\n导语。", 2),
            ("青石镇2026年工作总结\n2026年12月20日\n导语。", 2),
            ("青石镇2026年工作总结\n2026年12月20日", 1),
            ("一年来，全镇努力。\n正文", 0),
            ("各位领导：\n正文", 0),
            ("一、强化领导\n正文", 0),
            ("青石镇工作总结\n一年来工作情况\n正文。", 1),
            ("", 0),
        ] {
            assert_eq!(head(&lines(text)).title, title, "{text}");
        }
    }
}
