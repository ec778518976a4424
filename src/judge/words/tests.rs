use super::{Entry, Grade, Lexicon, Lists};
use crate::judge::testing::{check, check_fixes, fixed, judge, project, words_in};
use crate::judge::{Group, Judge, Setup, fix};
use proptest::prelude::*;
use std::sync::Arc;

/// What official prose has that is right, and holds the characters of something wrong.
const CLEAN: &[&str] = &[
    "",
    "与其他部门一道，截至2025年12月底，其他事项尤其它的影响另行说明，报名截止12月31日。",
    "报名截止时间为12月31日，截止日期不变，移交待办事项，成交待付款，提交待审材料，台账齐全。",
    "全年办理信访案件24件，2023—2025年，上午9:30，1:500，GB/T 9704—2012，“5+2”“白加黑”。",
    "一、二等奖，〔2023〕5号，党的二十大，0.5个百分点，三会一课，四个意识，𠮷。",
    "发布署名文章，发放救灾帐篷，查帐篷，大批露天堆场，一批露营地，大幅射击训练。",
    "人群从四面八方聚集，干部群众踊跃参加，从群众中来，到群众中去，服务群众。",
    "按装机容量计算，按装修合同办理，成就象征着荣誉，美好象征，良好象棋氛围。",
    "知己经历丰富，自己经营，来自已建成的项目，法律已经颁布，纪律已经严明，规律已经掌握。",
    "工作崇尚廉洁，严峻工作形势，险峻工地，安抚贫困群众，党组职责，全党之部署，把压力传到基层。",
    "在这片土地流传着红色故事，上海拨付资金，青海拨款，挑选拨打电话的时间，竟选择不作为。",
    "更迭加快，多重迭代，讲座标题，多种插座标准，过渡期，过度期待，必须品行端正，必需要素。",
    "荷兰图书馆，乌兰图雅，蔚蓝球场，书札实物，给予备案，给予防护，授予备役军官，给予算法支持。",
    "频繁锁定，举措失当，无措失语，交错施工，过错施以惩戒，常态话题，机械话务员，网格话费。",
    "社会主义意识形态，民主集中制，三重一大，两学一做，科学发展关键在人，主题责任区。",
    "合作好、工作好、写作好、操作好，当作为民办事的平台，做为人民服务的表率，作为党员干部。",
    "预约话费，签约话术，节约话费，公约话题，约谈干部2人，谈话提醒12次，会签定稿，抽签定位。",
    "目的的实现，众矢之的的教训，了了解情况，不甚了了，和和美美，共和和谐，宜居宜业和美乡村。",
    "现在在建项目3个，存在在校生，研究研究、学习学习、讨论讨论，一步步一步步，加油干加油干。",
    "石门村石门村民小组，二〇二二〇二，人人人人，千千万万，高高兴兴，层层落实，时时处处。",
    "增强“四个意识”、坚定“四个自信”、做到“两个维护”，政治意识、大局意识、核心意识、看齐意识。",
    "政治判断力、政治领悟力、政治执行力，道路自信、理论自信、制度自信、文化自信，共商国是。",
    "不断推进、不断的努力，切实的利益，全面的进步，既使群众受益，又使集体增收。",
    "召开座谈会3次，作出部署，作出贡献，反映情况，快速反应情况良好，严于律己，得寸进尺。",
    "办公权利益，行政权利益，公民权利，依法行使权利，权力清单，权力运行，法治建设，依法治国。",
];

#[test]
fn right_words_are_left_alone() {
    for text in CLEAN {
        let report = judge(&project(&[text]));
        let ours = report.findings.iter().filter(|finding| finding.rule.group == Group::Words);
        let found: Vec<_> = ours.map(|finding| (finding.rule.id, &finding.words)).collect();
        assert_eq!(found, [], "{text}");
    }
}

#[test]
fn lists_are_read() {
    for text in super::lexicon::BUILT_IN {
        let lists: Result<Lists, _> = ron::from_str(text);
        assert!(lists.is_ok(), "{:?}", lists.err());
    }
    let lexicon = Lexicon::built_in();
    assert!(lexicon.entries().len() > 700);
    for entry in lexicon.entries() {
        assert!(entry.wrong.chars().count() > 1, "{entry:?}");
        assert!(!entry.right.contains(&entry.wrong), "{entry:?}");
        assert_eq!(entry.source.is_empty(), entry.checked.is_empty(), "{entry:?}");
        assert_eq!(entry.source.is_empty(), entry.grade != Grade::Formulation, "{entry:?}");
    }
}

