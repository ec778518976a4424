//! …… and ——

use crate::judge::passage::Role;
use crate::judge::rule::Hit;
use crate::judge::scan::{
    after, before, chinese_after, chinese_before, head, is_chinese, is_closing, is_digit, is_opening, part,
    runs, tail,
};
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

const ELLIPSIS: &str = "……";
const DASH: &str = "——";

/// Marks that stand for an ellipsis, by what they are.
fn dots(c: char) -> Option<usize> {
    Some(match c {
        '…' | '⋯' => 0,
        '.' => 1,
        '。' => 2,
        '·' | '・' => 3,
        _ => return None,
    })
}

/// What stands for an ellipsis, rightly or wrongly.
fn ellipses_in(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    runs(text, |c| dots(c).is_some()).filter_map(|run| {
        let found = part(text, &run);
        let kind = found.chars().next().and_then(dots)?;
        let same = found.find(|c| dots(c) != Some(kind)).unwrap_or(found.len());
        // ……。
        let rest = found.get(same..)?;
        if !(rest.is_empty() || kind == 0 && rest == "。") {
            return None;
        }
        let run = run.start..run.start + same;
        let count = part(text, &run).chars().count();
        let (previous, next) = (before(text, run.start), after(text, run.end));
        // 〔…〕 is something left out, and a row of dots leads to a page number.
        let alone = previous.is_some_and(is_opening) && next.is_some_and(is_closing);
        let behind = previous.is_some_and(is_chinese) || chinese_before(text, run.start);
        let ahead = next.is_some_and(is_chinese) || chinese_after(text, run.end);
        // 落实...1月25日, unlike a number of a page: 总体情况...1
        let counted = next.is_some_and(is_digit)
            && tail(text, run.end).trim_start_matches(is_digit).starts_with(is_han)
            && previous.is_some_and(is_han);
        let between = behind && (next.is_none() || ahead || counted);
        let ellipsis = match kind {
            0 => (behind || ahead) && count <= 6,
            1 => between && (3..=6).contains(&count),
            2 => (3..=6).contains(&count),
            _ => between && (3..=12).contains(&count),
        };
        (ellipsis && !alone).then_some(run)
    })
}

/// `...` or 。。。 or a single …
pub fn ellipses(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for run in ellipses_in(text) {
        let found = part(text, &run);
        if !matches!(found, ELLIPSIS | "…………") {
            hits.push(Hit::new(run.clone(), t!("judge.marks.ellipsis", found = found)).fix(ELLIPSIS));
        }
    }
}

/// 等……
pub fn ellipses_after_etc(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for run in ellipses_in(text) {
        let Some(before) = head(text, run.start).strip_suffix('等') else { continue };
        let words = before.trim_end_matches('等');
        // 我们等……, 不等……
        let waits = words.is_empty() || words.ends_with(['我', '你', '他', '们', '不', '再', '久', '苦']);
        if !waits {
            hits.push(Hit::new(before.len()..run.end, t!("judge.marks.ellipsis_and_etc")).fix("等"));
        }
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '-' | '－' | '―' | '─' | '–' | '‒' | '−' | '﹣' | '‐' | '‑' | 'ー')
}

/// `--` or －－ or ――, and a dash of one or three pieces.
pub fn dashes(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for run in runs(text, is_dash) {
        let found = part(text, &run);
        let count = found.chars().count();
        let goes_on = chinese_after(text, run.end);
        let within = match before(text, run.start) {
            // A second line of the title: ——青石镇工作纪实
            None => passage.role == Role::Title,
            Some(c) => count > 1 && (chinese_before(text, run.start) || matches!(c, '，' | '。')),
        };
        let single = before(text, run.start).is_some_and(is_han) && matches!(found, "―" | "─");
        if single && goes_on {
            hits.push(Hit::new(run.clone(), t!("judge.marks.dash_or_range", found = found)));
        } else if within && goes_on && count <= 4 && !matches!(found, DASH | "————") {
            hits.push(Hit::new(run.clone(), t!("judge.marks.dash", found = found)).fix(DASH));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes, project, words_in};

    #[test]
    fn ellipsis() {
        check(
            "ellipsis",
            &[
                ("坚持...", "..."),
                ("坚持......落实", "......"),
                ("坚持。。。", "。。。"),
                ("坚持…", "…"),
                ("“路漫漫…”", "…"),
                ("坚持·········落实", "·········"),
                ("坚持⋯⋯落实", "⋯⋯"),
                ("坚持………落实", "………"),
                ("24小时值班制度...1月25日检查", "..."),
                ("走访慰问...3户农户", "..."),
            ],
            &[
                "坚持……落实",
                "坚持……。",
                "全诗略…………",
                "〔…〕镇",
                "（...）镇",
                "一、总体情况.................1",
                "a...b",
                "1...10",
                "版本2.0",
                "总体情况...1",
                "第1...3个，2...5项",
                "落实。。",
                "卡尔·马克思",
                "",
            ],
        );
        check_fixes("ellipsis", &[("坚持...落实。。。", "坚持……落实……"), ("坚持…", "坚持……")]);
    }

    #[test]
    fn ellipsis_after_etc() {
        check(
            "ellipsis-and-etc",
            &[
                ("走访村组、学校、医院等……", "等……"),
                ("甲、乙等……。", "等……"),
                ("“四风”等……", "等……"),
                ("党员、干部等等……", "等……"),
                ("水、电、路等……问题", "等……"),
                ("会议、培训等……，", "等……"),
            ],
            &["我们等……", "再等……", "等……", "甲、乙……", "甲、乙等。", "不等……", "等级……"],
        );
        check_fixes("ellipsis-and-etc", &[("学校、医院等……", "学校、医院等")]);
    }

    #[test]
    fn dash() {
        check(
            "dash",
            &[
                ("发展--提升", "--"),
                ("发展－－提升", "－－"),
                ("发展――提升", "――"),
                ("发展──提升", "──"),
                ("“十四五”---“十五五”", "---"),
                ("发展———提升", "———"),
                ("发展–—提升", "–—"),
                ("青石镇―云溪县", "―"),
            ],
            &[
                "发展——提升",
                "青石镇—云溪县公路",
                "2023—2025年",
                "2023-12-31",
                "0831-5551234",
                "--",
                "----------",
                "A--B，git --help",
                "发展-提升",
                "一一落实",
                "气温-5—3℃",
            ],
        );
        check_fixes("dash", &[("发展--提升", "发展——提升"), ("发展———提升", "发展——提升")]);
        let mut project = project(&["——不是标题"]);
        project.title =
            vec!["奋楫扬帆".into(), "—青石镇工作纪实".into(), "--工作总结".into(), "——总结".into()];
        assert_eq!(words_in("dash", &project), ["—", "--"]);
    }
}
