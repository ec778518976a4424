//! 标点: GB/T 15834—2011

mod brackets;
mod dashes;
mod ends;
mod half_width;
mod odd;
mod pairs;
mod quotes;
mod ranges;
mod spaces;

use super::rule::{Check, Group, Hit, Rule, Severity};
use super::{Facts, Passage};

const STANDARD: &str = "GB/T 15834—2011";

const fn row(id: &'static str, severity: Severity, clause: &'static str, safe: bool, check: Check) -> Rule {
    Rule { id, group: Group::Marks, severity, clause, safe, check }
}

const fn should(id: &'static str, clause: &'static str, check: PassageCheck) -> Rule {
    row(id, Severity::Should, clause, true, Check::Passage(check))
}

const fn hint(id: &'static str, clause: &'static str, check: PassageCheck) -> Rule {
    row(id, Severity::Hint, clause, false, Check::Passage(check))
}

type PassageCheck = fn(&Passage, &Facts, &mut Vec<Hit>);

/// What is only to be improved has no safe fix; a hit of a safe rule that is not sure has none.
pub const RULES: &[Rule] = &[
    should("half-width-mark", "GB/T 15834—2011 5.1", half_width::marks),
    should("half-width-bracket", "GB/T 15834—2011 4.9", half_width::brackets),
    should("half-width-stop", "GB/T 15834—2011 4.1", half_width::stops),
    should("doubled-mark", STANDARD, half_width::doubled),
    should("ellipsis", "GB/T 15834—2011 4.11", dashes::ellipses),
    hint("ellipsis-and-etc", "GB/T 15834—2011 4.11", dashes::ellipses_after_etc),
    should("dash", "GB/T 15834—2011 4.10", dashes::dashes),
    should("range-mark", "GB/T 15834—2011 4.13", ranges::marks),
    hint("mark-between-quotes", "GB/T 15834—2011 4.5.3.5", quotes::between),
    should("mark-before-etc", "", odd::before_etc),
    should("straight-quote", "GB/T 15834—2011 4.8", quotes::straight),
    should("corner-bracket", "GB/T 15834—2011 4.8", brackets::corners),
    should("angle-bracket", "GB/T 15834—2011 4.15", brackets::angles),
    row("unpaired-mark", Severity::Should, STANDARD, false, Check::Whole(pairs::unpaired)),
    hint("nested-mark", "GB/T 15834—2011 4.8", pairs::nested),
    should("space", "", spaces::certain),
    hint("space-in-sentence", "", spaces::in_sentence),
    should("heading-mark", "", ends::after_heading),
    row("run-in-heading-mark", Severity::Should, "", true, Check::Whole(ends::run_in)),
    should("document-number-bracket", "GB/T 9704—2012 7.2.5", odd::document_number),
    should("document-number", "GB/T 9704—2012 7.2.5", odd::number_of_document),
    should("name-dot", "GB/T 15834—2011 4.14", odd::name_dots),
];

#[cfg(test)]
mod tests {
    use crate::import;
    use crate::judge::testing::{judge, project};
    use crate::judge::{Finding, Group, Report, fix};
    use crate::model::Project;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    const GROUPS: [Group; 4] = [Group::Marks, Group::Digits, Group::Characters, Group::Secrets];

    fn findings(project: &Project) -> Vec<Finding> {
        let ours = |finding: &Finding| GROUPS.contains(&finding.rule.group);
        judge(project).findings.into_iter().filter(ours).collect()
    }

    /// The project with the best fix of every finding, or of every safe one.
    fn fixed(project: &Project, only_safe: bool) -> Project {
        let report = Report { findings: findings(project), ..Report::default() };
        let changes = if only_safe { fix::safe(&report) } else { fix::all(&report) };
        let mut fixed = project.clone();
        if let Some(edit) = fix::edit(project, &changes) {
            fixed.apply(edit);
        }
        fixed
    }

    fn text(project: &Project) -> String {
        project.body.children[0].text()
    }

    /// The real summary that the program is built around, which is not part of the repository.
    #[test]
    fn the_sample() {
        let Some(folder) = std::env::var_os("SUIGAO_SAMPLES") else { return };
        let path = std::path::Path::new(&folder).join("2023-党风廉政建设工作总结.txt");
        let text = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
        let project = import::read(&text, "sample".into(), &import::JunkChoice::KeepAll).project;
        let found = findings(&project).into_iter().map(|finding| (finding.rule.id, finding.words));
        assert_eq!(found.collect::<Vec<_>>(), [("range-mark", "2－3".to_owned())]);
    }

    /// Prose of offices that is as it should be.
    #[test]
    fn good_prose() {
        for text in GOOD {
            let found =
                findings(&project(&[text])).into_iter().map(|finding| (finding.rule.id, finding.words));
            assert_eq!(found.collect::<Vec<_>>(), [], "{text}");
        }
    }

