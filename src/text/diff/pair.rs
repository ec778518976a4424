//! Which lines of two blocks are versions of each other.

use std::ops::Range;

/// So many pairs of lines are looked at in one block; beyond, only those near to each other.
const LOOKS: usize = 100_000;
/// So many characters tell what a line is about.
const HEAD: usize = 600;
/// Lines less alike than this, of 1, are different lines.
const ALIKE: f32 = 0.25;

type Pair<'a> = (Option<&'a str>, Option<&'a str>);

/// The lines of both blocks in their order, those beside each other that are alike.
pub fn pairs<'a>(left: &[&'a str], right: &[&'a str]) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    let (mut l, mut r) = (0, 0);
    for (i, j) in alike(left, right).into_iter().chain([(left.len(), right.len())]) {
        let (only_left, only_right) =
            (left.get(l..i).unwrap_or_default(), right.get(r..j).unwrap_or_default());
        if only_left.len() == only_right.len() {
            // One was written in place of the other.
            pairs.extend(only_left.iter().zip(only_right).map(|(&l, &r)| (Some(l), Some(r))));
        } else {
            pairs.extend(only_left.iter().map(|&line| (Some(line), None)));
            pairs.extend(only_right.iter().map(|&line| (None, Some(line))));
        }
        if let (Some(&left), Some(&right)) = (left.get(i), right.get(j)) {
            pairs.push((Some(left), Some(right)));
        }
        (l, r) = (i + 1, j + 1);
    }
    pairs
}

/// The numbers of the lines that are alike, ascending on both sides, so that the likenesses add up
/// to the most.
fn alike(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    let shapes: Vec<Shape> = left.iter().map(|line| Shape::of(line)).collect();
    let others: Vec<Shape> = right.iter().map(|line| Shape::of(line)).collect();
    let likeness = |i: usize, j: usize| match (shapes.get(i), others.get(j)) {
        (Some(left), Some(right)) => Some(left.likeness(right)).filter(|&value| value >= ALIKE),
        _ => None,
    };
    // `table` holds, for the first i lines at the left and the first j at the right, the best sum.
    let mut table = Band::new(left.len(), right.len());
    for i in 1..=left.len() {
        for j in table.columns(i) {
            let mut best = table.get(i - 1, j).max(table.get(i, j.wrapping_sub(1)));
            if j > 0
                && let Some(value) = likeness(i - 1, j - 1)
            {
                best = best.max(table.get(i - 1, j - 1) + value);
            }
            table.set(i, j, best);
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (left.len(), right.len());
    while i > 0 && j > 0 {
        if table.get(i, j) <= table.get(i - 1, j) {
            i -= 1;
        } else if table.get(i, j) <= table.get(i, j - 1) {
            j -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j));
        }
    }
    pairs.reverse();
    pairs
}

/// The part of a table that lies near its diagonal.
struct Band {
    rows: Vec<(usize, Vec<f32>)>,
}

impl Band {
    fn new(height: usize, width: usize) -> Self {
        let reach = LOOKS / (height + width) + 1;
        let row = |i: usize| {
            let (low, high) = (i.saturating_sub(1) * width / height, i * width / height);
            let (low, high) = (low.saturating_sub(reach), (high + reach).min(width));
            (low, vec![0.0; high - low + 1])
        };
        Self { rows: (0..=height).map(row).collect() }
    }

    fn columns(&self, i: usize) -> Range<usize> {
        self.rows.get(i).map_or(0..0, |(low, row)| *low..low + row.len())
    }

    /// Zero outside of the band, and in the row and the column before the first lines.
    fn get(&self, i: usize, j: usize) -> f32 {
        let value = self.rows.get(i).and_then(|(low, row)| row.get(j.checked_sub(*low)?));
        value.copied().unwrap_or_default()
    }

    fn set(&mut self, i: usize, j: usize, value: f32) {
        let place = self.rows.get_mut(i).and_then(|(low, row)| row.get_mut(j.checked_sub(*low)?));
        if let Some(place) = place {
            *place = value;
        }
    }
}

