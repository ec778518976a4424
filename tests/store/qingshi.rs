//! The summary that tests of the disk write and read.

use std::sync::Arc;
use suigao::model::{Field, FieldKind, Guidance, Limit, Marker, Project, Section, Signature, Status, Unit};

/// A made-up summary of the made-up 青石镇 that uses every field of the model.
pub fn qingshi() -> Project {
    let mut project = Project::new("5f0c7a52-6b1e-4d2a-9b43-0a4e8e1f2c3d".into());
    let mut section = |heading: &str, paragraphs: &[&str], children: Vec<Section>| Section {
        heading: heading.into(),
        paragraphs: paragraphs.iter().map(ToString::to_string).collect(),
        children: children.into_iter().map(Arc::new).collect(),
        ..Section::new(project.new_section_id())
    };
    let points = vec![
        section("", &["压实责任。镇党委召开专题会议6次，签订责任书32份。"], vec![]),
        Section {
            own_paragraph: true,
            status: Status::Review,
            ..section("", &["抓实教育。开展“以案说纪”教育4场，覆盖党员干部286人次。"], vec![])
        },
    ];
    let first = Section {
        marker: Marker::Point,
        run_in: true,
        limit: Limit { min: Some(300), max: Some(600), unit: Unit::Words },
        status: Status::Done,
        guidance: Arc::new(Guidance {
            about: "写责任怎样落实".into(),
            review: vec!["有会议、有责任书、有数字".into()],
            patterns: vec!["{{单位}}党委召开专题会议…次".into()],
        }),
        ..section("强化组织领导，压紧压实主体责任", &["{{单位}}党委坚持把党风廉政建设摆在突出位置。"], points)
    };
    let second = Section {
        heading_runs_in: true,
        marker: Marker::Second,
        ..section(
            "加强监督执纪。",
            &["全年受理信访举报9件，办结9件。", "　　发放廉情\t明白卡1200余份。"],
            vec![],
        )
    };
    project.body = Arc::new(Section {
        marker: Marker::First,
        children: vec![Arc::new(first), Arc::new(second)],
        ..Section::new(2)
    });
    project.opening = Arc::new(Section {
        paragraphs: vec!["{{年度}}年，在县委和县纪委的坚强领导下，现将工作情况总结如下。".into()],
        ..Section::new(1)
    });
    project.closing =
        Arc::new(Section { paragraphs: vec!["{{年度+1}}年，再接再厉。".into()], ..Section::new(3) });
    project.template = "dangfeng-lianzheng".into();
    project.limit = Limit { max: Some(3000), ..Limit::default() };
    project.title = vec!["{{单位}}{{年度}}年".into(), "党风廉政建设工作总结".into()];
    project.fields = vec![
        Field {
            name: "单位".into(),
            kind: FieldKind::Unit,
            required: true,
            hint: "全称".into(),
            value: "青石镇".into(),
        },
        Field { name: "年度".into(), kind: FieldKind::Year, value: "2026".into(), ..Field::default() },
    ];
    project.signature =
        Some(Signature { unit: "中共{{单位}}委员会".into(), date: "2026年12月15日".into() });
    project
}
