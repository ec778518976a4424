//! The house rules that a compiler does not know: sizes, floors, who may touch the disk, where
//! colours and words live. Each check is a function from a text to what is wrong in it, and has a
//! case that it must find.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const MAX_LINES: usize = 400;

/// What each floor may name. Every one may name itself.
const FLOORS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("judge", &["text", "model"]),
    ("import", &["text", "model", "judge"]),
    ("page", &["text", "model", "judge"]),
    ("export", &["text", "model", "judge", "page"]),
    ("store", &["text", "model", "judge"]),
    ("session", &["text", "model", "judge", "import", "page", "export", "store"]),
    ("ui", &["text", "model", "judge", "import", "page", "export", "store", "session"]),
    ("cli", &["text", "model", "judge", "import", "page", "export", "store", "session"]),
];

const WINDOW_CRATES: &[&str] = &["egui", "eframe", "rfd", "egui_extras", "egui_dnd", "egui_notify"];

const DISK_WRITES: &[&str] = &[
    "fs::write",
    "File::create",
    "File::options",
    "OpenOptions",
    "fs::rename",
    "fs::copy",
    "fs::hard_link",
    "fs::remove_file",
    "fs::remove_dir",
    "fs::create_dir",
    "DirBuilder",
    "set_permissions",
    "tempfile::",
];

const COLOURS: &[&str] = &[
    "Color32::from_",
    "Color32::BLACK",
    "Color32::WHITE",
    "Color32::RED",
    "Color32::GREEN",
    "Color32::BLUE",
    "Color32::YELLOW",
    "Color32::GRAY",
    "Color32::LIGHT_",
    "Color32::DARK_",
    "Rgba::from_",
    "hex_color!",
];

/// Keys that code puts together: everything that begins so counts as used.
const DYNAMIC_KEYS: &[&str] = &["judge.rule.", "ui.command.", "ui.keys."];

// ---- the checks on the whole house ----

#[test]
fn files_are_short() {
    report(sources(), |file| {
        let lines = without_tests(&file.text).lines().count();
        (lines > MAX_LINES)
            .then(|| format!("{lines} lines without tests, {MAX_LINES} at most"))
            .into_iter()
            .collect()
    });
}

#[test]
fn floors_name_only_those_below() {
    report(sources(), |file| floor(&file.path).map_or_else(Vec::new, |floor| names_above(floor, &file.text)));
}

#[test]
fn the_window_is_in_ui() {
    let outside =
        sources().into_iter().filter(|file| floor(&file.path) != Some("ui") && file.path != "src/main.rs");
    report(outside.collect(), |file| window_crates(&file.text));
}

#[test]
fn the_disk_is_in_store() {
    let outside = sources()
        .into_iter()
        .filter(|file| floor(&file.path) != Some("store") && file.path != "src/build.rs");
    report(outside.collect(), |file| disk_writes(&file.text));
}

#[test]
fn colours_are_in_the_theme() {
    let outside = sources().into_iter().filter(|file| file.path != "src/ui/theme.rs");
    report(outside.collect(), |file| colours(&file.text));
}

#[test]
fn words_are_in_the_locale_files() {
    let spoken = |file: &Source| {
        matches!(floor(&file.path), Some("ui" | "cli" | "session"))
            || file.path == "src/main.rs"
            || file.path.starts_with("src/bin/")
    };
    report(sources().into_iter().filter(spoken).collect(), |file| words(&file.text));
}

