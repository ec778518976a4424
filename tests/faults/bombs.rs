//! Files made to choke on: each is refused or loaded, in a child whose time and memory are seen.

use crate::child::say;
use crate::process::myself;
use crate::tally::{Outcome, Report, Run, Tally};
use rayon::prelude::*;
use std::fs;
use std::path::Path;
use suigao::import::{self, Decoded, JunkChoice};
use suigao::model::Section;
use suigao::session::files;
use suigao::store::{envelope, project, template};

/// Most MB that a child may have had.
const MOST_MEMORY: f64 = 256.0;
/// Seconds of the processor, which a busy machine does not lengthen much.
const MOST_TIME: f64 = if cfg!(debug_assertions) { 20.0 } else { 2.0 };

/// Larger ones take a debug build too long for the quick set.
const QUICK_BYTES: usize = 16 << 20;

struct Bomb {
    name: &'static str,
    /// What reads it.
    kind: &'static str,
    make: fn() -> Vec<u8>,
}

const BOMBS: &[Bomb] = &[
    Bomb { name: "128 levels", kind: "project", make: || nested(128) },
    Bomb { name: "100 000 levels", kind: "project", make: || nested(100_000) },
    Bomb { name: "50 000 brackets", kind: "project", make: || b"(".repeat(50_000) },
    Bomb { name: "100 000 projects in one another", kind: "project", make: || b"(version:".repeat(100_000) },
    Bomb { name: "10^6 square brackets", kind: "project", make: || b"[".repeat(1_000_000) },
    Bomb {
        name: "50 000 brackets in a value that is passed over",
        kind: "project",
        make: || passed_over("[", "]"),
    },
    Bomb { name: "50 000 Some( in a value", kind: "project", make: || passed_over("Some(", ")") },
    Bomb { name: "10^6 comments in one another", kind: "project", make: || b"/*".repeat(1_000_000) },
    Bomb { name: "10^6 line ends", kind: "project", make: || b"\n".repeat(1_000_000) },
    Bomb { name: "64 MB of line ends", kind: "project", make: || b"\n".repeat(envelope::MAX_BYTES) },
    Bomb { name: "64 MB + 1", kind: "project", make: || b" ".repeat(envelope::MAX_BYTES + 1) },
    Bomb { name: "64 MB of NUL", kind: "project", make: || vec![0; envelope::MAX_BYTES] },
    Bomb { name: "10 MB of escapes", kind: "project", make: || titled(&r"\u{9547}".repeat(1_250_000)) },
    Bomb { name: "60 MB in one text", kind: "project", make: || titled(&"镇".repeat(20_000_000)) },
    Bomb { name: "an unclosed text of 60 MB", kind: "project", make: || unclosed(&"镇".repeat(20_000_000)) },
    Bomb { name: "60 MB and most sections", kind: "project", make: most_sections },
    Bomb { name: "60 MB and most titles", kind: "project", make: most_titles },
    Bomb { name: "4 MB of sections", kind: "template", make: template_sections },
    Bomb { name: "64 MB of titles", kind: "project", make: || titled(&"\",\"".repeat(22_000_000)) },
    Bomb { name: "10^6 sections", kind: "project", make: || sections(1_000_000) },
    Bomb { name: "64 MB of sections", kind: "project", make: || sections(9_000_000) },
    Bomb { name: "64 MB of fields", kind: "project", make: || fields(5_500_000) },
    Bomb { name: "10^6 keys", kind: "project", make: || keys(1_000_000) },
    Bomb { name: "128 levels", kind: "template", make: || nested(128) },
    Bomb { name: "50 000 brackets", kind: "template", make: || b"(".repeat(50_000) },
    Bomb { name: "4 MB + 1", kind: "template", make: || b" ".repeat((4 << 20) + 1) },
    Bomb { name: "10^6 line ends", kind: "text", make: || b"\n".repeat(1_000_000) },
    Bomb { name: "10^6 CR", kind: "text", make: || b"\r".repeat(1_000_000) },
    Bomb {
        name: "64 MB of headings",
        kind: "text",
        make: || {
            "一、
"
            .repeat(9_000_000)
            .into_bytes()
        },
    },
    Bomb {
        name: "64 MB of points",
        kind: "text",
        make: || {
            "一是
"
            .repeat(9_000_000)
            .into_bytes()
        },
    },
    Bomb {
        name: "64 MB of paragraphs",
        kind: "text",
        make: || {
            b"a
"
            .repeat(32_000_000)
        },
    },
    Bomb { name: "a line of 30 MB", kind: "text", make: || "镇".repeat(10_000_000).into_bytes() },
    Bomb { name: "65 MB", kind: "text", make: || b"a".repeat(65 << 20) },
];

/// For a reader that sets no limits.
const FOR_CONTROL: &[Bomb] = &[
    Bomb { name: "50 000 levels", kind: "no limits", make: || b"[(id:9,children:".repeat(50_000) },
    Bomb { name: "1.2 million sections", kind: "no limits", make: || unlimited(1_200_000) },
];

pub fn run(run: &Run) -> Outcome {
    let all =
        |bombs: &[Bomb]| bombs.par_iter().map(|bomb| blow(bomb, run)).reduce(Tally::default, Tally::and);
    let never = &["aborts", "too slow", "too much memory"];
    Outcome::Counted(Report::of(all(BOMBS), never).control("no limits", &all(FOR_CONTROL), never))
}