/// A text in which an entry applies, with its right form or its wrong one.
fn text_of(entry: &Entry, word: &str) -> String {
    let condition = |list: &[String]| match list.first().map(String::as_str) {
        Some("#") => "5".to_owned(),
        Some("|") | None => "，".to_owned(),
        Some(words) => words.to_owned(),
    };
    let then = if entry.not_then.is_empty() { "" } else { "了" };
    format!("{}{word}{}{then}", condition(&entry.prev), condition(&entry.next))
}

#[test]
fn every_entry_is_found_and_its_fix_is_right() {
    for entry in Lexicon::built_in().entries() {
        let rule = match entry.grade {
            Grade::Typo => "typo",
            Grade::Wrong => "wrong-word",
            Grade::Doubtful => "doubtful-word",
            Grade::Hint => "word-hint",
            Grade::Formulation => "formulation",
        };
        let text = text_of(entry, &entry.wrong);
        let found = words_in(rule, &project(&[&text]));
        assert!(found.contains(&entry.wrong), "{entry:?} in {text}: {found:?}");
        if !entry.right.is_empty() {
            let right = fixed(rule, &text);
            let left = judge(&project(&[&right])).findings;
            let left = left.iter().filter(|finding| finding.rule.group == Group::Words);
            let left: Vec<_> = left.map(|finding| (finding.rule.id, &finding.words)).collect();
            assert_eq!(left, [], "{text} → {right}");
        }
    }
}

#[test]
fn grades() {
    check(
        "typo",
        &[
            ("再接再励，竞竞业业", "再接再励|竞竞业业"),
            ("乡村振新和党风连政建设", "乡村振新|党风连政"),
            ("镇纪律检察委员会", "纪律检察委员会"),
            ("贯彻落时，惯彻到底", "贯彻落时|惯彻"),
            ("县检查院和各部们", "检查院|各部们"),
            ("人居环竟整治", "人居环竟"),
            ("小微权利清单", "小微权利"),
        ],
        &["检查院落环境卫生", "到县检查院内卫生", "从严从实，领导班子", "兢兢业业", "再接再厉"],
    );
    check(
        "wrong-word",
        &[
            ("其它工作", "其它"),
            ("截止2025年12月底", "截止"),
            ("截止目前，共办结", "截止目前"),
            ("交待任务，建立台帐", "交待|台帐"),
            ("作好准备，做出部署", "作好|做出部署"),
            ("公权利、权利运行", "公权利|权利运行"),
            ("煤气泄露，泄漏国家秘密", "煤气泄露|泄漏国家秘密"),
        ],
        &["截止时间", "办公权利益", "泄露国家秘密"],
    );
    check(
        "doubtful-word",
        &[
            ("每季度进行一次约话", "约话"),
            ("纳入党委议事议程", "议事议程"),
            ("群众反应强烈", "群众反应强烈"),
            ("激动不能自己。", "不能自己"),
            ("党员到社区报道", "到社区报道"),
            ("行政权利", "行政权利"),
        ],
        &["预约话费", "议事日程", "不能自己决定", "应急反应情况", "化学反应情况"],
    );
    check(
        "word-hint",
        &[
            ("执纪为民", "执纪为民"),
            ("法制建设", "法制建设"),
            ("不断的推进", "不断的"),
            ("有力的推动了全镇发展", "有力的"),
            ("做出贡献", "做出贡献"),
            ("成份", "成份"),
            ("撤消", "撤消"),
        ],
        &[
            "执政为民",
            "不断的努力",
            "一份量",
            "起到有力的推动作用，形成持续的推进机制",
            "还有持续的改进空间，采取有力的推进措施",
            "得到有力的推动。",
            "经历全面的提升过程，给予有力的推动和保障",
            "做好深入的落实方案，制定切实的改进举措",
        ],
    );
    check(
        "formulation",
        &[
            ("以习近平总书记为核心的党中央", "以习近平总书记为核心的党中央"),
            ("增强“四个自信”", "增强“四个自信”"),
            ("核心意识、大局意识", "核心意识、大局意识"),
            ("共商国事", "共商国事"),
            ("党的群众路线实践教育活动", "群众路线实践教育活动"),
            ("人大代表参政议政", "人大代表参政议政"),
        ],
        &["增强“四个意识”“四个自信”", "树牢“四个意识”", "大局意识、政治意识", "国事访问"],
    );
    check_fixes(
        "wrong-word",
        &[
            ("截止2025年底，其它事项", "截至2025年底，其他事项"),
            ("截止到12月底", "截至12月底"),
            ("𠮷其它", "𠮷其他"),
        ],
    );
    check_fixes("typo", &[("一如继往", "一如既往"), ("己经完成", "已经完成"), ("把自已的", "把自己的")]);
}

