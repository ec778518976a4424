//! What an input method does, key by key: what is committed stands once, where it was composed, and
//! nothing that is only being composed ever reaches the disk.

use super::rig::{CTRL, NONE, Rig, SHIFT};
use Step::{Away, Click, Commit, Compose, Press, Save, Type};
use egui::{Event, ImeEvent, Key, Modifiers, TextEdit};
use egui_kittest::Harness;
use std::fs;
use std::path::Path;

#[derive(Clone, Copy)]
enum Step {
    Compose(&'static str),
    Commit(&'static str),
    Type(&'static str),
    Press(Modifiers, Key),
    Click(&'static str),
    /// Ctrl+S
    Save,
    /// The window loses the focus.
    Away,
}

/// What happens, what then stands behind the first point's own text, and what behind the second's.
struct Trace {
    name: &'static str,
    steps: &'static [Step],
    first: &'static str,
    second: &'static str,
}

const SECOND: &str = "二是正文";
const FIRST: &str = "一是正文";

const TRACES: &[Trace] = &[
    Trace { name: "commit only, as XIM sends it", steps: &[Commit("总结")], first: "总结", second: "" },
    Trace {
        name: "composed and committed",
        steps: &[Compose("z"), Compose("zong"), Compose("zong jie"), Commit("总结")],
        first: "总结",
        second: "",
    },
    Trace {
        name: "an empty pre-edit before the commit, as on Wayland",
        steps: &[Compose("zong jie"), Compose(""), Commit("总结")],
        first: "总结",
        second: "",
    },
    Trace {
        name: "Backspace takes from the composition, not from the text",
        steps: &[Compose("zong jie"), Compose("zong ji"), Compose("zong j"), Compose(""), Type("好")],
        first: "好",
        second: "",
    },
    Trace {
        name: "composed in the middle of a text",
        steps: &[
            Type("完成任务。"),
            Press(NONE, Key::ArrowLeft),
            Press(NONE, Key::ArrowLeft),
            Press(NONE, Key::ArrowLeft),
            Compose("quan"),
            Compose("quan bu"),
            Commit("全部"),
        ],
        first: "完成全部任务。",
        second: "",
    },
    Trace {
        name: "composed in the middle of a text, the pre-edit emptied first, as on X11",
        steps: &[
            Type("完成任务。"),
            Press(NONE, Key::ArrowLeft),
            Compose("quan bu"),
            Compose(""),
            Commit("了"),
        ],
        first: "完成任务了。",
        second: "",
    },
    Trace {
        name: "given up in the middle of a text",
        steps: &[Type("完成任务。"), Press(NONE, Key::ArrowLeft), Compose("quan bu"), Compose("")],
        first: "完成任务。",
        second: "",
    },
    Trace {
        name: "what was selected is replaced",
        steps: &[
            Type("完成任务。"),
            Press(SHIFT, Key::ArrowLeft),
            Press(SHIFT, Key::ArrowLeft),
            Compose("gong"),
            Compose("gong zuo"),
            Commit("工作！"),
        ],
        first: "完成任工作！",
        second: "",
    },
    Trace {
        name: "an arrow gets through to a composition in the middle of a text",
        steps: &[
            Type("完成任务。"),
            Press(NONE, Key::ArrowLeft),
            Compose("quan bu"),
            Press(NONE, Key::ArrowLeft),
            Compose("quan"),
            Commit("了"),
        ],
        first: "完成任务了。",
        second: "",
    },
    Trace {
        name: "after a change of focus in mid-composition nothing more is selected than before",
        steps: &[
            Type("完成任务。"),
            Press(NONE, Key::ArrowLeft),
            Press(NONE, Key::ArrowLeft),
            Compose("q"),
            Click(SECOND),
            Commit("全"),
        ],
        first: "完成任全务。",
        second: "",
    },
    Trace { name: "given up", steps: &[Compose("zong"), Compose("")], first: "", second: "" },
    Trace {
        name: "word after word",
        steps: &[
            Compose("nian"),
            Commit("年"),
            Compose("zhong"),
            Commit("终"),
            Compose("zong jie"),
            Commit("总结"),
        ],
        first: "年终总结",
        second: "",
    },
    Trace {
        name: "a part is chosen, the rest goes on",
        steps: &[Compose("nian zhong"), Compose("年 zhong"), Compose("年终"), Commit("年终")],
        first: "年终",
        second: "",
    },
    Trace {
        name: "a click into another point, then the commit",
        steps: &[Compose("zong jie"), Click(SECOND), Commit("总结")],
        first: "总结",
        second: "",
    },
    Trace {
        name: "a click into another point, and on there",
        steps: &[Compose("zong jie"), Click(SECOND), Compose("nian"), Commit("年")],
        first: "",
        second: "年",
    },
    Trace {
        name: "another section, and back",
        steps: &[Compose("zong"), Click("结语"), Click("一、强化落实“一岗双责”，进一步细化责任清单")],
        first: "",
        second: "",
    },
    Trace {
        name: "saved in mid-composition",
        steps: &[Type("一。"), Compose("zong jie"), Save, Commit("总结")],
        first: "一。总结",
        second: "",
    },
    Trace {
        name: "the window is left in mid-composition",
        steps: &[Type("一。"), Compose("zong jie"), Away, Commit("总结")],
        first: "一。总结",
        second: "",
    },
    Trace {
        name: "undo takes the whole word back",
        steps: &[Type("一。"), Save, Compose("zong jie"), Commit("总结"), Press(CTRL, Key::Z)],
        first: "一。",
        second: "",
    },
    Trace {
        name: "arrows inside the composition are the input method's",
        steps: &[Compose("zong jie"), Press(NONE, Key::ArrowDown), Compose("zong"), Commit("总")],
        first: "总",
        second: "",
    },
    Trace {
        name: "outside the basic plane",
        steps: &[Compose("ji"), Commit("𠮷"), Compose("xiang"), Commit("祥①")],
        first: "𠮷祥①",
        second: "",
    },
];

/// The pinyin of all traces, as it would stand in a file.
const PINYIN: [&str; 5] = ["zong", "nian", "xiang", "年 zh", "终ji"];

/// Every file below a folder that holds pinyin.
fn pinyin_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(pinyin_below(&entry.path()));
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            found.extend(PINYIN.into_iter().filter(|pinyin| text.contains(pinyin)).map(str::to_owned));
        }
    }
    found
}

fn in_first_point() -> Rig {
    let mut rig = Rig::written();
    let path = rig.documents().join("总结.ron");
    rig.press(CTRL, Key::S);
    rig.fill("保存到", path.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    rig.click("一、强化落实“一岗双责”，进一步细化责任清单");
    rig.enter(SECOND);
    rig.enter(FIRST);
    rig
}

#[test]
fn every_trace_of_an_input_method() {
    for trace in TRACES {
        let mut rig = in_first_point();
        let text = |rig: &Rig, n: usize| rig.section(&[0, n]).paragraphs.join("\n");
        let before = (text(&rig, 0), text(&rig, 1));
        let others: Vec<_> = rig.lines().into_iter().skip(4).collect();
        for &step in trace.steps {
            match step {
                Compose(pinyin) => rig.compose(pinyin),
                Commit(word) => rig.commit(word),
                Type(text) => rig.type_text(text),
                Press(modifiers, key) => rig.press(modifiers, key),
                Click(label) => rig.click(label),
                Save => rig.press(CTRL, Key::S),
                Away => {
                    rig.window.event(Event::WindowFocused(false));
                    rig.window.run();
                    rig.window.event(Event::WindowFocused(true));
                    rig.window.run();
                }
            }
            assert_eq!(pinyin_below(rig.folder.path()), [""; 0], "{}", trace.name);
        }
        assert_eq!(text(&rig, 0), format!("{}{}", before.0, trace.first), "{}", trace.name);
        assert_eq!(text(&rig, 1), format!("{}{}", before.1, trace.second), "{}", trace.name);
        assert_eq!(rig.lines().into_iter().skip(4).collect::<Vec<_>>(), others, "{}", trace.name);
    }
    println!("{} traces", TRACES.len());
}

/// The same traces in a window that saves whatever its text edit says: this is what they are for.
#[test]
fn a_window_without_the_gate_saves_pinyin() {
    let mut with_pinyin = 0;
    for trace in TRACES {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("总结.txt");
        let settings = suigao::store::Settings::default();
        let builder = Harness::builder().with_context_setup(move |ctx| suigao::ui::prepare(ctx, &settings));
        let mut window = builder.build_ui_state(
            move |ui, text: &mut String| {
                let label = ui.label("正文");
                let response = ui.add(TextEdit::multiline(text)).labelled_by(label.id);
                response.request_focus();
                if response.changed() {
                    fs::write(&path, text.as_str()).unwrap();
                }
            },
            String::new(),
        );
        window.run();
        let mut saw = false;
        for &step in trace.steps {
            match step {
                Compose(text) => {
                    let text = text.to_owned();
                    window.event(Event::Ime(ImeEvent::Preedit { text, active_range_chars: None }));
                }
                Commit(word) => window.event(Event::Ime(ImeEvent::Commit(word.into()))),
                Type(text) => window.event(Event::Text(text.into())),
                Press(..) | Click(_) | Save | Away => continue,
            }
            window.run();
            saw |= !pinyin_below(folder.path()).is_empty();
        }
        with_pinyin += usize::from(saw);
    }
    println!("{with_pinyin} of {} traces leave pinyin on the disk", TRACES.len());
    assert!(with_pinyin >= 12, "{with_pinyin}");
}
