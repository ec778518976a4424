//! Fonts in folders, and which one stands for which.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

mod make;

use make::{CHINESE, ENGLISH, Font, append};
use std::fs;
use std::sync::Arc;
use suigao::model::profile::FontNames;
use suigao::page::{Fonts, Missing, Role};
use suigao::session::fonts::{self, Library};
use tempfile::TempDir;

/// Several fonts in one file.
fn collection(fonts: &[Font]) -> Vec<u8> {
    let mut file = b"ttcf\0\x01\0\0".to_vec();
    file.extend((fonts.len() as u32).to_be_bytes());
    let offsets = file.len();
    file.resize(offsets + 4 * fonts.len(), 0);
    for (index, font) in fonts.iter().enumerate() {
        let start = (file.len() as u32).to_be_bytes();
        file[offsets + 4 * index..][..4].copy_from_slice(&start);
        append(&mut file, &font.tables());
    }
    file
}

/// A folder with font files, looked through.
fn library(files: &[(&str, Vec<u8>)]) -> (TempDir, Library) {
    suigao::words::set(Some(suigao::words::CHINESE));
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let library = Library::of_folders(&[folder.path().to_owned(), folder.path().join("没有")]);
    (folder, library)
}

fn chinese(name: &str) -> Vec<u8> {
    Font::new(&[(CHINESE, name)]).file()
}

/// A profile that asks for these families in its body, and for nothing else.
fn body(names: &[&str]) -> FontNames {
    let body = names.iter().map(ToString::to_string).collect();
    let (title, first, second, page_number) = Default::default();
    FontNames { title, body, first, second, page_number }
}

fn main_face(fonts: &Fonts, role: Role) -> String {
    fonts::face_name(fonts.main(role).unwrap())
}

#[test]
fn families_are_taken_in_their_order() {
    let files =
        [("仿宋.ttf", chinese("仿宋")), ("深/华文.OTF", chinese("华文仿宋")), ("甲.otf", chinese("甲"))];
    let (_folder, library) = library(&files);
    for (names, expected, sentence) in [
        (&["仿宋_GB2312", "仿宋", "华文仿宋"][..], "仿宋", Some("正文：仿宋_GB2312 没有安装，用仿宋代替。")),
        (&["华文仿宋", "仿宋"], "华文仿宋", None),
        (&["STFangsong"], "华文仿宋", None),
        (&["simfang"], "仿宋", None),
        (&["乙", "甲"], "甲", Some("正文：乙 没有安装，用甲代替。")),
        (&["乙", "丙"], "岁稿自带宋体", Some("正文：乙 没有安装，用岁稿自带宋体代替。")),
        (&["", "甲"], "甲", Some("正文： 没有安装，用甲代替。")),
        (&[], "岁稿自带宋体", None),
    ] {
        let fonts = library.of(&body(names));
        assert_eq!(main_face(&fonts, Role::Body), expected, "{names:?}");
        assert_eq!(fonts::substitutions(&fonts), sentence.as_slice(), "{names:?}");
        assert_eq!(main_face(&fonts, Role::Title), "岁稿自带粗宋体", "another role is not touched");
    }
}

#[test]
fn both_names_of_a_family_are_the_same() {
    for (families, wish) in [
        (&[(ENGLISH, "FangSong_GB2312")][..], "仿宋_GB2312"),
        (&[(CHINESE, "仿宋_GB2312")], "FangSong_GB2312"),
        (&[(ENGLISH, "FZXiaoBiaoSong-B05S"), (CHINESE, "方正小标宋简体")], "方正小标宋简体"),
        (&[(ENGLISH, "FZXiaoBiaoSong-B05S")], "方正小标宋简体"),
        (&[(ENGLISH, "Qingshi Song"), (CHINESE, "青石宋")], "qingshi song"),
        (&[(ENGLISH, "Qingshi Song"), (CHINESE, "青石宋")], "青石宋"),
    ] {
        let (_folder, library) = library(&[("a.ttf", Font::new(families).file())]);
        let fonts = library.of(&body(&[wish, "仿宋"]));
        assert!(!fonts.main(Role::Body).unwrap().bundled, "{families:?} {wish}");
        assert_eq!(fonts.substitutions(), [], "{families:?} {wish}");
        assert!(!main_face(&fonts, Role::Body).is_ascii(), "shown as users know it");
    }
}

#[test]
fn nothing_installed() {
    let (_folder, library) = library(&[]);
    let fonts = library.of(&FontNames::default());
    assert_eq!(
        fonts::substitutions(&fonts),
        [
            "标题：方正小标宋简体 没有安装，用岁稿自带粗宋体代替。",
            "正文：仿宋_GB2312 没有安装，用岁稿自带宋体代替。",
            "一级标题：黑体 没有安装，用岁稿自带黑体代替。",
            "二级标题：楷体_GB2312 没有安装，用岁稿自带宋体代替。",
            "页码：宋体 没有安装，用岁稿自带宋体代替。",
        ]
    );
}