fn blow(bomb: &Bomb, run: &Run) -> Tally {
    let mut tally = Tally::default();
    let bytes = (bomb.make)();
    if !run.full && bytes.len() > QUICK_BYTES {
        tally.add("only in the full run", 1);
        return tally;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("文件");
    fs::write(&path, bytes).unwrap();
    let mut command = myself();
    let output = command.args(["child", "bomb", bomb.kind]).arg(&path).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let what = format!("{} ({}): {}", bomb.name, bomb.kind, said.trim().replace('\n', ", "));
    tally.add("bombs", 1);
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        tally.fault("aborts", format!("{what}: {} {error}", output.status));
        return tally;
    }
    tally.add(if said.starts_with("refused") { "refused" } else { "loaded" }, 1);
    let number =
        |name: &str| said.lines().find_map(|line| line.strip_prefix(name)?.trim().parse::<f64>().ok());
    if number("seconds").is_some_and(|seconds| seconds > MOST_TIME) {
        tally.fault("too slow", &what);
    }
    if number("MB").is_some_and(|megabytes| megabytes > MOST_MEMORY) {
        tally.fault("too much memory", &what);
    }
    if run.full {
        println!("          {what}");
    }
    tally
}

/// Reads the file as the program does; says how that went and how much memory it took.
pub fn child(kind: &str, path: &Path) {
    let result = match kind {
        "project" => project::load(path).map(drop).map_err(|error| error.to_string()),
        "no limits" => {
            let options = ron::Options::default().without_recursion_limit();
            let text = fs::read_to_string(path).unwrap();
            options.from_str::<Vec<Section>>(&text).map(drop).map_err(|error| error.to_string())
        }
        "template" => template::load(path).map(drop).map_err(|error| error.to_string()),
        _ => files::read_text(path, None).map_err(|error| error.to_string()).map(|decoded| {
            if let Decoded::Text { text, .. } = decoded {
                import::read(&text, "x".into(), &JunkChoice::KeepAll);
            }
        }),
    };
    say(match result {
        Ok(()) => "loaded".into(),
        Err(sentence) => format!("refused {}", sentence.chars().take(60).collect::<String>()),
    });
    // Only Linux tells it so.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    if let Some(kilobytes) = peak.and_then(|text| text.trim().parse::<u64>().ok()) {
        say(format_args!("MB {}", kilobytes >> 10));
    }
    let times = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets: the 12th and 13th are hundredths of a second.
    let times = times.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let hundredths: f64 = times.filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    say(format_args!("seconds {:.2}", hundredths / 100.0));
}

fn titled(title: &str) -> Vec<u8> {
    document(&format!("title: [\"{title}\"], opening: (id: 1)"), "")
}

fn unclosed(text: &str) -> Vec<u8> {
    format!("(version: 1, project: (id: \"{text}").into_bytes()
}

fn sections(many: usize) -> Vec<u8> {
    let all = "(id:9),".repeat(many);
    document("title: [], opening: (id: 1)", &format!(", children: [{all}]"))
}

/// As many as are taken, beside a long text.
fn most_sections() -> Vec<u8> {
    let all = "(id:9),".repeat(390_000);
    let title = format!("title: [\"{}\"], opening: (id: 1)", "镇".repeat(20_000_000));
    document(&title, &format!(", children: [{all}]"))
}

fn most_titles() -> Vec<u8> {
    titled(&("\",\"".repeat(790_000) + &"镇".repeat(20_000_000)))
}

fn template_sections() -> Vec<u8> {
    let all = "(),".repeat(1_300_000);
    format!("(id: \"a\", name: \"a\", summary: [], for_whom: \"\", when: \"\", title: [], body: (children: [{all}]))")
        .into_bytes()
}

fn fields(many: usize) -> Vec<u8> {
    let all = "(name:\"\"),".repeat(many);
    document(&format!("title: [], fields: [{all}], opening: (id: 1)"), "")
}

fn unlimited(many: usize) -> Vec<u8> {
    format!("[(id:1),{}{}", "(id:9),".repeat(many), "]").into_bytes()
}

fn nested(levels: usize) -> Vec<u8> {
    let inside = ", children: [(id: 9".repeat(levels) + &")]".repeat(levels);
    document("title: [], opening: (id: 1)", &inside)
}

fn keys(many: usize) -> Vec<u8> {
    let all: String = (0..many).map(|number| format!(", k{number}: 1")).collect();
    document("title: [], opening: (id: 1)", &all)
}

/// Below a key that the format does not know.
fn passed_over(open: &str, close: &str) -> Vec<u8> {
    let deep = open.repeat(50_000) + "1" + &close.repeat(50_000);
    format!("(mood: {deep}, version: 2)").into_bytes()
}

/// A project file with `first` in it and `inside` in its body.
fn document(first: &str, inside: &str) -> Vec<u8> {
    let body = format!("body: (id: 2{inside}), closing: (id: 3), next_id: 9000000");
    envelope::seal(&format!("(version: 1, project: (id: \"a\", {first}, {body}))\n")).into_bytes()
}