#[test]
fn languages_say_the_same() {
    let mut problems = Vec::new();
    for (name, chinese) in locales("zh-CN") {
        match locales("en").remove(&name) {
            Some(english) => problems.extend(differences(&chinese, &english).map(|p| format!("{name}: {p}"))),
            None => problems.push(format!("{name}: no English file")),
        }
    }
    for name in locales("en").into_keys().filter(|name| !locales("zh-CN").contains_key(name)) {
        problems.push(format!("{name}: no Chinese file"));
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn keys_are_there_and_used() {
    let known: BTreeMap<String, String> =
        locales("zh-CN").into_values().flat_map(|text| entries(&text)).collect();
    let used: Vec<Use> = sources().iter().flat_map(|file| uses(&file.path, &file.text)).collect();
    let problems = key_problems(&known, &used);
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

// ---- sources ----

struct Source {
    /// From the top of the house, with `/`.
    path: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push(Source { path: relative(&path), text: fs::read_to_string(path).unwrap() });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(sources.len() > 10, "the sources are found");
    sources
}

fn relative(path: &Path) -> String {
    let path: PathBuf = path.strip_prefix(root()).unwrap().into();
    path.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
}

fn report(files: Vec<Source>, check: impl Fn(&Source) -> Vec<String>) {
    let problem =
        |file: &Source| check(file).into_iter().map(|p| format!("{}: {p}", file.path)).collect::<Vec<_>>();
    let problems: Vec<String> = files.iter().flat_map(problem).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

/// The floor of a file: `src/store.rs` and all below `src/store/` is `store`.
fn floor(path: &str) -> Option<&'static str> {
    let name = path.strip_prefix("src/")?.split(['/', '.']).next()?;
    FLOORS.iter().map(|(floor, _)| *floor).find(|floor| *floor == name)
}

// ---- reading Rust ----

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Code,
    Comment,
    Literal,
}

/// The text in pieces of one kind. Quotation marks belong to the literal.
fn pieces(text: &str) -> Vec<(Kind, &str)> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let (kind, length) = piece(rest, text[..at].chars().next_back());
        if kind != Kind::Code {
            pieces.push((Kind::Code, &text[from..at]));
            pieces.push((kind, &rest[..length]));
            from = at + length;
        }
        at += length;
    }
    pieces.push((Kind::Code, &text[from..]));
    pieces
}

/// The comment or literal that `rest` begins with and its length in bytes, else one character.
fn piece(rest: &str, before: Option<char>) -> (Kind, usize) {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, block_comment(rest));
    }
    if rest.starts_with('"') {
        return (Kind::Literal, string(rest));
    }
    if rest.starts_with('r') && !in_word {
        let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
        if rest[1 + hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = 2 + hashes;
            return (Kind::Literal, rest[body..].find(&end).map_or(rest.len(), |at| body + at + end.len()));
        }
    }
    if let Some(inner) = rest.strip_prefix('\'') {
        // A lifetime has no second quotation mark.
        let closes = |after: usize| inner[after..].find('\'').map(|at| after + at + 2);
        let length = match inner.chars().next() {
            Some('\\') => closes(2),
            Some(c) => closes(c.len_utf8()).filter(|&length| length == c.len_utf8() + 2),
            None => None,
        };
        if let Some(length) = length {
            return (Kind::Literal, length);
        }
    }
    (Kind::Code, rest.chars().next().map_or(1, char::len_utf8))
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The text with comments and literals blanked, line ends kept: same bytes, same lines.
fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    for (kind, part) in pieces(text) {
        match kind {
            Kind::Code => code.push_str(part),
            _ => code.extend(part.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' })),
        }
    }
    assert_eq!(code.len(), text.len());
    code
}

/// The text without what stands under `#[cfg(test)]`.
fn without_tests(text: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let (mut kept, mut rest) = (String::new(), text.to_owned());
    while let Some(start) = code(&rest).find(MARK) {
        kept.push_str(&rest[..start]);
        let end = item_end(&code(&rest), start);
        rest = rest[end..].to_owned();
    }
    kept + &rest
}

/// The end of the item at `start`: its `;`, or the brace that closes it.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0;
    for (at, c) in code[start..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return start + at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return start + at + 1,
            _ => {}
        }
    }
    code.len()
}

/// Where `word` stands in code, not as a part of a longer name.
fn find_words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let before = code[..at].chars().next_back().is_some_and(is_name);
        let after = code[at + word.len()..].chars().next().is_some_and(is_name);
        !(before || after && word.ends_with(is_name))
    })
}

fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

// ---- the checks on one file ----

/// `crate::floor`, also in `use crate::{floor::…, other}`.
fn names_above(floor: &str, text: &str) -> Vec<String> {
    let text = without_tests(text);
    let code = code(&text);
    let allowed = FLOORS.iter().find(|(name, _)| *name == floor).map_or(&[][..], |(_, below)| below);
    let forbidden = |name: &str| {
        FLOORS.iter().any(|(known, _)| *known == name) && name != floor && !allowed.contains(&name)
    };
    let mut problems = Vec::new();
    let own = find_words(&code, "crate::").map(|at| at + "crate::".len());
    let by_name = find_words(&code, "suigao::").map(|at| at + "suigao::".len());
    for at in own.chain(by_name) {
        for name in first_names(&code[at..]).into_iter().filter(|name| forbidden(name)) {
            problems.push(format!("line {}: {floor} may not name {name}", line(&text, at)));
        }
    }
    problems
}

