//! The finished document on paper, after GB/T 9704—2012: every clause with its place in mm, and the
//! rules of line breaking on any text.

#![allow(clippy::expect_used, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;
use suigao::import::{self, Decoded, JunkChoice};
use suigao::model::profile::{NumberPlace, Overflow, Pitch, Pt};
use suigao::model::{Edit, Place, Profile, Project, Section, Signature};
use suigao::page::{self, Face, Fonts, Glyph, Kind, Layout, Line, Placed, Role, Typesetter, font};
use suigao::store::profile;

/// Points, and what a place may be off: a hundredth of a millimetre.
const NEAR: f32 = 0.03;
const MM: f32 = 72.0 / 25.4;
/// 一字 and 一行 of the grid, in mm (3, 5.2.1 and 5.2.3: 28 字 in 156 mm, 22 lines in 225 mm).
const CELL: f32 = 156.0 / 28.0;
const PITCH: f32 = (225.0 - CELL) / 21.0;
/// The size of 3号 and of 2号 in mm.
const BODY: f32 = 16.0 / MM;

fn project(title: &str, paragraphs: &[&str]) -> Project {
    let mut project = Project::new("试".into());
    project.title = title.lines().map(Into::into).collect();
    project.apply(Edit::SetParagraphs(1, paragraphs.iter().map(ToString::to_string).collect()));
    project
}

fn with(project: Project, change: impl FnOnce(&mut Profile)) -> Project {
    let mut profile = Profile::clone(&project.profile);
    change(&mut profile);
    Project { profile: Arc::new(profile), ..project }
}

fn signed(mut project: Project, unit: &str, date: &str) -> Project {
    project.signature = Some(Signature { unit: unit.into(), date: date.into() });
    project
}

fn lay_out(project: &Project) -> Layout {
    page::lay_out(project, &Fonts::bundled())
}

fn read(text: &str) -> Project {
    import::read(text, "试".into(), &JunkChoice::KeepAll).project
}

/// The lines of a page with where they stand.
fn lines(layout: &Layout, page: usize) -> impl Iterator<Item = (&Placed, Kind, &Line, String)> {
    layout.pages[page].lines.iter().map(|placed| {
        let paragraph = &layout.paragraphs[placed.paragraph];
        let line = &paragraph.lines[placed.line];
        (placed, paragraph.kind, line, text(&paragraph.text, line))
    })
}

fn text(whole: &str, line: &Line) -> String {
    whole.chars().skip(line.range.start).take(line.range.len()).collect()
}

fn texts(layout: &Layout, page: usize) -> Vec<String> {
    lines(layout, page).map(|(.., text)| text).collect()
}

fn all_lines(layout: &Layout) -> Vec<(Kind, String)> {
    (0..layout.pages.len())
        .flat_map(|page| lines(layout, page).map(|(_, kind, _, text)| (kind, text)).collect::<Vec<_>>())
        .collect()
}

fn left(line: &Line) -> f32 {
    line.glyphs.first().unwrap().left / MM
}

fn right(line: &Line) -> f32 {
    let last = line.glyphs.last().unwrap();
    (last.left + last.width) / MM
}

#[track_caller]
fn near(found: f32, expected: f32) {
    assert!((found - expected).abs() < NEAR, "{found} mm, not {expected} mm");
}

/// Faces by the names of the standard.
fn named() -> Arc<Fonts> {
    let face = |role, name: &str, data: &'static [u8]| {
        (role, name.into(), Face::new(name.into(), Arc::new(data), 0).map(Arc::new))
    };
    let faces = vec![
        face(Role::Title, "小标宋", font::SONG_BOLD),
        face(Role::Body, "仿宋", font::SONG),
        face(Role::First, "黑体", font::SANS),
        face(Role::Second, "楷体", font::SONG),
        face(Role::PageNumber, "宋体", font::SONG),
    ];
    Arc::new(Fonts::new(faces, Vec::new()))
}

