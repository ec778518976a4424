//! Which line stands below which: the tree that the numerals at the lines' starts make.

use super::line::Line;
use super::note::Note;
use crate::model::Marker;
use crate::model::marker::Numeral;

/// A section in the making. Its texts are pieces of the lines, nothing added or left out.
#[derive(Debug, Default)]
pub(super) struct Node<'a> {
    pub line: usize,
    /// The text from the numeral to the end of its line; empty for a root.
    pub full: &'a str,
    pub numeral: Option<Numeral>,
    /// Begins on the line that the text before it ends on.
    pub runs_on: bool,
    /// The first is what follows the numeral on its line, even if that is nothing.
    pub paragraphs: Vec<Piece<'a>>,
    pub children: Vec<Node<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub line: usize,
    pub text: &'a str,
}

impl Node<'_> {
    pub fn marker(&self) -> Option<Marker> {
        self.numeral.map(|numeral| numeral.marker)
    }

    pub fn is_point(&self) -> bool {
        self.marker() == Some(Marker::Point)
    }

    /// The numeral as it is typed.
    pub fn typed(&self) -> &str {
        self.numeral.and_then(|numeral| self.full.get(..numeral.len)).unwrap_or("")
    }
}

/// The tree of the lines. Numerals before the first section of the outermost set stay text.
pub(super) fn outline<'a>(lines: &[Line<'a>], notes: &mut Vec<Note>) -> Node<'a> {
    let numbered: Vec<(usize, Numeral)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.numeral?))).collect();
    let mut numerals: Vec<Numeral> = numbered.iter().map(|&(_, numeral)| numeral).collect();
    let mut depths = depths(&numerals);
    let before = numerals_before_outermost(&numerals, &depths);
    if before > 0 {
        let left = numbered.iter().take(before).filter_map(|&(at, _)| lines.get(at));
        notes.push(Note::LeftInOpening {
            line: left.clone().next().map_or(1, |line| line.number),
            numerals: left.filter_map(|line| line.text.get(..line.numeral?.len)).collect(),
        });
        numerals.drain(..before);
        depths = self::depths(&numerals);
    }
    let first = numbered.get(before).map_or(lines.len(), |&(at, _)| at);
    tree(lines, first, &depths)
}

/// Builds the tree from every line's depth; only numerals from line `first` on count.
fn tree<'a>(lines: &[Line<'a>], first: usize, depths: &[usize]) -> Node<'a> {
    let mut depths = depths.iter();
    let mut root = Node::default();
    let mut open: Vec<Node> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let piece = Piece { line: line.number, text: line.text };
        let numbered = line.numeral.filter(|_| at >= first).zip(depths.as_slice().first());
        let Some((numeral, &depth)) = numbered else {
            open.last_mut().unwrap_or(&mut root).paragraphs.push(piece);
            continue;
        };
        depths.next();
        close(&mut root, &mut open, depth - 1);
        let text = line.text.get(numeral.len..).unwrap_or("");
        open.push(Node {
            line: line.number,
            full: line.text,
            numeral: Some(numeral),
            paragraphs: vec![Piece { text, ..piece }],
            ..Node::default()
        });
    }
    close(&mut root, &mut open, 0);
    root
}

/// Puts the open nodes, down to `depth` of them, into their parents.
fn close<'a>(root: &mut Node<'a>, open: &mut Vec<Node<'a>>, depth: usize) {
    while open.len() > depth {
        let Some(done) = open.pop() else { return };
        open.last_mut().unwrap_or(root).children.push(done);
    }
}

/// How many numerals come before the outermost set where they are of sets that usually stand
/// below it: a list in the opening.
fn numerals_before_outermost(numerals: &[Numeral], depths: &[usize]) -> usize {
    let top = || numerals.iter().zip(depths).enumerate().filter(|(_, (_, depth))| **depth == 1);
    let Some((_, (first, _))) = top().next() else { return 0 };
    let count = |marker| top().filter(|(_, (numeral, _))| numeral.marker == marker).count();
    Marker::ALL
        .into_iter()
        .take_while(|&marker| marker != first.marker)
        .find(|&marker| count(marker) > 1)
        .and_then(|outermost| top().find(|(_, (numeral, _))| numeral.marker == outermost))
        .map_or(0, |(at, _)| at)
}

/// A numeral whose section is open: its set, and which of the numerals it is.
struct Open {
    marker: Marker,
    at: usize,
}