/// The first name of a path, or of each path of a group.
fn first_names(path: &str) -> Vec<&str> {
    let first = |path: &str| path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
    let Some(group) = path.trim_start().strip_prefix('{') else {
        return vec![&path[..first(path)]];
    };
    let (mut names, mut depth, mut fresh) = (Vec::new(), 0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if c.is_whitespace() => {}
            _ if fresh => {
                names.push(&group[at..at + first(&group[at..])]);
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

fn window_crates(text: &str) -> Vec<String> {
    let code = code(text);
    let places = WINDOW_CRATES.iter().flat_map(|name| find_words(&code, name).map(move |at| (at, name)));
    places.map(|(at, name)| format!("line {}: {name} belongs in ui", line(text, at))).collect()
}

fn disk_writes(text: &str) -> Vec<String> {
    let text = without_tests(text);
    let code = code(&text);
    let places = DISK_WRITES.iter().flat_map(|call| code.match_indices(call));
    places.map(|(at, call)| format!("line {}: {call} belongs in store", line(&text, at))).collect()
}

fn colours(text: &str) -> Vec<String> {
    let text = without_tests(text);
    let code = code(&text);
    let places = COLOURS.iter().flat_map(|call| code.match_indices(call));
    places.map(|(at, call)| format!("line {}: {call} belongs in ui/theme.rs", line(&text, at))).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn words(text: &str) -> Vec<String> {
    let text = without_tests(text);
    let mut problems = Vec::new();
    let mut at = 0;
    for (kind, part) in pieces(&text) {
        if kind == Kind::Literal && part.contains(is_han) {
            problems.push(format!("line {}: {part} belongs in assets/locales", line(&text, at)));
        }
        at += part.len();
    }
    problems
}

// ---- words ----

/// The locale files of a language: the part before the language, and the text.
fn locales(language: &str) -> BTreeMap<String, String> {
    let end = format!(".{language}.yml");
    let files = fs::read_dir(root().join("assets/locales")).unwrap().map(|entry| entry.unwrap().path());
    let named = files.filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix(&end)?.to_owned();
        Some((name, fs::read_to_string(path).unwrap()))
    });
    named.collect()
}

/// Key and text of every entry of a file of ours: nested keys, one a line, texts on their line or
/// as a block (`|`, `>`) below it.
fn entries(text: &str) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    let mut above: Vec<(usize, String)> = Vec::new();
    let mut block: Option<usize> = None;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let indent = line.len() - line.trim_start().len();
        if let (Some(depth), Some(last)) = (block, entries.last_mut())
            && indent > depth
        {
            last.1.push_str(line.trim());
            continue;
        }
        block = None;
        if line.trim_start().starts_with('#') {
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        above.retain(|(depth, _)| *depth < indent);
        above.push((indent, key.trim().trim_matches('"').to_owned()));
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        if value.starts_with(['|', '>']) {
            block = Some(indent);
        }
        let path: Vec<&str> = above.iter().map(|(_, key)| key.as_str()).collect();
        entries.push((path.join("."), value.to_owned()));
    }
    entries.retain(|(key, _)| key != "_version");
    entries
}

/// The names in `%{…}`.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split("%{").skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

fn differences<'a>(chinese: &'a str, english: &'a str) -> impl Iterator<Item = String> + use<> {
    let mut problems = Vec::new();
    for text in [chinese, english] {
        let mut seen = BTreeSet::new();
        let twice = entries(text).into_iter().filter(|(key, _)| !seen.insert(key.clone()));
        problems.extend(twice.map(|(key, _)| format!("{key} stands there twice")));
    }
    let chinese: BTreeMap<String, String> = entries(chinese).into_iter().collect();
    let english: BTreeMap<String, String> = entries(english).into_iter().collect();
    for (key, text) in &chinese {
        match english.get(key) {
            None => problems.push(format!("{key} is not in English")),
            Some(other) if placeholders(text) != placeholders(other) => {
                problems.push(format!("{key} has other placeholders in English"));
            }
            Some(_) => {}
        }
    }
    let only = english.keys().filter(|key| !chinese.contains_key(*key));
    problems.extend(only.map(|key| format!("{key} is not in Chinese")));
    problems.into_iter()
}