/// What is found at a place, in the words of `page-clauses.tsv`: mm, a count, or a name.
fn found(layout: &Layout, fonts: &Fonts, what: &str) -> Result<f32, String> {
    let words: Vec<&str> = what.split(' ').collect();
    let number = |word: &str| word[1..].parse::<usize>().unwrap() - 1;
    if let ["sheet", side] = words[..] {
        return Ok(if side == "width" { layout.width } else { layout.height } / MM);
    }
    let page = &layout.pages[number(words[0])];
    let (glyphs, baseline) = match words[1] {
        "lines" => return Ok(page.lines.len() as f32),
        "number" => {
            let number = page.number.as_ref().unwrap();
            (number.glyphs.as_slice(), number.baseline)
        }
        line => {
            let placed = &page.lines[number(line)];
            let line = &layout.paragraphs[placed.paragraph].lines[placed.line];
            (line.glyphs.as_slice(), placed.baseline)
        }
    };
    let glyphs = if words.len() > 3 { &glyphs[number(words[2])..=number(words[2])] } else { glyphs };
    let (first, last) = (glyphs.first().unwrap(), glyphs.last().unwrap());
    let (left, right) = (first.left / MM, (last.left + last.width) / MM);
    match *words.last().unwrap() {
        "left" => Ok(left),
        "right" => Ok(right),
        "middle" => Ok((left + right) / 2.0),
        "baseline" => Ok(baseline / MM),
        "chars" => Ok(glyphs.len() as f32),
        "face" => Err(fonts.face(first.face).unwrap().family.clone()),
        other => panic!("{other}"),
    }
}

/// `{镇×3}` as 镇镇镇, ／ as the end of a line.
fn spelt(text: &str) -> String {
    let mut spelt = String::new();
    for (number, part) in text.split(['{', '}']).enumerate() {
        match part.split_once('×').filter(|_| number % 2 == 1) {
            Some((part, times)) => spelt.push_str(&part.repeat(times.parse().unwrap())),
            None => spelt.push_str(part),
        }
    }
    spelt.replace('／', "\n")
}

