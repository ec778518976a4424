//! The title's lines on paper: broken where the sense allows it, into a balanced shape (GB/T
//! 9704—2012 7.3.1: 回行时词意完整、排列对称、长短适宜、间距恰当，梯形或菱形).

use crate::text::chars::is_asian;
use std::sync::LazyLock;

type Words = LazyLock<Vec<&'static str>>;

/// Fewest characters of a line.
const LEAST: usize = 3;

/// Words of titles that a line's end does not cut.
static WORDS: Words = LazyLock::new(|| {
    "工作总结 工作报告 工作情况 情况报告 述职报告 总结 报告 年度 上半年 下半年 半年 年终 \
    全年 人民政府 委员会 纪律检查 监察委员会 办公室 领导小组 党工委 办事处 街道 社区 \
    党总支 党支部 党委 党组 纪委 监委 政府 党风廉政 廉政建设 党风 廉政 廉洁 基层党建 \
    党建 意识形态 安全生产 应急管理 乡村振兴 巩固拓展 脱贫攻坚 成果 有效衔接 生态环境 \
    环境保护 污染防治 河长制 河湖 信访 维稳 平安建设 综治 法治 依法行政 法治政府 建设 \
    民政 教育 卫生 健康 财政 税务 统计 农业 农村 林业 水利 交通 招商引资 项目 优化 \
    营商环境 政务服务 政务公开 信息公开 深化 改革 机关 作风 精神文明 文明 创建 宣传 思想 \
    统战 统一战线 组织 人才 干部 老干部 群团 共青团 妇联 工会 人大 政协 武装 保密 档案 \
    审计 巡察 整改 落实 贯彻 推进 开展 加强 学习 主题 专项 整治 行动 防汛 抗旱 防火 \
    消防 食品 药品 质量 监管 市场 知识产权 自然资源 城市管理 住房 保障 人力资源 社会 \
    社会保障 就业 创业 医疗 养老 残疾人 退役军人 事务 文化 旅游 体育 广播电视 科技 创新 \
    数字 数据 网络 执法 司法 公安 交警 信用 体系 责任 责任制 履行 主体 第一 目标 任务 \
    重点 关于 有关 情况 工作 计划 思路 打算 中心 管理 服务 卫生院 学校 小学 中学 医院 \
    数智 赋能 减负 数字化"
        .split_whitespace()
        .collect()
});

/// Behind these a line ends well.
static ENDS: Words = LazyLock::new(|| {
    "年度 年 人民政府 政府 委员会 办公室 办事处 领导小组 党工委 党委 党组 党总支 党支部 \
    纪委 街道 社区 医院 学校 局 镇 乡 县 市 区 村 厅 院 校 中心 ） 》 ”"
        .split_whitespace()
        .collect()
});

/// Before these a line begins well.
static BEGINS: Words = LazyLock::new(|| {
    "关于 工作总结 工作报告 工作情况 情况 述职 落实 贯彻 推进 开展 加强 履行 20 19 \
    《 （"
        .split_whitespace()
        .collect()
});

/// A title's line as lines of at most `most` characters, as few as can be. What stands on a line of
/// its own in the document stays one.
pub fn broken(line: &str, room: f32, width: impl Fn(&str) -> f32) -> Vec<String> {
    let whole = width(line);
    if whole <= room {
        return vec![line.to_owned()];
    }
    let chars: Vec<char> = line.chars().collect();
    let least = (whole / room).ceil() as usize;
    // A line more where no cut keeps within the room.
    (least..=least + 2)
        .find_map(|count| cut(&chars, count, room, &width))
        .unwrap_or_else(|| plain(&chars, room, &width))
}

/// The cheapest cut into so many lines.
fn cut(chars: &[char], count: usize, room: f32, width: &impl Fn(&str) -> f32) -> Option<Vec<String>> {
    // No title of more lines is looked through for its sense.
    const MOST: usize = 5;
    if count > MOST || chars.len() > 120 {
        return None;
    }
    let costs: Vec<f32> = (0..=chars.len()).map(|at| cut_cost(chars, at)).collect();
    let mut best: Option<(f32, Vec<usize>)> = None;
    let mut ends = Vec::new();
    choose(chars.len(), count, &costs, &mut ends, &mut |ends| {
        let mut start = 0;
        let mut lengths = Vec::new();
        for &end in ends {
            let part: String = chars.get(start..end).unwrap_or_default().iter().collect();
            lengths.push(width(&part));
            start = end;
        }
        if lengths.iter().any(|&length| length > room) {
            return;
        }
        let cuts = ends.iter().take(ends.len() - 1).filter_map(|&end| costs.get(end));
        let cost = cuts.sum::<f32>() + shape_cost(&lengths);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, ends.to_vec()));
        }
    });
    let (_, ends) = best?;
    let starts = std::iter::once(0).chain(ends.iter().copied());
    Some(
        starts
            .zip(&ends)
            .map(|(start, &end)| chars.get(start..end).unwrap_or_default().iter().collect())
            .collect(),
    )
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
    let tail: String = chars.iter().skip(at).take(6).collect();
    let head: String = chars.iter().take(at).skip(at.saturating_sub(6)).collect();
    // 2026 stays with its 年, and the mark after a number with it.
    if before.is_ascii_digit() && is_asian(next) {
        return 5.0;
    }
    if is_inside_word(chars, at) {
        return 2.5;
    }
    if matches!(next, '的' | '和' | '及' | '与' | '暨') {
        return 1.0;
    }
    if tail.starts_with("关于") {
        return -0.5;
    }
    // 关于2026年度 belongs to what follows.
    let about: String = chars.iter().take(at).skip(at.saturating_sub(9)).collect();
    if about.contains("关于") {
        return 1.0;
    }
    if ENDS.iter().any(|end| head.ends_with(end)) || BEGINS.iter().any(|begin| tail.starts_with(begin)) {
        return 0.0;
    }
    // Between two known words.
    if WORDS.iter().any(|word| tail.starts_with(word)) && WORDS.iter().any(|word| head.ends_with(word)) {
        return 0.3;
    }
    if matches!(before, '的' | '和' | '及' | '与') { 0.6 } else { 1.0 }
}

fn is_inside_word(chars: &[char], at: usize) -> bool {
    let starts = |start: usize, word: &str| {
        word.chars().eq(chars.iter().skip(start).take(word.chars().count()).copied())
    };
    WORDS.iter().chain(ENDS.iter()).any(|word| {
        let length = word.chars().count();
        (at.saturating_sub(length - 1)..at).any(|start| start + length > at && starts(start, word))
    })
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
