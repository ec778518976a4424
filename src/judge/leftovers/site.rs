//! What is left of the web page that a text was copied from: ##paidbegin##, site boilerplate, URLs.

use crate::judge::clause::has_any;
use crate::judge::near::{after, before, next, prev, starts_with_any};
use crate::judge::rule::Hit;
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use aho_corasick::{AhoCorasick, MatchKind};
use rust_i18n::t;
use std::ops::Range;
use std::sync::OnceLock;

/// Words that no summary holds. A word that may stand in a sentence (公众号, 下载, 登录, 小编) is here only with what
/// makes it the site's own.
const PHRASES: &[&str] = &[
    "公众号：",
    "公众@号",
    "公众号@",
    "下载本文",
    "本文下载",
    "下载全文",
    "全文下载",
    "点击查看全文",
    "点击阅读全文",
    "阅读全文>",
    "阅读全部图文",
    "您需要先登录",
    "登录后阅读全文",
    "登录后下载",
    "范文网",
    "范文大全",
    "范文库",
    "精品范文",
    "第一范文",
    "相关范文",
    "文秘网",
    "文库网",
    "语文网",
    "小编为大家",
    "小编为您",
    "小编为你",
    "小编给大家",
    "小编整理",
    "小编精心",
    "小编收集",
    "小编推荐",
    "本站小编",
    "【精选推荐】",
    "责任编辑：",
    "责任编辑:",
    "当前位置：",
    "当前位置:",
    "您现在的位置",
    "您的位置：",
    "转载请注明",
    "版权归原作者",
    "本文来自",
    "本文来源",
    "文章来源：",
    "上一篇：",
    "下一篇：",
    "相关推荐：",
    "猜你喜欢",
    "浏览次数：",
    "点击次数：",
    "网友投稿",
    "希望对您有所帮助",
    "希望对你有所帮助",
    "此处填写",
    "此处插入",
    "此处省略",
    "在此处输入",
    "单击此处",
];

fn phrases() -> &'static Option<AhoCorasick> {
    static PHRASES_FOUND: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    PHRASES_FOUND
        .get_or_init(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(PHRASES).ok())
}

pub(super) fn site_text(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = passage.text.as_str();
    let mut done = 0;
    for (start, _) in text.match_indices("##") {
        if start < done {
            continue;
        }
        done = mark_end(text, start);
        let words = text.get(start..done).unwrap_or_default();
        hits.push(Hit::new(start..done, t!("judge.leftover.mark", words = words)).fix(""));
    }
    let Some(phrases) = phrases() else { return };
    for found in phrases.find_iter(text) {
        let words = text.get(found.range()).unwrap_or_default();
        hits.push(Hit::new(found.range(), t!("judge.leftover.site", words = words)));
    }
    asked(text, hits);
    for range in offered(text).into_iter().chain(more(text)) {
        let words = text.get(range.clone()).unwrap_or_default();
        hits.push(Hit::new(range, t!("judge.leftover.site", words = words)));
    }
}

/// What a site asks for, and what it offers.
const ASKS: &[&str] = &["点击", "扫码", "扫描", "长按", "关注", "更多", "阅读", "复制"];
const OFFERS: &[&str] = &["公众号", "下载", "全文", "原文", "范文", "完整版", "链接", "模板"];
/// Characters of what a site asks for between brackets.
const LONGEST_ASKED: usize = 20;

/// （扫码关注公众号）: brackets that hold nothing but what a site asks for.
fn asked(text: &str, hits: &mut Vec<Hit>) {
    for (start, open) in text.match_indices(['（', '(', '【']) {
        let inner = after(text, start + open.len());
        let Some(end) = inner.find(['）', ')', '】', '，', '。', '、']) else { continue };
        let words = before(inner, end);
        let short = words.chars().count() <= LONGEST_ASKED;
        let closed = next(inner, end).filter(|c| matches!(c, '）' | ')' | '】'));
        if let Some(close) =
            closed.filter(|_| short && starts_with_any(words, ASKS) && has_any(words, OFFERS))
        {
            let range = start..start + open.len() + end + close.len_utf8();
            hits.push(Hit::new(range, t!("judge.leftover.site", words = words)));
        }
    }
}

/// What the reader of a site is to do first, what he then may do, and with what.
const FIRST: &[&str] = &[
    "登录",
    "登陆",
    "注册",
    "扫码",
    "扫描二维码",
    "长按二维码",
    "识别二维码",
    "关注公众号",
    "付费",
    "点击链接",
];
const THEN: &[&str] = &["查看", "阅读", "下载", "获取", "领取", "浏览"];
const WHOLE: &[&str] = &["全文", "完整版", "完整范文", "范文", "全部内容", "完整内容", "剩余内容"];

/// 登录后查看全文 as a clause of its own. 群众登录后可查看全文 is told of a site.
fn offered(text: &str) -> Vec<Range<usize>> {
    let ends = |at: usize| next(text, at).is_none_or(|c| !is_han(c));
    let found = WHOLE.iter().flat_map(|whole| text.match_indices(whole)).filter_map(|(at, whole)| {
        let end = Some(at + whole.len()).filter(|end| ends(*end))?;
        let head = before(text, at);
        let head = THEN.iter().find_map(|then| head.strip_suffix(then))?;
        let head =
            ["即可", "可", "后"].iter().fold(head, |head, word| head.strip_suffix(word).unwrap_or(head));
        let start = FIRST.iter().find_map(|first| head.strip_suffix(first))?.len();
        begins(text, start).then_some(start..end)
    });
    found.collect()
}

/// 更多范文请关注
fn more(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    const OF: &[&str] =
        &["范文", "模板", "文章", "文档", "总结", "课件", "素材", "精彩", "精彩内容", "精彩范文", "公文范文"];
    const GO: &[&str] =
        &["请关注", "请登录", "请访问", "请搜索", "请点击", "请扫码", "请添加", "请下载", "尽在", "敬请关注"];
    text.match_indices("更多").filter(|(at, _)| begins(text, *at)).filter_map(move |(at, more)| {
        let rest = after(text, at + more.len());
        let of = OF.iter().filter(|of| rest.starts_with(**of)).map(|of| of.len()).max()?;
        let go = GO.iter().find(|go| after(rest, of).starts_with(**go))?;
        Some(at..at + more.len() + of + go.len())
    })
}

fn begins(text: &str, at: usize) -> bool {
    prev(text, at).is_none_or(|c| !is_han(c) && !c.is_alphanumeric())
}

/// The end of `##paidbegin##`, or of the run of `#` where no second one follows the word.
fn mark_end(text: &str, start: usize) -> usize {
    let rest = after(text, start);
    let word = rest.trim_start_matches('#');
    let end = word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len());
    let behind = after(word, end);
    let closing = behind.len() - behind.trim_start_matches('#').len();
    let length = if end > 0 && closing > 1 { end + closing } else { 0 };
    start + rest.len() - word.len() + length
}

/// A web address that is not a government's.
pub(super) fn url(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = passage.text.as_str();
    let mut done = 0;
    let starts = ["www.", "http://", "https://"].into_iter().flat_map(|start| text.match_indices(start));
    let mut starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    starts.sort_unstable();
    for start in starts {
        let inside = prev(text, start).is_some_and(|c| c.is_ascii_alphanumeric());
        if start < done || inside {
            continue;
        }
        let rest = after(text, start);
        let end = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
        let address = before(rest, end).trim_end_matches(['.', ',', ';', ')']);
        done = start + address.len();
        if !address.contains(".gov.cn") {
            hits.push(Hit::new(start..done, t!("judge.leftover.url", words = address)));
        }
    }
}