    const GOOD: &[&str] = &[
        "全年办理信访案件24件，办结率93.3%，同比提高0.5个百分点，接待群众1500多户5200多人次。",
        "2023—2025年，完成投资1500.5万元，新建水渠3.2公里、道路5公里，惠及群众2～3个村、约300人。",
        "上午9:30召开会议，按照1:500的比例制图，执行GB/T 9704—2012，文号为青政发〔2023〕5号、云委办发〔2022〕108号。",
        "坚持“5+2”“白加黑”，落实“三会一课”“一岗双责”，增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "学习《中国共产党章程》《关于转发〈条例〉的通知》（试行）和党的二十大、二十届三中全会精神……",
        "评出一、二等奖6名，第一、二季度考核优秀；6、7月份开展整治，三四天内办结，十几个村参加。",
        "“十四五”以来，青石镇——云溪县的东大门——发生了深刻变化：一是产业更强；二是乡村更美。",
        "他说：“怎么办？干！”大家都笑了。村（社区）干部、“两委”班子成员、人大代表等20余人参加。",
        "网址为http://www.qingshi.gov.cn/a,b?c=1，信箱为a.b@qingshi.gov.cn，安装了OA、ERP等系统，使用Word 2016。",
        "海拔1,200米，气温-5℃～35℃，面积500平方米，单价0.8元/千克，容积率2.0，WiFi覆盖率100%。",
        "卡尔·马克思说过，𠮷姓群众和镕、堃、喆等姓名用字照写；①②③款和附件1—3照办。",
        "近10余年来，节约50多万元，达100余人次；超过100人，约50户，300人左右，至少3次。",
        "“二〇三五年远景目标”已明确；农历八月十五、正月初一放假。",
        "其中：党员24名，占8%；群众1,200人。（以上数据截至2023年12月31日）",
    ];

    const WORDS: &[&str] = &[
        "落实",
        "责任",
        "全镇",
        "三年",
        "三个村",
        "联系",
        "约",
        "卡尔",
        "黨員",
        "⻓期",
        "工作",
        "24",
        "２３",
        "2023",
        "08",
        "3",
        "10",
        "1,500",
        "0.5",
        "OA",
        "二〇二三年",
        "于二○二三年",
        "“四风”",
        "《党章》",
        "（试行）",
        "(试行)",
        "\"三会一课\"",
        "“四风\"",
        "〔2023〕5号",
        "[2023]5号",
        "20届3中",
        "98％",
        "http://a.cn",
        "110101190001010014",
    ];

    const GLITCHES: &[&str] = &[
        "，",
        "。",
        "、",
        "：",
        "；",
        ",",
        ", ",
        ";",
        ":",
        ".",
        ". ",
        "，，",
        "。。",
        ",，",
        " ",
        " ，",
        "， ",
        "...",
        "……",
        "…",
        "。。。",
        "--",
        "——",
        "—",
        "－－",
        "－",
        "-",
        "~",
        "～",
        "•",
        "·",
        "年",
        "月",
        "日",
        "号",
        "个",
        "万元",
        "%",
        "等",
        "等...",
        "左右",
        "余",
        "多人",
        "第",
        "　",
        "",
        "",
        "",
        "",
    ];

    /// All that can go wrong, in any order.
    const PIECES: &[&str] = &[
        "，", "。", "、", ",", ".", "(", ")", "“", "”", "《", "\"", "'", "-", "—", "…", " ", "２", "年",
        "\u{A0}", "\u{200B}",
    ];

    fn pieces(list: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
        proptest::sample::select(list)
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 1000,
            rng_seed: RngSeed::Fixed(15834),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        /// What is fixed stays fixed: one more time changes nothing, and no new rule is broken.
        #[test]
        fn fixes_are_final(
            parts in proptest::collection::vec((pieces(WORDS), pieces(GLITCHES)), 0..6),
            only_safe: bool,
        ) {
            let before = project(&[&parts.iter().flat_map(|(word, glitch)| [*word, *glitch]).collect::<String>()]);
            let after = fixed(&before, only_safe);
            let broken = |project: &Project| findings(project).len();
            prop_assert!(broken(&after) <= broken(&before), "{} -> {}", text(&before), text(&after));
            let again = fixed(&after, only_safe);
            prop_assert_eq!(text(&again), text(&after), "from {}", text(&before));
        }

        /// Whatever the text, fixing comes to an end.
        #[test]
        fn fixing_ends(
            parts in proptest::collection::vec(prop_oneof![pieces(WORDS), pieces(GLITCHES), pieces(PIECES)], 0..16),
        ) {
            let mut project = project(&[&parts.concat()]);
            for _ in 0..8 {
                project = fixed(&project, false);
            }
            prop_assert_eq!(text(&fixed(&project, false)), text(&project));
        }
    }
}
