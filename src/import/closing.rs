//! Where the last section ends and the closing begins.

use super::build::looks_like_heading;
use super::outline::{Node, Piece};

/// Openings of a last paragraph that only a closing has.
const CUES: &[&str] = &[
    "总之",
    "综上",
    "总的来说",
    "总的看",
    "特此报告",
    "特此汇报",
    "以上报告",
    "以上汇报",
    "以上述职",
    "以上是我",
    "述职完毕",
    "汇报完毕",
    "报告完毕",
    "面向未来",
    "展望未来",
    "新征程",
    "新的征程",
    "奋进新",
];
/// The same in a text that has no section for plans.
const PLAN_CUES: &[&str] = &["新的一年", "今后", "下一步", "下步", "下一阶段", "展望", "明年", "来年"];
/// Words by which a heading announces plans.
const PLAN_HEADINGS: &[&str] =
    &["打算", "计划", "安排", "思路", "措施", "下一步", "下步", "明年", "今后", "展望", "谋划", "目标"];
/// A cue may stand behind a leftover such as `##paidbegin##`.
const CUE_WITHIN: usize = 20;
/// A closing has no more paragraphs than this.
const LONGEST: usize = 3;

/// Takes the closing's paragraphs off the end of the last section, if a cue tells them.
pub(super) fn take_by_cue<'a>(root: &mut Node<'a>) -> Vec<Piece<'a>> {
    let plans = lasts(root).filter_map(|node| node.paragraphs.first()).any(|first| is_plan(first.text));
    let last = last_leaf(root);
    // A section needs one paragraph for itself.
    let needed = 1 + usize::from(has_heading(last));
    let keep = needed.max(last.paragraphs.len().saturating_sub(LONGEST));
    let found = last.paragraphs.iter().skip(keep).position(|paragraph| {
        let start: String = paragraph.text.chars().take(CUE_WITHIN).collect();
        CUES.iter().any(|cue| start.contains(cue))
            || (!plans && PLAN_CUES.iter().any(|cue| start.starts_with(cue)))
    });
    found.map_or_else(Vec::new, |at| last.paragraphs.split_off(keep + at))
}

/// Takes the closing's paragraphs off the end of the last section where it has more of them than
/// each of its siblings, and other sections with the same numerals do not end so.
pub(super) fn take_by_shape<'a>(root: &mut Node<'a>) -> Vec<Piece<'a>> {
    let mut outer = Vec::new();
    let mut parent = &*root;
    while let Some(child) = parent.children.last()
        && !child.children.is_empty()
    {
        outer.push(parent);
        parent = child;
    }
    let Some((last, siblings)) = parent.children.split_last() else { return Vec::new() };
    let Some(usual) = siblings.first().map(texts) else { return Vec::new() };
    let even = siblings.iter().all(|node| node.children.is_empty() && texts(node) == usual);
    let others_end_so = outer
        .iter()
        .flat_map(|outer| outer.children.iter().rev().skip(1))
        .filter_map(|other| lasts(other).find(|node| node.marker() == last.marker()))
        .any(|other| other.children.is_empty() && texts(other) > usual);
    // A section of the first level has text of its own.
    let enough = if outer.is_empty() { usual == 1 } else { usual <= 1 };
    let more = texts(last).saturating_sub(usual);
    if !(even && enough && (1..=LONGEST).contains(&more)) || others_end_so {
        return Vec::new();
    }
    // The first stands on the line of the numeral.
    let keep = (last.paragraphs.len() - more).max(1);
    last_leaf(root).paragraphs.split_off(keep)
}

/// The node, its last child, and so on down.
fn lasts<'n, 'a>(node: &'n Node<'a>) -> impl Iterator<Item = &'n Node<'a>> {
    std::iter::successors(Some(node), |node| node.children.last())
}

fn last_leaf<'n, 'a>(mut node: &'n mut Node<'a>) -> &'n mut Node<'a> {
    while let Some(last) = node.children.len().checked_sub(1) {
        node = &mut node.children[last];
    }
    node
}

fn is_plan(text: &str) -> bool {
    looks_like_heading(text) && PLAN_HEADINGS.iter().any(|word| text.contains(word))
}

/// Paragraphs without the heading.
fn texts(node: &Node) -> usize {
    node.paragraphs.len() - usize::from(has_heading(node))
}

fn has_heading(node: &Node) -> bool {
    !node.is_point()
        && node.numeral.is_some()
        && node.paragraphs.first().is_some_and(|first| looks_like_heading(first.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;
    use crate::import::outline::outline;
    use crate::import::points;

    /// The closing as the reader finds it: by cue, else by shape.
    fn closing(text: &str) -> Vec<&str> {
        let mut notes = Vec::new();
        let mut root = outline(&lines(text), &mut notes);
        let mut found = take_by_cue(&mut root);
        points::split(&mut root, &mut notes);
        if found.is_empty() {
            found = take_by_shape(&mut root);
        }
        found.iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn cues() {
        for (text, expected) in [
            ("一、甲\n正文。\n总之，成绩来之不易。\n再接再厉。", &["总之，成绩来之不易。", "再接再厉。"][..]),
            ("一、甲\n正文。\n##paidbegin##新征程上再出发。", &["##paidbegin##新征程上再出发。"]),
            ("一、甲\n正文。\n今后，我们将继续努力。", &["今后，我们将继续努力。"]),
            // In a section about plans only what no plan says is a cue.
            ("一、下步打算\n正文。\n今后，我们将继续努力。", &[]),
            ("一、下步打算\n正文。\n特此报告。", &["特此报告。"]),
            // The only paragraph of a section is its own.
            ("一、甲\n总之，成绩来之不易。", &[]),
            ("一、甲\n正文。\n又一段。", &[]),
        ] {
            assert_eq!(closing(text), expected, "{text}");
        }
    }

    #[test]
    fn shapes() {
        let run = "一是子。二是丑。";
        for (text, expected) in [
            (format!("一、甲\n{run}\n二、乙\n{run}\n末段。"), &["末段。"][..]),
            // Here every section ends so.
            (format!("一、甲\n{run}\n小结。\n二、乙\n{run}\n末段。"), &[]),
            ("一、甲\n正文。\n二、乙\n正文。\n末段。".to_owned(), &["末段。"]),
            ("一、甲\n正文。\n又。\n二、乙\n正文。\n末段。".to_owned(), &[]),
            ("一、甲\n（一）子。正文。\n（二）丑。正文。\n末段。".to_owned(), &["末段。"]),
            ("一、甲\n1.修路\n2.修桥\n末段。".to_owned(), &["末段。"]),
            ("一、甲\n（一）子。正文。\n（二）丑\n正文。".to_owned(), &[]),
            ("一、甲\n二、乙\n正文。".to_owned(), &[]),
        ] {
            assert_eq!(closing(&text), expected, "{text}");
        }
    }
}