/// A `t!("key", name = …)`, or a text that may be a key.
struct Use {
    place: String,
    key: String,
    /// The names given; `None` for a bare text.
    names: Option<BTreeSet<String>>,
}

fn uses(path: &str, text: &str) -> Vec<Use> {
    let text = without_tests(text);
    let code = code(&text);
    let mut uses = Vec::new();
    let mut at = 0;
    for (kind, part) in pieces(&text) {
        let start = at;
        at += part.len();
        let Some(key) = (kind == Kind::Literal).then(|| part.trim_matches('"')) else { continue };
        let is_key =
            key.contains('.') && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        if !is_key {
            continue;
        }
        let called = code[..start].trim_end().strip_suffix('(').is_some_and(|before| {
            before.strip_suffix("t!").is_some_and(|b| !b.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        });
        uses.push(Use {
            place: format!("{path}: line {}", line(&text, start)),
            key: key.to_owned(),
            names: called.then(|| argument_names(&code[at..])),
        });
    }
    uses
}

/// The names before `=` among the arguments that follow, up to the closing bracket.
fn argument_names(rest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let (mut depth, mut fresh) = (0, false);
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if c.is_whitespace() => {}
            _ if fresh => {
                fresh = false;
                let end = rest[at..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(0);
                if rest[at + end..].trim_start().starts_with('=') {
                    names.insert(rest[at..at + end].to_owned());
                }
            }
            _ => {}
        }
    }
    names.remove("locale");
    names
}

fn key_problems(known: &BTreeMap<String, String>, used: &[Use]) -> Vec<String> {
    let mut problems = Vec::new();
    for Use { place, key, names } in used {
        match (known.get(key), names) {
            (None, Some(_)) => problems.push(format!("{place}: no words for {key}")),
            (Some(text), Some(names)) => {
                let wanted: BTreeSet<String> = placeholders(text).into_iter().map(str::to_owned).collect();
                if wanted != *names {
                    problems.push(format!("{place}: {key} wants {wanted:?} and gets {names:?}"));
                }
            }
            (_, None) => {}
        }
    }
    let is_used = |key: &str| {
        used.iter().any(|used| used.key == key) || DYNAMIC_KEYS.iter().any(|prefix| key.starts_with(prefix))
    };
    let unused = known.keys().filter(|key| !is_used(key));
    problems.extend(unused.map(|key| format!("assets/locales: nothing says {key}")));
    problems
}

// ---- each check finds what it is there for ----

mod finds {
    use super::*;

    #[test]
    fn rust_is_read() {
        let text = "a // 一\n'x' 'b: /* 二 /* */ */ \"三\\\"四\" r#\"五\"六\"# '\\'' b\"x\" '七' r\"八\\\" for_r\"九\"";
        let of = |wanted| {
            pieces(text)
                .into_iter()
                .filter(|(kind, _)| *kind == wanted)
                .map(|(_, part)| part)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(Kind::Comment), ["// 一", "/* 二 /* */ */"]);
        assert_eq!(
            of(Kind::Literal),
            ["'x'", "\"三\\\"四\"", "r#\"五\"六\"#", "'\\''", "\"x\"", "'七'", "r\"八\\\"", "\"九\""]
        );
        let text = "fn a() {}\n#[cfg(test)]\nuse x;\nfn b() { \"}\" }\n#[cfg(test)]\nmod tests {\n{}\n}\nfn c() {}\n";
        assert_eq!(without_tests(text), "fn a() {}\n\nfn b() { \"}\" }\n\nfn c() {}\n");
        assert_eq!(without_tests("// #[cfg(test)]\nfn a() {}"), "// #[cfg(test)]\nfn a() {}");
    }

    #[test]
    fn floors() {
        for (path, expected) in [
            ("src/text.rs", Some("text")),
            ("src/store/writer.rs", Some("store")),
            ("src/ui/theme.rs", Some("ui")),
            ("src/main.rs", None),
            ("src/uix.rs", None),
        ] {
            assert_eq!(floor(path), expected, "{path}");
        }
        for (floor, text, found) in [
            ("text", "use crate::model::Project;", 1),
            ("text", "use crate::text::count;", 0),
            ("model", "use crate::text::numeral;", 0),
            ("model", "let x = crate::judge::check();", 1),
            ("judge", "use crate::{model::Project, store::{self, page}, text};", 1),
            ("judge", "use crate::{\n    ui,\n    session::x,\n};", 2),
            ("export", "use crate::page::layout;", 0),
            ("page", "use crate::export::pdf;", 1),
            ("store", "use crate::import::txt;", 1),
            ("store", "use crate::store::writer;", 0),
            ("ui", "use crate::cli::run;", 1),
            ("session", "use suigao::ui::x;", 1),
            ("text", "/// [`crate::model`]\nconst A: &str = \"crate::ui\";", 0),
            ("text", "#[cfg(test)]\nmod tests { use crate::model::Project; }", 0),
            ("text", "my_crate::ui", 0),
        ] {
            assert_eq!(names_above(floor, text).len(), found, "{floor}: {text}");
        }
    }

