//! The real summary that the program is built around. It is not part of the repository: its
//! folder is named by `SUIGAO_SAMPLES`, and without that there is nothing to test.

use std::path::Path;
use suigao::export::txt;
use suigao::import::{self, Decoded, JunkChoice};
use suigao::model::{Measure, flow};
use suigao::text::count::SharedMarks;

const FILE: &str = "2023-党风廉政建设工作总结.txt";

#[test]
fn the_sample_comes_apart_and_back() {
    let Some(folder) = std::env::var_os("SUIGAO_SAMPLES") else {
        println!("skipped: SUIGAO_SAMPLES names no folder with {FILE}");
        return;
    };
    let bytes = std::fs::read(Path::new(&folder).join(FILE)).unwrap();
    let Decoded::Text { text, .. } = import::decode(&bytes).unwrap() else { panic!("undecided") };
    let imported = import::read(&text, "sample".into(), &JunkChoice::KeepAll);
    let project = &imported.project;
    assert_eq!(imported.notes, []);
    assert_eq!(imported.junk, []);
    assert_eq!(project.title.len(), 1);
    assert_eq!(project.opening.paragraphs.len(), 1);
    let points: Vec<_> = project.body.children.iter().map(|section| section.children.len()).collect();
    assert_eq!(points, [3, 4, 4]);
    for section in &project.body.children {
        assert!(section.run_in && !section.heading.is_empty() && section.paragraphs.is_empty());
        assert!(section.children.iter().all(|point| point.paragraphs.len() == 1));
    }
    assert_eq!(project.closing.paragraphs.len(), 2);
    assert_eq!(project.signature, None);

    let count = Measure::of(project, SharedMarks::Asian).total.count;
    assert_eq!((count.words, count.han, count.paragraphs), (2274, 2031, 10));
    assert_eq!(flow::lines(project).len(), 10);
    assert_eq!(txt::render(project, &txt::TxtOptions::default()), text);
}
