//! Lines of the web page that a text was copied from.

use super::head::head;
use super::line::Line;
use super::note::JunkReason;
use crate::text::chars::is_han;

/// Lines at either end of a text that are looked at.
const WITHIN: usize = 12;
const LONGEST: usize = 100;
const LINK_CHARS: usize = 50;

const CONTROLS: &[&str] = &[
    "下载",
    "打印",
    "收藏",
    "分享",
    "登录",
    "注册",
    "首页",
    "返回",
    "返回顶部",
    "关闭",
    "关闭窗口",
    "打印本页",
    "打印本文",
    "复制",
    "全文",
    "字号",
    "字体",
    "大",
    "中",
    "小",
    "我要纠错",
    "分享到",
    "微信",
    "微博",
    "QQ空间",
    "朗读",
    "顶部",
    "加入收藏",
    "设为首页",
    "立即下载",
    "VIP",
    "放大",
    "缩小",
    "默认",
];
const HEAD: &[(&str, JunkReason)] = &[
    ("当前位置", JunkReason::Navigation),
    ("您的位置", JunkReason::Navigation),
    ("您现在的位置", JunkReason::Navigation),
    ("所在位置", JunkReason::Navigation),
    ("首页>", JunkReason::Navigation),
    ("首页＞", JunkReason::Navigation),
    ("首页»", JunkReason::Navigation),
    ("首页/", JunkReason::Navigation),
    ("来源：", JunkReason::PageData),
    ("文章来源：", JunkReason::PageData),
    ("信息来源：", JunkReason::PageData),
    ("发布时间", JunkReason::PageData),
    ("发布日期", JunkReason::PageData),
    ("发布机构", JunkReason::PageData),
    ("日期：", JunkReason::PageData),
    ("时间：", JunkReason::PageData),
    ("更新时间", JunkReason::PageData),
    ("浏览次数", JunkReason::PageData),
    ("浏览量", JunkReason::PageData),
    ("浏览：", JunkReason::PageData),
    ("点击", JunkReason::PageData),
    ("阅读次数", JunkReason::PageData),
    ("阅读量", JunkReason::PageData),
    ("作者：", JunkReason::PageData),
    ("编辑：", JunkReason::PageData),
    ("字号：", JunkReason::Control),
    ("字体：", JunkReason::Control),
    ("【字号", JunkReason::Control),
    ("【字体", JunkReason::Control),
    ("[字号", JunkReason::Control),
    ("[字体", JunkReason::Control),
];
const FOOT: &[(&str, JunkReason)] = &[
    ("责任编辑", JunkReason::Imprint),
    ("编辑：", JunkReason::Imprint),
    ("（责任编辑", JunkReason::Imprint),
    ("来源：", JunkReason::Imprint),
    ("版权", JunkReason::Imprint),
    ("主办：", JunkReason::Imprint),
    ("主办单位：", JunkReason::Imprint),
    ("承办：", JunkReason::Imprint),
    ("扫一扫", JunkReason::Imprint),
    ("扫码", JunkReason::Imprint),
    ("【打印", JunkReason::Control),
    ("【关闭", JunkReason::Control),
    ("打印本页", JunkReason::Control),
    ("关闭窗口", JunkReason::Control),
    ("分享到", JunkReason::Control),
    ("上一篇", JunkReason::Related),
    ("下一篇", JunkReason::Related),
    ("相关阅读", JunkReason::Related),
    ("相关文章", JunkReason::Related),
    ("相关链接", JunkReason::Related),
    ("推荐阅读", JunkReason::Related),
    ("猜你喜欢", JunkReason::Related),
];

/// The lines that look like junk: before the text, and after its end.
pub(super) fn suggest(lines: &[Line]) -> Vec<(usize, JunkReason)> {
    let mut top: Vec<Line> = lines.iter().take(WITHIN).copied().collect();
    for line in &mut top {
        line.junk = reason(line.text, HEAD).is_some();
    }
    let head = head(&top);
    let mut found: Vec<(usize, JunkReason)> = top
        .iter()
        .enumerate()
        .take(head.end)
        .filter_map(|(at, line)| Some((at, reason(line.text, HEAD)?)))
        .collect();
    found.extend(foot(lines, head.end.max(1)));
    found
}

/// From the last line up: junk, and short lines below one that announces links.
fn foot(lines: &[Line], from: usize) -> Vec<(usize, JunkReason)> {
    let mut found = Vec::new();
    let mut links = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(from.max(lines.len().saturating_sub(2 * WITHIN))).rev() {
        match reason(line.text, FOOT) {
            Some(reason) => {
                if reason == JunkReason::Related {
                    found.extend(links.drain(..).map(|at| (at, reason)));
                } else if !links.is_empty() {
                    break;
                }
                found.push((at, reason));
            }
            None if line.numeral.is_none()
                && !line.text.contains('。')
                && !line.is_longer_than(LINK_CHARS) =>
            {
                links.push(at);
            }
            None => break,
        }
    }
    found.sort_by_key(|&(at, _)| at);
    found
}

fn reason(text: &str, starts: &[(&str, JunkReason)]) -> Option<JunkReason> {
    if text.contains('。') || text.chars().nth(LONGEST).is_some() {
        return None;
    }
    if is_url(text) {
        return Some(JunkReason::Url);
    }
    if is_timestamp(text) {
        return Some(JunkReason::PageData);
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().replace(':', "：");
    if let Some(&(_, reason)) = starts.iter().find(|(start, _)| bare.starts_with(start)) {
        return Some(reason);
    }
    let mut words = text
        .split(|c: char| c.is_whitespace() || "|｜/·【】[]（）()：:,，、".contains(c))
        .filter(|word| !word.is_empty())
        .peekable();
    (words.peek().is_some() && words.all(|word| CONTROLS.contains(&word))).then_some(JunkReason::Control)
}

fn is_url(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["http://", "https://", "www."].iter().any(|start| lower.starts_with(start)) && !text.chars().any(is_han)
}

/// 2026-01-05 10:22
fn is_timestamp(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 6
        && text.contains(['-', ':', '/'])
        && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | ':' | '/' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;

    #[test]
    fn suggestions() {
        for (text, expected) in [
            (
                "当前位置：首页 > 公开\n青石镇工作总结\n发布时间：2026-01-05 浏览次数：3 【字号：大 中 小】\n正文。",
                &[0, 2][..],
            ),
            ("下载 打印 | 收藏\n青石镇工作总结\n正文。\n【打印本页】 【关闭窗口】", &[0, 3]),
            (
                "首页 > 总结\nhttp://www.example.com/a.html\n2026-01-05 10:22\n青石镇工作总结\n正文。",
                &[0, 1, 2],
            ),
            ("总结\n正文。\n青石镇\n2026年12月1日\n责任编辑：某某\n上一篇：甲\n下一篇：没有了", &[4, 5, 6]),
            ("总结\n正文。\n相关阅读\n某镇年度总结\n某县年度总结", &[2, 3, 4]),
            ("总结\n正文。\n来源：青石镇\n青石镇人民政府\n2026年12月1日", &[]),
            ("总结\n正文。\n##paidend##", &[]),
            ("总结\n导语。\n来源：不在两端\n正文。", &[]),
            ("大力推进\n正文。", &[]),
            ("下载\n", &[0]),
            ("", &[]),
        ] {
            let found: Vec<_> = suggest(&lines(text)).iter().map(|&(at, _)| at).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
