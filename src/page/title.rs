//! The title's lines on paper: broken where the sense allows it, into a balanced shape (GB/T
//! 9704—2012 7.3.1: 回行时词意完整、排列对称、长短适宜、间距恰当，梯形或菱形).

use crate::text::chars::is_asian;
use std::sync::LazyLock;

/// Fewest characters of a line.
const LEAST: usize = 3;
/// What it costs to cut a word, and a set phrase where it has a joint.
const IN_WORD: f32 = 2.5;
const IN_PHRASE: f32 = 1.2;
/// What a line more than there need be costs.
const LINE_MORE: f32 = 0.8;

/// What `assets/page/title-words.txt` tells.
#[derive(Default)]
struct Words {
    /// Words that a line's end does not cut, and where they have joints.
    whole: Vec<(Vec<char>, Vec<usize>)>,
    /// Behind these a line ends well.
    ends: Vec<&'static str>,
    /// Before these a line begins well.
    begins: Vec<&'static str>,
    /// These belong to a name in quotation marks before them.
    tails: Vec<&'static str>,
    /// These belong to what follows them.
    leads: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in include_str!("../../assets/page/title-words.txt").lines() {
        let Some((list, rest)) = line.split_once(' ') else { continue };
        let own = rest.split_whitespace();
        match list {
            "word" => words.whole.extend(own.map(whole)),
            "end" => words.ends.extend(own),
            "begin" => words.begins.extend(own),
            "tail" => words.tails.extend(own),
            "lead" => words.leads.extend(own),
            _ => {}
        }
    }
    words
});

fn whole(word: &str) -> (Vec<char>, Vec<usize>) {
    let (mut chars, mut joints) = (Vec::new(), Vec::new());
    for c in word.chars() {
        if c == '|' { joints.push(chars.len()) } else { chars.push(c) }
    }
    (chars, joints)
}

/// A title's line as lines of at most `most` characters, as few as can be. What stands on a line of
/// its own in the document stays one.
pub fn broken(line: &str, room: f32, width: impl Fn(&str) -> f32) -> Vec<String> {
    let whole = width(line);
    if whole <= room {
        return vec![line.to_owned()];
    }
    let chars: Vec<char> = line.chars().collect();
    let least = (whole / room).ceil() as usize;
    let mut best: Option<(f32, Vec<String>)> = None;
    let title = Title::new(&chars, &width);
    // A line more where no cut keeps within the room, or where it saves a word.
    for more in 0..=2 {
        let found = title.cut(least + more, room);
        let found = found.map(|(cost, lines)| (cost + more as f32 * LINE_MORE, lines));
        let better = |(cost, _): &(f32, Vec<String>)| best.as_ref().is_none_or(|(known, _)| cost < known);
        if let Some(found) = found.filter(better) {
            best = Some(found);
        }
        if best.as_ref().is_some_and(|(cost, _)| more == 1 || *cost < IN_WORD) {
            break;
        }
    }
    best.map_or_else(|| plain(&chars, room, &width), |(_, lines)| lines)
}

/// A title that is to be cut.
struct Title<'a> {
    chars: &'a [char],
    /// What it costs to end a line before each character, and the width up to there.
    costs: Vec<f32>,
    widths: Vec<f32>,
}

impl<'a> Title<'a> {
    /// One that is too long to be looked through for its sense has no costs.
    fn new(chars: &'a [char], width: impl Fn(&str) -> f32) -> Self {
        let ends = if chars.len() > 120 { 0..0 } else { 0..chars.len() + 1 };
        let up_to = |end| chars.iter().take(end).collect::<String>();
        let costs = ends.clone().map(|at| cut_cost(chars, at)).collect();
        Self { chars, costs, widths: ends.map(|end| width(&up_to(end))).collect() }
    }

    /// The cheapest cut into so many lines, and what it costs.
    fn cut(&self, count: usize, room: f32) -> Option<(f32, Vec<String>)> {
        const MOST: usize = 5;
        if count > MOST || self.costs.is_empty() {
            return None;
        }
        let mut best: Option<(f32, Vec<usize>)> = None;
        let mut ends = Vec::new();
        choose(self.chars.len(), count, &self.costs, &mut ends, &mut |ends| {
            let mut before = 0.0;
            let mut lengths = Vec::with_capacity(ends.len());
            for end in ends.iter().filter_map(|&end| self.widths.get(end)) {
                lengths.push(end - before);
                before = *end;
            }
            if lengths.iter().any(|&length| length > room) {
                return;
            }
            let cuts = ends.iter().take(ends.len() - 1).filter_map(|&end| self.costs.get(end));
            let cost = cuts.sum::<f32>() + shape_cost(&lengths);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, ends.to_vec()));
            }
        });
        let (cost, ends) = best?;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let text =
            |(start, &end): (usize, &usize)| self.chars.get(start..end).unwrap_or_default().iter().collect();
        Some((cost, starts.zip(&ends).map(text).collect()))
    }
}

/// Calls `found` with the ends of every way to cut into so many lines.
fn choose(
    length: usize,
    count: usize,
    costs: &[f32],
    ends: &mut Vec<usize>,
    found: &mut impl FnMut(&[usize]),
) {
    let start = ends.last().copied().unwrap_or(0);
    if count == 1 {
        if length >= start + LEAST {
            ends.push(length);
            found(ends);
            ends.pop();
        }
        return;
    }
    // Lines are near the mean: a cut far from it is none.
    let mean = (length - start) / count;
    for end in (start + LEAST.max(mean / 2))..=(start + mean * 2).min(length) {
        if costs.get(end).is_some_and(|cost| cost.is_finite()) {
            ends.push(end);
            choose(length, count - 1, costs, ends, found);
            ends.pop();
        }
    }
}