    #[test]
    fn crates_writes_and_colours() {
        for (check, text, found) in [
            (window_crates as fn(&str) -> Vec<String>, "use egui::Ui;", 1),
            (window_crates, "fn f(ui: &mut eframe::egui::Ui)", 2),
            (window_crates, "// egui\nlet a = \"rfd\"; egui_like(); my_rfd();", 0),
            (disk_writes, "fs::write(path, b)?; std::fs::rename(a, b)?;", 2),
            (disk_writes, "OpenOptions::new().write(true)", 1),
            (disk_writes, "fs::create_dir_all(p)", 1),
            (disk_writes, "fs::read(p); writer::write(p, b, o)", 0),
            (disk_writes, "#[cfg(test)] mod tests { fn f() { fs::write(p, b) } }", 0),
            (colours, "Color32::from_rgb(1, 2, 3)", 1),
            (colours, "Color32::WHITE; hex_color!(\"#fff\")", 2),
            (colours, "fn colour() -> Color32 { theme.text }", 0),
            (words, "ui.label(\"保存\")", 1),
            (words, "let c = '一'; let r = r\"二\";", 2),
            (words, "// 保存\nui.label(t!(\"menu.save\")) /* 三 */", 0),
            (words, "let quote = \"“”，\";", 0),
            (words, "#[cfg(test)]\nmod tests { const A: &str = \"一\"; }", 0),
        ] {
            assert_eq!(check(text).len(), found, "{text}: {:?}", check(text));
        }
        assert_eq!(words("a\nb(\"一\")"), ["line 2: \"一\" belongs in assets/locales"]);
    }

    const CHINESE: &str = "_version: 1\na:\n  # 说明\n  b: \"%{name}：%{n}\"\n  c:\n    d: |\n      一: 二\n      三\n  e: 五\n";

    #[test]
    fn locale_files() {
        let read = entries(CHINESE);
        let keys: Vec<&str> = read.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["a.b", "a.c.d", "a.e"]);
        assert_eq!(placeholders(&read[0].1), ["n", "name"].into());
        assert_eq!(differences(CHINESE, CHINESE).count(), 0);
        for (from, to, problem) in [
            ("%{n}", "%{m}", "a.b has other placeholders in English"),
            ("  e: 五\n", "", "a.e is not in English"),
            ("  e: 五\n", "  e: 五\n  f: 六\n", "a.f is not in Chinese"),
            ("  e: 五\n", "  e: 五\n  e: 六\n", "a.e stands there twice"),
        ] {
            let found: Vec<String> = differences(CHINESE, &CHINESE.replace(from, to)).collect();
            assert_eq!(found, [problem]);
        }
    }

    #[test]
    fn keys() {
        let known: BTreeMap<String, String> = entries(CHINESE).into_iter().collect();
        let good = "t!(\"a.b\", name = f(x, y = 1), n = 2); rust_i18n::t!(\n  \"a.c.d\"\n); const K: &str = \"a.e\";";
        let problems = |text: &str| key_problems(&known, &uses("x.rs", text));
        assert_eq!(problems(good), [] as [&str; 0]);
        for (from, to, problem) in [
            ("\"a.c.d\"", "\"a.c.x\"", "x.rs: line 2: no words for a.c.x"),
            (", n = 2", "", "x.rs: line 1: a.b wants {\"n\", \"name\"} and gets {\"name\"}"),
            ("\"a.e\"", "\"\"", "assets/locales: nothing says a.e"),
        ] {
            let found = problems(&good.replace(from, to));
            assert!(found.iter().any(|found| found == problem), "{found:?}");
        }
        assert_eq!(problems("format!(\"{}\", \"a.txt\")").len(), 3, "not every text with a dot is a key");
    }
}
