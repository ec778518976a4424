//! File names made from a text: titles hold anything, file systems do not.

use crate::text::chars::is_dropped;

/// Most bytes of a name with its extension. File systems take 255; what is left is for temporary
/// and lock files that carry the name with something added.
pub const MAX_BYTES: usize = 200;

/// Names that Windows gives to devices, with any extension and in any case.
const RESERVED: &[&str] = &["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];

/// A file name from `stem` (a title, say) and `extension` (without its dot), that every system
/// takes and that shows as it is: no separators, no control, bidi or zero-width characters, no
/// device of Windows, no dot or blank at either end, at most [`MAX_BYTES`] long, cut at a
/// character. Where nothing is left of `stem`, `default` stands for it.
pub fn file_name(stem: &str, default: &str, extension: &str) -> String {
    let room = MAX_BYTES.saturating_sub(extension.len() + 1);
    let mut name = clean(stem, room);
    if name.is_empty() {
        name = clean(default, room);
    }
    if extension.is_empty() { name } else { format!("{name}.{extension}") }
}

fn clean(stem: &str, room: usize) -> String {
    let mut name = String::with_capacity(stem.len().min(MAX_BYTES));
    for c in stem.chars() {
        let c = match c {
            c if c.is_whitespace() => ' ',
            c if is_unseen(c) => continue,
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c => c,
        };
        // Runs of blanks come from line ends in a title; `..` is a folder.
        if !(matches!(c, ' ' | '.') && name.ends_with(c)) {
            name.push(c);
        }
    }
    let name = name.trim_start_matches([' ', '.', '-']);
    let name = cut(name, room).trim_end_matches([' ', '.']);
    if is_reserved(name) { format!("_{}", cut(name, room.saturating_sub(1))) } else { name.to_owned() }
}

/// Characters that show nothing, or that turn the direction of what stands beside them.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || is_dropped(c)
        || matches!(
            c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
                | '\u{180B}'..='\u{180F}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    if RESERVED.iter().any(|reserved| stem.eq_ignore_ascii_case(reserved)) {
        return true;
    }
    let Some((device, number)) = stem.split_at_checked(3) else { return false };
    (device.eq_ignore_ascii_case("COM") || device.eq_ignore_ascii_case("LPT"))
        && (matches!(number, "¹" | "²" | "³")
            || (number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit())))
}

/// The longest beginning of `text` that is at most `bytes` long and ends at a character.
pub(super) fn cut(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names() {
        for (stem, expected) in [
            ("青石镇2026年党风廉政建设工作总结", "青石镇2026年党风廉政建设工作总结.ron"),
            ("青石镇\n2026年\u{3000}\u{3000}总结", "青石镇 2026年 总结.ron"),
            ("2025/2026年：总结", "2025-2026年：总结.ron"),
            ("a:b*c?d\"e<f>g|h\\i", "a-b-c-d-e-f-g-h-i.ron"),
            ("../../etc/passwd", "etc-passwd.ron"),
            ("总结..ron", "总结.ron.ron"),
            (".隐藏", "隐藏.ron"),
            ("--help", "help.ron"),
            ("总结. . ", "总结.ron"),
            ("总结。", "总结。.ron"),
            ("总\u{200B}结\u{202E}txt.exe\u{2066}", "总结txt.exe.ron"),
            ("\u{FEFF}总\0结\u{7F}", "总结.ron"),
            ("CON", "_CON.ron"),
            ("nul.txt", "_nul.txt.ron"),
            ("com1", "_com1.ron"),
            ("LPT²", "_LPT².ron"),
            ("COM10", "COM10.ron"),
            ("CONSOLE", "CONSOLE.ron"),
            ("", "未命名.ron"),
            ("…", "….ron"),
            (" . / ", "未命名.ron"),
            ("\u{202E}\u{200B}", "未命名.ron"),
        ] {
            assert_eq!(file_name(stem, "未命名", "ron"), expected, "{stem:?}");
        }
        assert_eq!(file_name("总结", "", ""), "总结");
    }

    #[test]
    fn long_names_end_at_a_character() {
        let name = file_name(&"青".repeat(100), "未命名", "docx");
        assert_eq!(name, format!("{}.docx", "青".repeat(65)));
        let name = file_name(&format!("a{}", "𠮷".repeat(100)), "未命名", "ron");
        assert_eq!(name.len(), 1 + 48 * 4 + 4);
        let name = file_name(&format!("CON.{}", "一".repeat(100)), "未命名", "ron");
        assert!(name.len() <= MAX_BYTES && name.starts_with("_CON.一"), "{name}");
    }

    proptest! {
        #[test]
        fn every_name_is_safe(stem in "\\PC*|[\\./ \\-:\u{202E}\u{200B}\0\n\u{3000}CONcon1]*") {
            let name = file_name(&stem, "未命名", "ron");
            let stem = name.strip_suffix(".ron").unwrap();
            prop_assert!(!stem.is_empty() && name.len() <= MAX_BYTES);
            prop_assert!(!name.contains("..") && !stem.starts_with(['.', ' ', '-']) && !stem.ends_with(['.', ' ']));
            prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']));
            prop_assert!(!name.chars().any(|c| c.is_control() || is_unseen(c)));
            prop_assert!(!is_reserved(stem), "{}", stem);
            prop_assert_eq!(file_name(stem, "未命名", "ron"), name.clone(), "stays as it is");
        }
    }
}