/// Each clause of GB/T 9704—2012 with where it has what.
#[test]
fn clauses() {
    let fonts = named();
    let mut wrong = Vec::new();
    for row in include_str!("data/page-clauses.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [_, profile, title, text, signature, what, expected] = row.split('\t').collect::<Vec<_>>()[..]
        else {
            panic!("{row}")
        };
        let (title, text) = (spelt(title), spelt(text));
        let mut case = if text.contains("一、") {
            read(&format!("{title}\n{text}"))
        } else {
            project(&title, &text.lines().collect::<Vec<_>>())
        };
        if let Some((unit, date)) = signature.split_once('；') {
            case = signed(case, unit, date);
        }
        let profile = profile::built_in().iter().find(|known| known.name == profile).unwrap();
        let layout = page::lay_out(&with(case, |own| own.clone_from(profile)), &fonts);
        let is_right = match (found(&layout, &fonts, what), expected.strip_prefix("= ")) {
            (Err(name), _) => name == expected,
            (Ok(place), None) => (place - expected.parse::<f32>().unwrap()).abs() < NEAR,
            (Ok(place), Some(other)) => {
                let (other, off) =
                    match other.rsplit_once([' ']).map(|(rest, last)| (rest, last.parse::<f32>())) {
                        Some((rest, Ok(off))) => match rest.split_at(rest.len() - 2) {
                            (other, " -") => (other, -off),
                            (other, _) => (other, off),
                        },
                        _ => (other, 0.0),
                    };
                (place - found(&layout, &fonts, other).unwrap() - off).abs() < NEAR
            }
        };
        if !is_right {
            wrong.push(format!("{:?}: {row}", found(&layout, &fonts, what)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A unit that no line holds stays on the paper.
#[test]
fn a_long_signature() {
    let layout = lay_out(&signed(project("总结", &["一年来。"]), &"镇".repeat(40), "2026年12月1日"));
    assert!(lines(&layout, 0).all(|(_, _, line, _)| left(line) > 27.9 && right(line) < 184.1));
}

/// 5.2.1, 5.2.3, 7.3.3: A4, 22 lines of 28 characters that fill the 版心, paragraphs two in.
#[test]
fn the_grid() {
    let layout = lay_out(&project("", &[&"镇".repeat(3000)]));
    near(layout.width / MM, 210.0);
    near(layout.height / MM, 297.0);
    let counts: Vec<usize> = (0..layout.pages.len()).map(|page| lines(&layout, page).count()).collect();
    // 26 characters, then 28 on each of 107 lines.
    assert_eq!(counts, [22, 22, 22, 22, 20]);
    for page in 0..4 {
        for (number, (placed, _, line, _)) in lines(&layout, page).enumerate() {
            let first = page == 0 && number == 0;
            assert_eq!(line.glyphs.len(), if first { 26 } else { 28 });
            near(left(line), 28.0 + if first { 2.0 * CELL } else { 0.0 });
            near(right(line), 28.0 + 156.0);
            near(placed.baseline / MM, 37.0 + number as f32 * PITCH + 0.88 * BODY);
            for (column, glyph) in line.glyphs.iter().enumerate() {
                near(glyph.left / MM, left(line) + column as f32 * CELL);
            }
        }
    }
    // The last line's lower edge is the 版心's.
    near(37.0 + 21.0 * PITCH + CELL, 37.0 + 225.0);
}

/// Titles as they are to stand on paper.
const TITLES: &str = "
    青石镇人民政府2026年度／安全生产和消防工作总结报告
    云溪县交通运输局2026年度／党风廉政建设和反腐败工作总结
    中共云溪县委组织部2026年／抓基层党建工作述职报告
    云溪县市场监督管理局2026年／工作总结及2027年工作计划
    青石镇2026年度巩固拓展脱贫攻坚成果／同乡村振兴有效衔接工作总结
    云溪县人力资源和社会保障局／关于2026年度法治政府建设情况的报告
    青石镇党委书记2026年度／抓基层党建工作述职报告
    云溪县卫生健康局2026年／意识形态工作责任制落实情况报告
    青石镇深入贯彻中央八项规定精神／学习教育工作总结
    云溪县住房和城乡建设局2026年度／生态环境保护“党政同责、一岗双责”／履职情况报告
    中共青石镇纪律检查委员会／关于2026年度纪检监察工作情况的总结报告
    云溪县公安局交通警察大队／2026年道路交通安全工作总结
    青石镇关于2026年农村人居环境整治提升／工作开展情况的总结
    青石街道东门社区居民委员会／2026年度工作总结暨2027年工作打算
    云溪县退役军人事务局2026年上半年／工作总结和下半年工作安排
    青石镇2026年度“三农”工作／暨乡村振兴战略实施情况总结
    云溪县审计局2026年度／预算执行审计查出问题整改情况工作总结
    云溪县发展和改革委员会关于2026年度／高质量发展综合绩效考核工作情况的报告
    中共青石镇委员会／关于2026年度落实全面从严治党／主体责任和党风廉政建设责任制情况的报告
    云溪县人民政府办公室2026年度／政务服务和营商环境优化提升工作总结
    青石镇人民代表大会主席团／2026年度工作总结
    云溪县应急管理局2026年／防汛抗旱和森林防火工作总结
    青石镇2026年度农村集体／“三资”管理突出问题专项整治工作总结
    云溪县教育局／关于开展“双减”工作情况的总结报告
    青石镇落实《信访工作条例》／和推进矛盾纠纷排查化解工作情况总结
    中共云溪县委宣传部／2026年度意识形态工作责任制／落实情况和2027年工作打算的报告
    青石镇党委领导班子2026年度／民主生活会整改落实情况报告
    中共云溪县农业农村局党组关于2026年度／履行全面从严治党主体责任和抓基层党建工作／以及意识形态工作责任制落实情况的报告
    云溪县医疗保障局2026年／打击欺诈骗保专项行动工作总结
    青石镇退役军人服务站／2026年度双拥工作总结
    云溪县自然资源和规划局2026年度／耕地保护和高标准农田建设工作总结
    青石镇2026年秸秆禁烧／和大气污染防治工作总结
    云溪县人民法院2026年度／落实司法体制改革任务工作情况报告
    云溪县图书馆2026年度／公共文化服务和全民阅读推广工作总结
    青石镇2026年党风廉政建设工作总结
    中共青石镇委员会2026年度／履行全面从严治党主体责任情况报告
    云溪县农业农村局／2026年度乡村振兴工作总结
    云溪县人民政府办公室／关于2026年度法治政府建设工作情况的报告";

/// 7.3.1: 回行时词意完整、排列对称、长短适宜，梯形或菱形.
#[test]
fn long_titles_are_broken_by_sense() {
    for title in TITLES.lines().map(str::trim).filter(|title| !title.is_empty()) {
        let expected: Vec<&str> = title.split('／').collect();
        let document = project(&expected.concat(), &["一年来。"]);
        assert_eq!(page::title_lines(&document, &Fonts::bundled()), expected);
        let lines = all_lines(&lay_out(&document)).into_iter().filter(|(kind, _)| *kind == Kind::Title);
        assert_eq!(lines.map(|(_, text)| text).collect::<Vec<_>>(), expected);
    }
    let long = "中共云溪县委云溪县人民政府关于2026年度巩固拓展脱贫攻坚成果同乡村振兴有效衔接和农业农村现代化建设工作情况的报告";
    let found = page::title_lines(&project(long, &[]), &Fonts::bundled());
    assert_eq!(found.concat(), long);
    assert_eq!(found.len(), 3, "{found:?}");
    let lengths: Vec<usize> = found.iter().map(|line| line.chars().count()).collect();
    assert!(lengths.iter().all(|length| (12..=22).contains(length)), "{found:?}");
    assert!(!(lengths[1] < lengths[0] && lengths[1] < lengths[2]), "{found:?} has a waist");
}

/// 7.5: 4号, 一字线 on both sides, 7 mm under the 版心, one character off the outer side.
#[test]
fn page_numbers() {
    let long = project("", &[&"镇".repeat(700)]);
    let number = |project: &Project, page: usize| {
        let layout = lay_out(project);
        let number = layout.pages[page].number.clone()?;
        let (first, last) = (*number.glyphs.first().unwrap(), *number.glyphs.last().unwrap());
        let said: String = number.glyphs.iter().map(|glyph| glyph.char).collect();
        Some((said, number.size, first.left / MM, (last.left + last.width) / MM, number.baseline / MM))
    };
    let own = 14.0 / MM;
    let (said, size, _, right, baseline) = number(&long, 0).unwrap();
    assert_eq!((said.as_str(), size), ("—1—", 14.0));
    near(right, 184.0 - own);
    near(baseline, 262.0 + 7.0 + 0.38 * own);
    near(number(&long, 1).unwrap().2, 28.0 + own);
    let placed = |place| with(long.clone(), |profile| profile.page_number.place = place);
    near(number(&placed(NumberPlace::Right), 1).unwrap().3, 184.0 - own);
    let (_, _, left, right, _) = number(&placed(NumberPlace::Centre), 1).unwrap();
    near((left + right) / 2.0, (28.0 + 184.0) / 2.0);
    assert_eq!(number(&placed(NumberPlace::None), 0), None);
}

/// What other profiles change.
#[test]
fn profiles() {
    let points = with(project("", &[&"镇".repeat(3000)]), |profile| {
        profile.grid.pitch = Pitch::Points(Pt::new(28.0).unwrap());
    });
    let layout = lay_out(&points);
    let found: Vec<_> = lines(&layout, 0).collect();
    assert_eq!(found.len(), 22);
    near((found[1].0.baseline - found[0].0.baseline) / MM, 28.0 / MM);
    // 。 has no room on the first line: it hangs over the edge.
    let text = format!("{}。{}", "镇".repeat(26), "村".repeat(40));
    let hangs = with(project("", &[&text]), |profile| profile.overflow = Overflow::Hang);
    let layout = lay_out(&hangs);
    let first = lines(&layout, 0).next().unwrap();
    assert_eq!(first.2.glyphs.len(), 27);
    near(first.2.glyphs[25].left / MM, 184.0 - CELL);
}

/// A heading is not the last line of a page, and the 落款 takes two lines of text along.
#[test]
fn what_keeps_together() {
    // 21 lines, then a heading that would be the page's last line.
    let text = format!("总结\n{}\n一、党建工作\n{}\n", "镇".repeat(26 + 18 * 28), "村".repeat(60));
    let layout = lay_out(&read(&text));
    assert_eq!(texts(&layout, 1).first().map(String::as_str), Some("一、党建工作"));
    assert_eq!(texts(&layout, 0).len(), 20);
    // 20 lines with the title's, a blank one, then the 落款: its date has no room.
    for (lines_of_text, moved) in [(17, 0), (18, 2), (19, 2), (20, 2)] {
        let body = "镇".repeat(26 + (lines_of_text - 1) * 28);
        let layout = lay_out(&signed(project("总结", &[&body]), "青石镇人民政府", "2026年12月1日"));
        let on_second = if layout.pages.len() > 1 { texts(&layout, 1).len() } else { 0 };
        assert_eq!(on_second, if moved == 0 { 0 } else { moved + 2 }, "{lines_of_text} lines");
    }
}

/// Lines of a text of one paragraph.
fn broken(text: &str) -> Vec<String> {
    all_lines(&lay_out(&project("", &[text]))).into_iter().map(|(_, line)| line).collect()
}

/// GB/T 15834—2011 5.1: which marks may not stand at a line's start or end.
#[test]
fn marks_at_the_edges() {
    let pad = |count: usize| "镇".repeat(count);
    for (count, rest) in [
        (26, "。后来"),
        (26, "，后来"),
        (25, "了（以下简称办法）后来"),
        (26, "《办法》"),
        (25, "《办法》"),
        (24, "“三会一课”。”后来"),
        (25, "……后来"),
        (25, "——后来"),
        (25, "2026年后来"),
        (24, "1260.5万元后来"),
        (25, "2021—2025年后来"),
        (25, "91.9%后来"),
        (24, "Windows系统后来"),
        (25, "2～3个村"),
    ] {
        let text = format!("{}{rest}{}", pad(count), "村".repeat(40));
        let found = broken(&text);
        assert_eq!(found.concat(), text);
        for line in &found {
            let (first, last) = (line.chars().next().unwrap(), line.chars().next_back().unwrap());
            assert!(
                !"。，、；：！？）》”…—％%～".contains(first)
                    || line.starts_with("……")
                    || line.starts_with("——"),
                "{found:?}"
            );
            assert!(!"（《“".contains(last), "{found:?}");
        }
        for whole in ["……", "——", "2026年", "1260.5万元", "2021—2025年", "91.9%", "Windows", "2～3个"]
        {
            let cut = text.contains(whole) && !found.iter().any(|line| line.contains(whole));
            assert!(!cut, "{whole} in {found:?}");
        }
    }
}

/// Numbers with what they count by, words and addresses, slid over a line's end in a text without
/// marks: each stays whole, and the line before it is not drawn apart for all to see.
#[test]
fn whole_on_a_line() {
    let cell = CELL * MM;
    let tokens = "24小时 8小时 36个月 7个工作日 15分钟 500千瓦时 9枚 132节 8讲 2口 48剂次 9折 3架 1号楼 100多万元 \
        200多名 3多次 20余户 50周年 第3季度 -3℃ +5.6% ≥95% 5+2 R&D a_b@c-d.com C++ 3×5米 1∶500 3#楼 ①加 约500人 \
        2～3个 1.5万亩 3千克 GB/T 2026年 10万余件 5年级 3个半月 60秒 2份 １２人";
    for token in tokens.split_whitespace() {
        for before in 12..28 {
            let text = format!("{}{token}{}", "镇".repeat(before), "村".repeat(60));
            let layout = lay_out(&project("", &[&text]));
            let found: Vec<String> = texts(&layout, 0);
            assert!(found.iter().any(|line| line.contains(token)), "{token} in {found:?}");
            for (_, _, line, text) in lines(&layout, 0) {
                let apart = |two: &[Glyph]| two[1].left - two[0].left - two[0].width;
                let most = line.glyphs.windows(2).map(apart).fold(0.0, f32::max);
                // No line is drawn apart for all to see, but before an address.
                assert!(most < 0.2 * cell || token.contains('@'), "{most} points apart: {text}");
            }
        }
    }
}

/// A long unit is parted before a line is drawn apart: 个 may end one, its number not.
#[test]
fn long_units_have_a_joint() {
    for (token, parts) in [("比上年提高15.62个百分点", "个|百分点"), ("128.5万千瓦时", "万|千瓦时")]
    {
        let mut parted = 0;
        for before in 12..28 {
            let found = broken(&format!("{}{token}{}", "镇".repeat(before), "村".repeat(60)));
            let whole = parts.replace('|', "");
            let (first, last) = parts.split_once('|').unwrap();
            let joint = found.windows(2).any(|two| two[0].ends_with(first) && two[1].starts_with(last));
            assert!(joint || found.iter().any(|line| line.contains(&whole)), "{found:?}");
            parted += usize::from(joint);
        }
        assert!((1..8).contains(&parted), "{token}: parted {parted} times");
    }
}

/// An address that no line holds is parted, best behind one of its marks.
#[test]
fn long_addresses() {
    let address =
        "https://www.qingshi.example.gov.cn/zwgk/fdzdgknr/2026/index_12.html?id=20261231&from=home_page";
    for before in 0..28 {
        let text = format!("{}{address}{}", "镇".repeat(before), "村".repeat(60));
        let layout = lay_out(&project("", &[&text]));
        let found = texts(&layout, 0);
        assert_eq!(found.concat(), text);
        for ((.., line, said), last) in lines(&layout, 0).zip((0..found.len()).rev()) {
            assert!(right(line) < 184.0 + NEAR, "{said}");
            assert!(last == 0 || right(line) > 184.0 - 3.0 * CELL, "{said} in {found:?}");
        }
        assert!(found.len() <= 6, "{found:?}");
    }
}

/// A mark that has no room is drawn in: the line is full and inside the 版心, and its characters
/// stay whole.
#[test]
fn a_mark_is_drawn_in() {
    let text = format!("{}，{}。{}", "镇".repeat(12), "村".repeat(13), "社".repeat(40));
    let layout = lay_out(&project("", &[&text]));
    let (_, _, line, said) = lines(&layout, 0).next().unwrap();
    assert!(said.ends_with('。') && said.chars().count() == 27, "{said}");
    near(right(line), 184.0);
    let widths: Vec<f32> = line
        .glyphs
        .iter()
        .filter(|glyph| glyph.char != '，' && glyph.char != '。')
        .map(|glyph| glyph.width / MM)
        .collect();
    widths.iter().for_each(|&width| near(width, CELL));
}

/// No line of one character at the end of a paragraph where a squeeze avoids it.
#[test]
fn no_lone_character() {
    let text = format!("{}，{}，{}了。", "镇".repeat(10), "村".repeat(10), "社".repeat(5));
    let found = broken(&text);
    assert!(found.last().unwrap().chars().count() > 2 || found.len() == 1, "{found:?}");
}

/// Every click leads to the place that the character comes from.
#[test]
fn sources_lead_back() {
    let mut project =
        read("总结\n导语。\n一、党建工作\n（一）抓学习。学习了。\n一是甲。二是乙。\n二、打算\n 继续\n");
    let layout = lay_out(&project);
    for paragraph in &layout.paragraphs {
        assert!(!paragraph.sources.is_empty(), "{}", paragraph.text);
        for (index, source) in paragraph.sources.iter().enumerate().filter(|(_, source)| !source.generated) {
            let end = paragraph.sources.get(index + 1).map_or(usize::MAX, |next| next.at);
            let shown: String = paragraph.text.chars().skip(source.at).take(end - source.at).collect();
            let whole = match source.caret.place {
                Place::Title => project.title.join("\n"),
                Place::Heading(id) => project.section(id).unwrap().heading.clone(),
                Place::Text(id) => project.section(id).unwrap().text(),
                place => panic!("{place:?}"),
            };
            let there: String = whole.chars().skip(source.caret.offset).take(shown.chars().count()).collect();
            assert_eq!(there, shown);
        }
    }
    // Paragraphs count on within their section.
    project.apply(Edit::SetParagraphs(1, vec!["甲".into(), "　乙".into(), "丙\u{2028}丁".into()]));
    let offsets: Vec<_> = lay_out(&project).paragraphs[1..5]
        .iter()
        .map(|p| (p.text.clone(), p.sources[0].caret.offset))
        .collect();
    assert_eq!(offsets, [("甲".into(), 0), ("乙".into(), 3), ("丙".into(), 5), ("丁".into(), 7)]);
}

/// What did not change is not set again, and nothing differs for it.
#[test]
fn an_edit_gives_the_same_pages() {
    let mut project = read(include_str!("data/青石镇2026年党风廉政建设工作总结.txt"));
    let mut typesetter = Typesetter::new(Fonts::bundled());
    typesetter.lay_out(&project);
    project.apply(Edit::SetParagraphs(1, vec!["一年来，全镇工作有新进展。".into()]));
    let (again, anew) = (typesetter.lay_out(&project), lay_out(&project));
    assert_eq!(again.pages, anew.pages);
    assert_eq!(again.paragraphs, anew.paragraphs);
}

#[test]
fn odd_documents() {
    assert_eq!(lay_out(&Project::new("试".into())).pages.len(), 1);
    let layout = lay_out(&project("", &["\u{E000}\u{E000}\u{1F3D4}"]));
    assert_eq!(
        layout.missing.iter().map(|missing| (missing.char, missing.count)).collect::<Vec<_>>(),
        [('\u{E000}', 2), ('\u{1F3D4}', 1)]
    );
    for text in [
        "a".repeat(3000),
        "。".repeat(3000),
        "（".repeat(3000),
        "\u{301}".repeat(300),
        "…".repeat(500),
        "9".repeat(500),
    ] {
        let layout = lay_out(&project("", &[&text]));
        assert_eq!(all_lines(&layout).into_iter().map(|(_, line)| line).collect::<String>(), text);
        for page in 0..layout.pages.len() {
            assert!(
                lines(&layout, page)
                    .filter(|(_, _, line, _)| !line.glyphs.is_empty())
                    .all(|(_, _, line, _)| right(line) < 184.0 + NEAR)
            );
        }
    }
}

#[test]
fn the_sample_takes_four_pages() {
    let Some(folder) = std::env::var_os("SUIGAO_SAMPLES") else {
        println!("skipped: SUIGAO_SAMPLES names no folder");
        return;
    };
    let bytes = std::fs::read(Path::new(&folder).join("2023-党风廉政建设工作总结.txt")).unwrap();
    let Decoded::Text { text, .. } = import::decode(&bytes).unwrap() else { panic!("undecided") };
    let layout = lay_out(&read(&text));
    assert_eq!(layout.pages.len(), 4);
    assert_eq!(layout.missing, []);
}

/// Text that is heavy with what line breaking has rules for.
fn heavy() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "镇",
        "工作",
        "开展了",
        "党风廉政建设",
        "。",
        "，",
        "、",
        "；",
        "：",
        "！",
        "？",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "‘",
        "’",
        "……",
        "——",
        "～",
        "·",
        "2026年",
        "12月1日",
        "91.9%",
        "1260.5万元",
        "2021—2025年",
        "3",
        "A",
        "Word",
        "GB/T 9704—2012",
        "〔2026〕5号",
        " ",
        "\u{3000}",
        "𠮷",
        "①",
        "℃",
        "\u{200B}",
        "e\u{301}",
        "㎡",
        "5+2",
        "a_b@c-d.com",
        "≥95%",
        "-3℃",
        "5.6个百分点",
        "100多万元",
        "【",
        "】",
        "/",
    ]);
    prop::collection::vec(fragment, 1..160).prop_map(|fragments| fragments.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The rules hold on every line, nothing is lost, and every line is within the 版心.
    #[test]
    fn lines_keep_the_rules(text in heavy()) {
        let mut document = project("总结", &[&text]);
        document.apply(Edit::Insert { parent: 2, index: 0, section: Section { heading: "题".into(), ..Section::default() } });
        let layout = lay_out(&document);
        let said = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').collect::<String>();
        let lines: Vec<_> = layout.paragraphs.iter().flat_map(|paragraph| {
            paragraph.lines.iter().enumerate().map(move |(number, line)| (number, line, self::text(&paragraph.text, line), paragraph))
        }).collect();
        let body: String = lines.iter().filter(|(.., paragraph)| paragraph.kind == Kind::Body).map(|(_, _, text, _)| text.as_str()).collect();
        prop_assert_eq!(said(&body), said(&text));
        for (number, line, text, paragraph) in &lines {
            for glyph in &line.glyphs {
                prop_assert!(glyph.left > layout.frame.left - 0.1, "{}", text);
                prop_assert!(glyph.left + glyph.width < layout.frame.right + 0.1, "{}", text);
            }
            let seen: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').collect();
            let (Some(&first), Some(&last)) = (seen.first(), seen.last()) else { continue };
            // A run of marks alone that no line holds may be cut anywhere.
            let marks = |c: char| !c.is_alphanumeric();
            let free = seen.iter().filter(|&&c| !marks(c)).count() < 8;
            if *number > 0 && !free {
                prop_assert!(!"。，、；：！？）》”’～·%".contains(first), "{} in {}", text, paragraph.text);
            }
            if *number + 1 < paragraph.lines.len() && !free {
                prop_assert!(!"（《“‘〔".contains(last), "{} in {}", text, paragraph.text);
                let end = line.glyphs.last().map_or(0.0, |glyph| glyph.left + glyph.width);
                // Before a run of half a line it may stay short.
                prop_assert!(end > layout.frame.right - 0.1 || seen.iter().filter(|&&c| c > '\u{2E80}').count() < 17, "{} in {}", text, paragraph.text);
            }
        }
    }
}