#[test]
fn words_that_sound_alike() {
    check(
        "wrong-word",
        &[
            ("督促餐饮单位按装可燃气体报警装置", "按装"),
            ("6户因不附合规划条件未予批准", "附合"),
            ("力挣初次信访一次性化解率保持在95%以上", "力挣"),
            ("事故起数降至历史最底，", "最底"),
            ("320名孩子渡过了一个快乐假期", "渡过了一个"),
            ("安全渡过汛期，渡过一个祥和的春节", "渡过汛期|渡过一个"),
        ],
        &[
            "按装机容量、按装配式建筑标准、按装备水平、按装修合同",
            "房屋附合于土地，附合导线测量",
            "努力挣钱，主力挣脱，全力挣扎，靠体力挣工分",
            "最底层、最底部、最底端，压在箱子的最底",
            "渡过了一个又一个难关，企业渡过了一个艰难时期，渡过了急流险滩，共渡难关",
            "用渡船渡过清溪河，渡过一个渡口，渡过一个漩涡",
        ],
    );
    check("typo", &[("农业损失降到了最底。", "降到了最底"), ("成本降到最底、", "降到最底")], &["降到最底层"]);
    check(
        "doubtful-word",
        &[
            ("8月份，有网友反应集镇停车难", "反应"),
            ("据群众反应，路灯不亮", "反应"),
            ("接村民反应后立即处置", "反应"),
            ("群众向我们反应路灯不亮", "反应"),
            ("多名群众反应问题集中在用水上", "反应问题"),
            ("镇党委付书记带队督查", "付书记"),
            ("换届既将结束，项目既将竣工", "既将|既将"),
            ("经业主反应，电梯常坏", "反应"),
            ("保障了群众的合法权力。", "合法权力"),
            ("维护妇女儿童合法权力，", "合法权力"),
        ],
        &[
            "有群众反应热烈，据网友反应良好，群众反应平淡",
            "化学反应，应急反应，连锁反应，快速反应，过敏反应，不良反应，高原反应",
            "有家长反应过度",
            "解答不良反应问题12个，患者向我们反应良好",
            "付书记、付主任到村走访",
            "既将竣工验收纳入考核，又将结束时间倒排",
            "有群众反映路灯不亮",
            "合法权力机关、合法权力运行、合法权力与责任",
            "合法权益、合法权利",
        ],
    );
}

#[test]
fn pairs_of_the_project() {
    let mut project = project(&["村社和村（社区），《村社管理办法》", "村社干部"]);
    let review = Arc::make_mut(&mut project.review);
    review.pairs = vec![("村（社区）".into(), "村社".into())];
    assert_eq!(words_in("unwanted-form", &project), ["村社", "村社"], "a name in 《》 stays");
    let review = Arc::make_mut(&mut project.review);
    review.pairs = vec![("村社干部".into(), "村社".into()), (String::new(), String::new())];
    assert_eq!(words_in("unwanted-form", &project), ["村社"], "a part of the wanted form stays");
}

/// Each place is told once, whatever the groups of the rules.
#[test]
fn every_place_of_a_pair() {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let pairs =
        vec![pair("廉洁文化", "廉政文化"), pair("村（社区）", "社区"), pair("同", "同"), pair("空", "")];
    for (text, expected) in [
        ("加强廉政文化建设", "廉政文化"),
        ("廉政文化、廉洁文化、廉政文化", "廉政文化|廉政文化"),
        ("各村（社区）和社区", "社区"),
        ("柳林社区", "社区"),
        ("“廉政文化”进家庭", "廉政文化"),
        ("推进廉政文化阵地建设", "廉政文化"),
        ("《廉政文化》", ""),
        ("加强廉洁文化建设", ""),
        ("村（社区）", ""),
        ("廉政建设和文化建设", ""),
        ("同空", ""),
        ("𠮷", ""),
        ("", ""),
    ] {
        let mut project = project(&[text]);
        Arc::make_mut(&mut project.review).pairs.clone_from(&pairs);
        let findings = judge(&project).findings;
        let told = findings.iter().filter(|f| matches!(f.rule.group, Group::Words | Group::Names));
        let told: Vec<&str> = told.map(|finding| finding.words.as_str()).collect();
        assert_eq!(told.join("|"), expected, "{text}");
    }
}