#[test]
fn broken_files_are_passed_over() {
    let whole = chinese("仿宋_GB2312");
    let no_characters = Font { chars: Some(""), ..Font::new(&[(CHINESE, "仿宋_GB2312")]) }.file();
    let mut overwritten = whole.clone();
    overwritten[12..200].fill(0xFF);
    let mut files = vec![
        ("空.ttf", Vec::new()),
        ("乱.ttc", "这不是字体".repeat(50).into_bytes()),
        ("改.otf", overwritten),
        ("好.otf", chinese("华文仿宋")),
    ];
    // Names first, and then nothing more.
    let cuts: Vec<(String, usize)> =
        (1..40).map(|part| (format!("断{part}.otf"), whole.len() * part / 40)).collect();
    files.extend(cuts.iter().map(|(name, length)| (name.as_str(), whole[..*length].to_vec())));
    let (folder, _) = library(&files);
    fs::create_dir(folder.path().join("夹.ttf")).unwrap();
    let library = Library::of_folders(&[folder.path().to_owned()]);
    let fonts = library.of(&body(&["仿宋_GB2312", "华文仿宋"]));
    let face = fonts.main(Role::Body).unwrap();
    assert_eq!(face.family, "华文仿宋");
    assert!(face.glyph('岁').is_some());
    let (_folder, library) = self::library(&[("无字.otf", no_characters)]);
    library.of_text(&body(&["仿宋_GB2312"]), "𠮷");
}

#[test]
fn a_face_of_a_collection() {
    let one = Font { chars: Some("甲"), ..Font::new(&[(CHINESE, "青石甲")]) };
    let other = Font { chars: Some("乙"), ..Font::new(&[(CHINESE, "青石乙")]) };
    let (_folder, library) = library(&[("合.ttc", collection(&[one, other]))]);
    let names = FontNames { title: vec!["青石甲".into()], ..body(&["青石乙"]) };
    let fonts = library.of(&names);
    let (title, body) = (fonts.main(Role::Title).unwrap(), fonts.main(Role::Body).unwrap());
    assert_eq!((title.index, body.index), (0, 1));
    let has = |face: &suigao::page::Face| ['甲', '乙'].map(|c| face.glyph(c).is_some());
    assert_eq!((has(title), has(body)), ([true, false], [false, true]));
    assert!(Arc::ptr_eq(&title.data, &body.data), "read once");
}

#[test]
fn weights_of_a_family() {
    let weights = [300, 500, 800];
    let files = weights.map(|weight| {
        let font = Font { weight, ..Font::new(&[(ENGLISH, "Qingshi")]) };
        (["a.ttf", "b.ttf", "c.ttf"][usize::from(weight) / 400], font.file())
    });
    let (folder, library) = library(&files);
    let weight = |wish: &str| {
        let fonts = library.of(&body(&[wish]));
        let face = fonts.main(Role::Body).unwrap();
        let bytes: &[u8] = (*face.data).as_ref();
        assert_eq!(fonts.substitutions(), []);
        let same = |(name, _): &&(&str, Vec<u8>)| fs::read(folder.path().join(name)).unwrap() == bytes;
        weights[files.iter().position(|file| same(&file)).unwrap()]
    };
    for (wish, expected) in
        [("Qingshi", 300), ("Qingshi Bold", 800), ("qingshi medium", 500), ("Qingshi Thin", 300)]
    {
        assert_eq!(weight(wish), expected, "{wish}");
    }
}

#[test]
fn rare_characters_are_looked_for_when_they_are_needed() {
    let rare = Font { chars: Some("𪚥𱁬"), ..Font::new(&[(CHINESE, "青石罕用")]) }.file();
    let listed = Font { chars: Some("𪚥"), ..Font::new(&[(ENGLISH, "SimSun-ExtB")]) }.file();
    let files = [("a.ttf", rare), ("b.ttf", listed), ("c.ttf", chinese("别的"))];
    let (_folder, library) = library(&files);
    let names = body(&["仿宋"]);
    let plain = library.of(&names);
    let used = |text: &str| -> Vec<String> {
        let fonts = library.of_text(&names, text);
        let missing = fonts.missing(text);
        assert_eq!(missing.is_empty(), !text.contains('\u{E000}'), "{text}: {missing:?}");
        for role in Role::ALL {
            let found = text.chars().filter(|c| !"\u{E000}\u{200B}\n\t".contains(*c));
            assert!(found.clone().all(|c| fonts.find(role, c).is_some()), "{text} {role:?}");
        }
        fonts.faces()[plain.faces().len()..].iter().map(|face| face.family.clone()).collect()
    };
    assert_eq!(used("岁稿　\u{200B}\n\t"), [""; 0]);
    assert!(Arc::ptr_eq(&library.of_text(&names, "岁稿"), &plain), "nothing more is read");
    assert_eq!(used("𪚥野家"), ["宋体-ExtB"]);
    assert_eq!(used("𱁬和𪚥"), ["青石罕用", "宋体-ExtB"]);
    assert_eq!(used("𱁬"), ["青石罕用"]);
    assert_eq!(used("\u{E000}甲\u{E000}"), [""; 0]);
    assert_eq!(
        library.of_text(&names, "甲\u{E000}乙\u{E000}").missing("丙\u{E000}丁\u{E000}"),
        [Missing { char: '\u{E000}', count: 2 }]
    );
    assert!(Arc::ptr_eq(&library.of(&names), &plain), "kept");
}

#[test]
fn missing_characters_in_words() {
    suigao::words::set(Some(suigao::words::CHINESE));
    let missing = |range: std::ops::Range<u32>| -> Vec<Missing> {
        range.map(|code| Missing { char: char::from_u32(code).unwrap(), count: 2 }).collect()
    };
    assert_eq!(fonts::missing_words(&[]), None);
    let one = fonts::missing_words(&missing(0x20BB7..0x20BB8)).unwrap();
    assert!(one.contains("“𠮷”（U+20BB7，2 处）"), "{one}");
    let many = fonts::missing_words(&missing(0x20000..0x20100)).unwrap();
    assert!(many.starts_with("有 256 个字") && many.chars().count() < 600, "{many}");
}