/// What is compared of a line to tell whether another is a version of it.
struct Shape {
    chars: Vec<char>,
    /// Neighbouring characters, sorted.
    twos: Vec<(char, char)>,
}

impl Shape {
    fn of(line: &str) -> Self {
        let chars: Vec<char> = line.chars().take(HEAD).collect();
        let mut twos: Vec<(char, char)> = chars.iter().copied().zip(chars.iter().copied().skip(1)).collect();
        twos.sort_unstable();
        Self { chars, twos }
    }

    /// From 0 to 1: by the neighbouring characters that both have, or by a common beginning and
    /// end, so that a line that was only written further is known.
    fn likeness(&self, other: &Self) -> f32 {
        let shorter = self.chars.len().min(other.chars.len());
        if shorter == 0 {
            return 0.0;
        }
        let same = |(a, b): &(&char, &char)| a == b;
        let head = self.chars.iter().zip(&other.chars).take_while(same).count();
        let tail = self.chars.iter().rev().zip(other.chars.iter().rev()).take_while(same).count();
        let edges = (head + tail).min(shorter) as f32 / shorter as f32;
        let size = (self.twos.len() * other.twos.len()) as f32;
        let twos = if size > 0.0 { self.common(other) as f32 / size.sqrt() } else { 0.0 };
        twos.max(0.5 * edges)
    }

    fn common(&self, other: &Self) -> usize {
        let (mut a, mut b) = (self.twos.iter().peekable(), other.twos.iter().peekable());
        let mut common = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            let order = x.cmp(y);
            common += usize::from(order.is_eq());
            if order.is_le() {
                a.next();
            }
            if order.is_ge() {
                b.next();
            }
        }
        common
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_alike_stand_beside_each_other() {
        for (left, right, expected) in [
            (vec!["抓好教育。"], vec![], vec!["抓好教育。|"]),
            (vec!["会前学法常态化。"], vec!["天气晴朗"], vec!["会前学法常态化。|天气晴朗"]),
            (
                vec!["一是加强领导，成立领导小组。"],
                vec!["新的一年怎么办", "一是加强领导，成立工作专班。"],
                vec!["|新的一年怎么办", "一是加强领导，成立领导小组。|一是加强领导，成立工作专班。"],
            ),
            (
                vec!["落实党委主体责任。", "开展警示教育三次。", "全年走访群众1260户。"],
                vec!["落实党组主体责任。", "全年走访群众1320户。"],
                vec![
                    "落实党委主体责任。|落实党组主体责任。",
                    "开展警示教育三次。|",
                    "全年走访群众1260户。|全年走访群众1320户。",
                ],
            ),
            (
                vec!["落实党委主体责任。"],
                vec![
                    "落实党委主体责任。把党风廉政建设纳入重要议事日程，专题研究3次，签订责任书26份。",
                    "甲乙丙丁",
                ],
                vec![
                    "落实党委主体责任。|落实党委主体责任。把党风廉政建设纳入重要议事日程，专题研究3次，签订责任书26份。",
                    "|甲乙丙丁",
                ],
            ),
        ] {
            let found: Vec<String> = pairs(&left, &right)
                .into_iter()
                .map(|(l, r)| format!("{}|{}", l.unwrap_or_default(), r.unwrap_or_default()))
                .collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_word_replaced_in_every_one_of_many_lines() {
        let line = |n: usize, name: &str| format!("第{n}项：由{name}负责，按期办结。");
        let left: Vec<String> = (0..3000).map(|n| line(n, "综治办")).collect();
        let mut right = vec!["新加的一段。".to_owned(), "又加的一段。".to_owned()];
        right.extend((0..3000).map(|n| line(n, "平安办")));
        let left: Vec<&str> = left.iter().map(String::as_str).collect();
        let right: Vec<&str> = right.iter().map(String::as_str).collect();
        let pairs = pairs(&left, &right);
        let head = |line: Option<&str>| line.and_then(|line| line.split('：').next().map(str::to_owned));
        let beside = pairs.iter().filter(|(l, r)| l.is_some() && head(*l) == head(*r)).count();
        assert_eq!((pairs.len(), beside), (3002, 3000));
    }
}
