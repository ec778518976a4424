//! Where a paragraph's lines end: of all ways that keep the rules, the one that asks least of the
//! gaps and marks, looked for over the whole paragraph.

use super::units::{Unit, hangs};
use crate::model::profile::Overflow;
use std::ops::Range;

/// The room that lines have.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Of the first line and of the others, in points.
    pub first: f32,
    pub others: f32,
    /// The width of one 字.
    pub cell: f32,
    pub overflow: Overflow,
}

/// Points that a line may be off for reasons of rounding.
const SLACK: f32 = 0.02;
/// Characters that a line may lack before it is filled by drawing its characters apart.
const LACK: f32 = 3.0;
/// Part of a character by which gaps grow at most; a line that asks for more is left as it is.
const MOST: f32 = 0.5;
/// Part of a character by which a gap may grow without being seen.
const UNSEEN: f32 = 0.12;
/// Drawing marks in is preferred to drawing characters apart (clreq: 先挤进后推出).
const DRAW_IN: f32 = 0.03;
/// What a single character on a last line costs: a little squeeze is better, a gap is not.
const LONE: f32 = 0.3;

/// Sums up to each unit.
struct Sums {
    width: Vec<f32>,
    give: Vec<f32>,
    gaps: Vec<u32>,
    /// One more than the last unit before it that can be seen.
    seen: Vec<usize>,
}

/// A line that might be.
pub struct Fit {
    /// What the line lacks, or has too much where it is negative.
    pub lack: f32,
    pub gaps: u32,
    /// What its marks give up at most.
    pub give: f32,
}

impl Sums {
    fn of(units: &[Unit]) -> Self {
        let mut sums = Self { width: vec![0.0], give: vec![0.0], gaps: vec![0], seen: vec![0] };
        let (mut width, mut give, mut gaps, mut seen) = (0.0f64, 0.0f64, 0, 0);
        for (at, unit) in units.iter().enumerate() {
            width += f64::from(unit.width);
            give += f64::from(unit.give.0 + unit.give.1);
            gaps += u32::from(unit.grows && unit.width > 0.0);
            if unit.width > 0.0 && !unit.char.is_whitespace() {
                seen = at + 1;
            }
            sums.width.push(width as f32);
            sums.give.push(give as f32);
            sums.gaps.push(gaps);
            sums.seen.push(seen);
        }
        sums
    }

    /// A line of these units in so much room; blanks at its end take none.
    fn fit(&self, units: &[Unit], range: &Range<usize>, room: f32, overflow: Overflow) -> Fit {
        let end = self.seen.get(range.end).copied().unwrap_or(range.end).max(range.start + 1);
        let difference = |sums: &[f32], from: usize| {
            sums.get(end).copied().unwrap_or_default() - sums.get(from).copied().unwrap_or_default()
        };
        let mut lack = room - difference(&self.width, range.start);
        let last = units.get(end - 1);
        if overflow == Overflow::Hang && lack < 0.0 && last.is_some_and(|unit| hangs(unit.char)) {
            // Only what hangs may be too much.
            lack = (lack + last.map_or(0.0, |unit| unit.width)).min(0.0).max(lack);
        }
        // The first unit of a line has no gap before it.
        let gaps = self.gaps.get(end).copied().unwrap_or_default()
            - self.gaps.get(range.start + 1).copied().unwrap_or_default();
        // Nor does an opening mark at its start draw in.
        let opening = units.get(range.start).map_or(0.0, |unit| unit.give.0);
        Fit { lack, gaps, give: difference(&self.give, range.start) - opening }
    }
}

impl Measure {
    fn room(&self, start: usize) -> f32 {
        if start == 0 { self.first } else { self.others }
    }

    /// What a line costs; `None` where it has no room.
    fn cost(&self, fit: &Fit, last: bool) -> Option<f32> {
        let lack = fit.lack / self.cell;
        if fit.lack >= -SLACK {
            if last {
                return Some(0.0);
            }
            if lack < SLACK / self.cell {
                return Some(0.0);
            }
            if fit.gaps == 0 {
                return Some(10.0 * lack);
            }
            let each = lack / fit.gaps as f32;
            return Some(lack * each + (each - UNSEEN).max(0.0) * 50.0);
        }
        let give = fit.give / self.cell;
        (-lack <= give + SLACK / self.cell).then(|| DRAW_IN * lack * lack / give.max(0.01))
    }
}