#[test]
fn forms_that_are_mixed() {
    let texts = ["廉政文化、廉政文化", "廉洁文化，廉政文化，廉洁文化", "《关于加强廉洁文化建设的意见》"];
    let mut project = project(&texts);
    let findings = judge(&project).findings;
    let mixed: Vec<_> = findings.iter().filter(|finding| finding.rule.id == "mixed-forms").collect();
    assert_eq!(mixed.len(), 1, "told once");
    assert_eq!((mixed[0].words.as_str(), mixed[0].paragraph, mixed[0].related.len()), ("廉洁文化", 1, 1));
    let review = Arc::make_mut(&mut project.review);
    review.pairs = vec![("廉洁文化".into(), "廉政文化".into())];
    assert_eq!(words_in("mixed-forms", &project), [""; 0], "the project has said which");
    for silent in ["廉政文化", "廉洁文化和《廉政文化读本》", ""] {
        check("mixed-forms", &[], &[silent]);
    }
}

#[test]
fn the_users_own_words() {
    let lists = Lists {
        words: vec![
            Entry {
                wrong: "青山镇".into(), right: "青石镇".into(), grade: Grade::Typo, ..Entry::default()
            },
            Entry { wrong: "其它".into(), right: "其余".into(), ..Entry::default() },
        ],
        pairs: vec![("网格员".into(), "网格长".into())],
        except: vec!["约话室".into(), "廉洁约话".into()],
    };
    let setup = Setup { words: Arc::new(Lexicon::with(lists)), ..Setup::default() };
    let project = project(&["青山镇其它约话室，廉洁约话，约话，网格员和网格长"]);
    let report = Judge::default().judge(&Arc::new(project), &setup);
    let found = report.findings.iter().filter(|f| f.rule.group == Group::Words);
    let found: Vec<_> = found.map(|f| (f.rule.id, f.words.as_str(), f.fixes.first().cloned())).collect();
    let own = |rule, words, fix: Option<&str>| (rule, words, fix.map(str::to_owned));
    assert_eq!(
        found,
        [
            own("typo", "青山镇", Some("青石镇")),
            own("wrong-word", "其它", Some("其余")),
            own("doubtful-word", "约话", Some("约谈")),
            own("mixed-forms", "网格长", None),
        ]
    );
    assert_ne!(setup.words.stamp(), Lexicon::built_in().stamp());
}

/// Wrong words among marks, digits and right ones.
fn text_with_wrong_words() -> impl Strategy<Value = String> {
    let lexicon = Lexicon::built_in();
    let wrong: Vec<String> = lexicon.entries().iter().map(|entry| text_of(entry, &entry.wrong)).collect();
    let right = [
        "，", "。", "“", "”", "5", "2025年", "镇", "的", "工作", "𠮷", "##a##", "A ", "（", "）", "、", "12%",
    ];
    let pair = (prop::sample::select(wrong), prop::sample::select(right.to_vec()));
    prop::collection::vec(pair, 0..30)
        .prop_map(|pairs| pairs.into_iter().map(|(wrong, right)| wrong + right).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn safe_fixes_are_final(text in text_with_wrong_words()) {
        let first = project(&[&text]);
        let changes = fix::safe(&judge(&first));
        let fixed = changes.iter().find(|change| change.place.section().is_some());
        let fixed = fixed.map_or(text.clone(), |change| change.apply(&text));
        let left = judge(&project(&[&fixed])).findings;
        let left: Vec<_> = left.iter().filter(|f| f.rule.group == Group::Words && f.rule.safe).map(|f| &f.words).collect();
        prop_assert!(left.is_empty(), "{text} → {fixed}: {left:?}");
    }
}

/// The words of these groups stand in files of their own; all of them are found.
#[test]
fn rules_have_names() {
    let groups = [super::RULES, crate::judge::leftovers::RULES, crate::judge::repetition::RULES];
    for rule in groups.into_iter().flatten() {
        for (language, part) in [("zh-CN", "name"), ("zh-CN", "why"), ("en", "name"), ("en", "why")] {
            let key = format!("judge.rule.{}.{part}", rule.id.replace('-', "_"));
            let words = rust_i18n::t!(key.as_str(), locale = language);
            assert!(!words.is_empty() && !words.contains("judge."), "{language}: {words}");
        }
    }
}