/// What it costs to end a line before this character; infinite where the rules forbid it.
fn cut_cost(chars: &[char], at: usize) -> f32 {
    let (Some(&before), Some(&next)) = (at.checked_sub(1).and_then(|at| chars.get(at)), chars.get(at)) else {
        return 0.0;
    };
    let latin = |c: char| c.is_alphanumeric() && !is_asian(c);
    let closing = "，。、；：！？）〕】》〉”’·—…～－%％)]";
    if (latin(before) && latin(next)) || closing.contains(next) || "（〔【《〈“‘([".contains(before)
    {
        return f32::INFINITY;
    }
    // 2026 stays with its 年, and the mark after a number with it.
    if before.is_ascii_digit() && is_asian(next) {
        return 5.0;
    }
    let quoted = if is_quoted(chars, at) { 1.0 } else { 0.0 };
    quoted + word_cost(chars, at).unwrap_or_else(|| sense_cost(chars, at, before, next))
}

/// What it costs to end a line here where no word is cut.
fn sense_cost(chars: &[char], at: usize, before: char, next: char) -> f32 {
    let behind = chars.get(at..).unwrap_or_default();
    let head = chars.get(..at).unwrap_or_default();
    let starts = |word: &str| word.chars().enumerate().all(|(at, c)| behind.get(at) == Some(&c));
    let ends = |word: &str| word.chars().rev().eq(head.iter().rev().take(word.chars().count()).copied());
    let starts_any = |words: &[&str]| words.iter().any(|word| starts(word));
    let ends_any = |words: &[&str]| words.iter().any(|word| ends(word));
    if matches!(next, '的' | '等') {
        return 1.5;
    }
    if starts("关于") {
        return -0.5;
    }
    // 关于2026年度 belongs to what follows.
    let about: String = head.iter().skip(at.saturating_sub(9)).collect();
    if about.contains("关于") {
        return 1.0;
    }
    if matches!(before, '”' | '》') && starts_any(&WORDS.tails) {
        return 0.8;
    }
    // 和 goes with what follows it.
    if matches!(next, '和' | '及' | '与') {
        return 0.4;
    }
    if matches!(before, '和' | '及' | '与') || ends_any(&WORDS.leads) {
        return 0.8;
    }
    if ends_any(&WORDS.ends) || starts_any(&WORDS.begins) {
        return 0.0;
    }
    // Between two known words.
    let word = |found: bool| if found { 0.0 } else { 0.5 };
    let begins = WORDS.whole.iter().any(|(word, _)| behind.starts_with(word));
    let ended = before == '的' || WORDS.whole.iter().any(|(word, _)| head.ends_with(word));
    0.3 + word(begins) + word(ended)
}

/// What it costs to cut the words that a line's end here cuts, if it cuts any.
fn word_cost(chars: &[char], at: usize) -> Option<f32> {
    let cut = |(word, joints): &(Vec<char>, Vec<usize>)| {
        let starts = at.saturating_sub(word.len().saturating_sub(1))..at;
        let inside = |start: &usize| {
            start + word.len() > at && chars.get(*start..).is_some_and(|rest| rest.starts_with(word))
        };
        let start = starts.clone().find(inside)?;
        Some(if joints.contains(&(at - start)) { IN_PHRASE } else { IN_WORD })
    };
    WORDS.whole.iter().filter_map(cut).max_by(f32::total_cmp)
}

/// Whether a line's end here parts a name in quotation marks.
fn is_quoted(chars: &[char], at: usize) -> bool {
    let head = chars.iter().take(at);
    let open = head.fold(0, |open, c| match c {
        '“' | '《' => open + 1,
        '”' | '》' => open - 1,
        _ => open,
    });
    open > 0
}

/// How far the lines are from alike, and from a trapezoid or diamond.
fn shape_cost(lengths: &[f32]) -> f32 {
    let mean = lengths.iter().sum::<f32>() / lengths.len() as f32;
    let uneven: f32 = lengths.iter().map(|length| ((length - mean) / mean).powi(2)).sum();
    let waist = lengths.windows(3).any(|three| matches!(three, [a, b, c] if b < a && b < c));
    uneven * 2.0 + if waist { 1.5 } else { 0.0 }
}

/// Lines as full as the room allows: for a title that has no better way.
fn plain(chars: &[char], room: f32, width: &impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (at, &c) in chars.iter().enumerate() {
        let Some(line) = lines.last_mut() else { break };
        line.push(c);
        if width(line) > room && line.chars().count() > 1 {
            line.pop();
            // What may not begin a line takes along the character before it.
            let forbidden = !cut_cost(chars, at).is_finite();
            let carried = if forbidden && line.chars().count() > 1 { line.pop() } else { None };
            lines.push(carried.into_iter().chain([c]).collect());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of the file that no list takes would be lost without a word.
    #[test]
    fn every_line_of_the_words_is_read() {
        let text = include_str!("../../assets/page/title-words.txt");
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let told: usize = lines.map(|line| line.split_whitespace().count() - 1).sum();
        let Words { whole, ends, begins, tails, leads } = &*WORDS;
        assert_eq!(whole.len() + ends.len() + begins.len() + tails.len() + leads.len(), told);
        assert!(whole.iter().all(|(chars, _)| chars.len() > 1));
    }
}