/// The paragraph's lines; together they are all of its units. Never empty where there is a unit.
pub fn lines(units: &[Unit], measure: &Measure) -> Vec<Range<usize>> {
    let count = units.len();
    if count == 0 {
        return Vec::new();
    }
    let sums = Sums::of(units);
    // What the cheapest way to each unit costs, and where its last line begins.
    let mut best: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); count + 1];
    if let Some(start) = best.first_mut() {
        start.0 = 0.0;
    }
    for start in 0..count {
        let Some(&(cost, _)) = best.get(start).filter(|(cost, _)| cost.is_finite()) else { continue };
        for (end, more) in candidates(units, &sums, measure, start) {
            if let Some(there) = best.get_mut(end).filter(|there| cost + more < there.0) {
                *there = (cost + more, start);
            }
        }
    }
    let mut lines = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = best.get(end).map_or(0, |&(_, start)| start);
        lines.push(start..end);
        end = start;
    }
    lines.reverse();
    lines
}

/// The ends that a line from `start` may have, and what each costs. Never empty.
fn candidates(units: &[Unit], sums: &Sums, measure: &Measure, start: usize) -> Vec<(usize, f32)> {
    let count = units.len();
    let room = measure.room(start);
    let before = sums.width.get(start).copied().unwrap_or_default();
    let lacking = before + room - LACK * measure.cell;
    let near = sums.width.partition_point(|&width| width < lacking).clamp(start + 1, count);
    let mut found = Vec::new();
    let mut fitting = None;
    let mut try_end = |end: usize, fitting: &mut Option<usize>| {
        let fit = sums.fit(units, &(start..end), room, measure.overflow);
        let legal = end == count || units.get(end).is_some_and(|unit| unit.breaks);
        let cost = measure.cost(&fit, end == count);
        if legal && let Some(cost) = cost {
            *fitting = Some(end);
            let cost = cost + units.get(end).map_or(0.0, |unit| unit.cost);
            let lone = end == count && start > 0 && is_lone(units.get(start..end).unwrap_or_default());
            found.push((end, if lone { cost + LONE } else { cost }));
        }
        // Whether more may still fit.
        fit.lack + fit.give >= -SLACK - measure.cell
    };
    let mut end = near;
    while end <= count && try_end(end, &mut fitting) {
        end += 1;
    }
    if fitting.is_none() {
        // Nothing ends near the edge: the line ends where it may, before, or else anywhere.
        let legal = (start + 1..near).rev().find(|&end| units.get(end).is_some_and(|unit| unit.breaks));
        let fits = |end: &usize| sums.fit(units, &(start..*end), room, measure.overflow).lack >= -SLACK;
        let end = legal.filter(fits).or_else(|| (start + 1..=end.min(count)).rev().find(fits));
        found.push((end.unwrap_or(start + 1), LACK));
    }
    found
}

/// Whether a last line has one character, marks aside.
fn is_lone(units: &[Unit]) -> bool {
    units.iter().filter(|unit| unit.width > 0.0 && unit.give == (0.0, 0.0)).take(2).count() < 2
        && units.iter().filter(|unit| unit.width > 0.0).count() <= 3
}

/// How the line is set: what each gap grows by, in points, and the part that each mark gives up of
/// what it can.
pub fn adjust(units: &[Unit], line: &Range<usize>, measure: &Measure) -> (f32, f32) {
    let own = units.get(line.clone()).unwrap_or_default();
    let sums = Sums::of(own);
    let fit = sums.fit(own, &(0..own.len()), measure.room(line.start), measure.overflow);
    if fit.lack < 0.0 {
        return (0.0, if fit.give > 0.0 { (-fit.lack / fit.give).min(1.0) } else { 0.0 });
    }
    let last = line.end == units.len();
    // A line that lacks much ends before something long.
    let wide = fit.gaps == 0 || fit.lack / fit.gaps as f32 > MOST * measure.cell;
    (if last || wide { 0.0 } else { fit.lack / fit.gaps as f32 }, 0.0)
}