/// The depth, from 1, of every numeral's section.
///
/// A set that is open goes on. A new one begins below the innermost open section whose set usually
/// stands above it (GB/T 9704—2012 7.3.3); 一是 and 第一， begin below whatever is open.
fn depths(numerals: &[Numeral]) -> Vec<usize> {
    let next = next_of_same_set(numerals);
    // For every set, the set it was last begun below.
    let mut known = [Marker::None; Marker::ALL.len()];
    let mut open: Vec<Open> = Vec::new();
    let mut depths = Vec::with_capacity(numerals.len());
    for (at, numeral) in numerals.iter().enumerate() {
        let above = match open.iter().position(|open| open.marker == numeral.marker) {
            Some(above) => above,
            None => {
                let known = known.get_mut(numeral.marker.rank());
                let usual = known.as_deref().copied().unwrap_or_default();
                let learned = open.iter().position(|open| open.marker == usual).map_or(0, |above| above + 1);
                let above = learned.max(place_of_new_set(numerals, &next, &open, *numeral));
                let parent = above.checked_sub(1).and_then(|parent| open.get(parent));
                if let (Some(known), Some(parent)) = (known, parent) {
                    *known = parent.marker;
                }
                above
            }
        };
        open.truncate(above);
        open.push(Open { marker: numeral.marker, at });
        depths.push(open.len());
    }
    depths
}

/// How many of the open sections a numeral of a set that is not open stands below.
fn place_of_new_set(numerals: &[Numeral], next: &[Option<usize>], open: &[Open], numeral: Numeral) -> usize {
    if matches!(numeral.marker, Marker::Point | Marker::Ordinal) {
        return open.len();
    }
    let next_number = |at: usize| next.get(at).copied().flatten();
    let number = |at: usize| numerals.get(at).map_or(0, |numeral| numeral.number);
    let mut below = open;
    while let Some((top, rest)) = below.split_last() {
        let list_in_point = matches!(top.marker, Marker::Point | Marker::Ordinal)
            && matches!(numeral.marker, Marker::Fourth | Marker::Circled)
            && numeral.number == 1;
        // The open section's set is going on behind this numeral, inside the same parent.
        let goes_on = next_number(top.at).is_some_and(|after| {
            number(after) == number(top.at) + 1
                && rest.iter().all(|outer| next_number(outer.at).is_none_or(|end| end > after))
        });
        if top.marker.rank() < numeral.marker.rank() || list_in_point || goes_on {
            break;
        }
        below = rest;
    }
    below.len()
}

/// For every numeral, the next one of its set.
fn next_of_same_set(numerals: &[Numeral]) -> Vec<Option<usize>> {
    let mut seen = [None; Marker::ALL.len()];
    let mut next: Vec<Option<usize>> = numerals
        .iter()
        .enumerate()
        .rev()
        .map(|(at, numeral)| seen.get_mut(numeral.marker.rank()).and_then(|seen| seen.replace(at)))
        .collect();
    next.reverse();
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;

    #[test]
    fn depth_of_every_numeral() {
        for (numerals, expected) in [
            ("一、 （一） 1. （1） ① 1. （二） 二、", &[1, 2, 3, 4, 5, 3, 2, 1][..]),
            ("一、 1. 2. 二、 1.", &[1, 2, 2, 1, 2]),
            ("（一） 1. 2. （二）", &[1, 2, 2, 1]),
            ("一、 一是 二是 二、 一是", &[1, 2, 2, 1, 2]),
            ("（一） 一是 二是 （二） 一是", &[1, 2, 2, 1, 2]),
            // A list inside a point, while the points go on and in the last of them.
            ("一、 一是 1. 2. 二是 1. 2. 二、", &[1, 2, 3, 3, 2, 3, 3, 1]),
            ("一、 一是 二是 ① ② 二、", &[1, 2, 2, 3, 3, 1]),
            // 1. above （一）, also below the last 1.
            ("1. （一） （二） 2. （一） （二）", &[1, 2, 2, 1, 2, 2]),
            // A list that begins anew swallows nothing.
            ("一、 1. 2. 3. 1. 2. 二、 三、", &[1, 2, 2, 2, 2, 2, 1, 1]),
            ("第一， 一是 二是 第二， 一是", &[1, 2, 2, 1, 2]),
            ("1. 2. 3.", &[1, 1, 1]),
        ] {
            let read: Vec<_> = numerals.split(' ').map(|word| Marker::read(word).unwrap()).collect();
            assert_eq!(depths(&read), expected, "{numerals}");
        }
    }

    #[test]
    fn a_list_in_the_opening_is_left_there() {
        for (text, children, left) in [
            ("导语\n1.甲\n2.乙\n一、丙\n二、丁", 2, 2),
            ("一是甲\n二是乙\n一、丙\n1.子\n二、丁", 2, 2),
            ("（一）甲\n（二）乙\n一、丙", 3, 0),
            ("1.甲\n一、丙\n二、丁\n2.乙", 2, 0),
            ("一、丙\n二、丁", 2, 0),
        ] {
            let mut notes = Vec::new();
            let root = outline(&lines(text), &mut notes);
            assert_eq!(root.children.len(), children, "{text}");
            let count = notes.iter().map(|note| match note {
                Note::LeftInOpening { numerals, .. } => numerals.count,
                _ => 0,
            });
            assert_eq!(count.sum::<usize>(), left, "{text}");
        }
    }
}
