//! Character classes that counting and reading rest on.

use std::cmp::Ordering;

/// Ranges of the scripts Han, Hiragana, Katakana, Hangul and Bopomofo outside the blocks of
/// [`BLOCKS`] (Unicode `Scripts.txt`; ideographic blocks are taken whole).
const SCRIPTS: &[(u32, u32)] = &[
    (0x02EA, 0x02EB),   // Bopomofo departing tone marks
    (0x1100, 0x11FF),   // Hangul Jamo
    (0x2E80, 0x2FD5),   // CJK radicals
    (0x3041, 0x318E),   // Hiragana, Katakana, Bopomofo, Hangul compatibility
    (0x31A0, 0x31BF),   // Bopomofo extended
    (0x31F0, 0x31FF),   // Katakana extensions
    (0x3400, 0x4DBF),   // extension A
    (0x4E00, 0x9FFF),   // unified ideographs
    (0xA960, 0xA97C),   // Hangul Jamo extended A
    (0xAC00, 0xD7FB),   // Hangul syllables, Jamo extended B
    (0xF900, 0xFAD9),   // compatibility ideographs
    (0x16FE2, 0x16FE3), // old Chinese iteration marks
    (0x16FF0, 0x16FF6), // reading marks
    (0x1AFF0, 0x1B168), // Kana supplements
    (0x1F200, 0x1F200), // squared Hiragana hoka
    (0x20000, 0x3347F), // extensions B and later
];

/// Blocks whose every character counts as Asian, whatever its script.
const BLOCKS: &[(u32, u32)] = &[
    (0x3000, 0x303F), // CJK Symbols and Punctuation
    (0x3200, 0x32FF), // Enclosed CJK Letters and Months
    (0x3300, 0x33FF), // CJK Compatibility
    (0xFE10, 0xFE1F), // Vertical Forms
    (0xFE30, 0xFE4F), // CJK Compatibility Forms
    (0xFF00, 0xFFEF), // Halfwidth and Fullwidth Forms
];

/// Ranges of the script Han (Unicode `Scripts.txt`; ideographic blocks are taken whole).
const HAN: &[(u32, u32)] = &[
    (0x2E80, 0x2FD5),
    (0x3005, 0x3005), // 々
    (0x3007, 0x3007), // 〇
    (0x3021, 0x3029), // Suzhou numerals
    (0x3038, 0x303B),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAD9),
    (0x16FE2, 0x16FE3),
    (0x16FF0, 0x16FF6),
    (0x20000, 0x3347F),
];

fn within(ranges: &[(u32, u32)], c: char) -> bool {
    let c = u32::from(c);
    ranges
        .binary_search_by(|&(low, high)| {
            if high < c {
                Ordering::Less
            } else if low > c {
                Ordering::Greater
            } else {
                Ordering::Equal
            }
        })
        .is_ok()
}

/// A 汉字: a character of the script Han, with 〇 and 々.
pub fn is_han(c: char) -> bool {
    // Nearly every character of a summary lies here.
    matches!(c, '\u{4E00}'..='\u{9FFF}') || within(HAN, c)
}

/// A character that Word counts one by one as 中文字符 whatever the marks around it.
pub fn is_asian(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}') || (c > '\u{2E9}' && (within(SCRIPTS, c) || within(BLOCKS, c)))
}

/// `·` `—` `‘` `’` `“` `”` `…`: marks that Word counts one by one in Chinese text, although
/// Unicode gives them to no Asian script or block.
pub fn is_shared_mark(c: char) -> bool {
    matches!(c, '\u{B7}' | '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2026}')
}

/// A character without width of its own that no count sees: BOM, zero-width space and joiners,
/// word joiner, variation selectors.
pub fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\u{FEFF}' | '\u{200B}'..='\u{200D}' | '\u{2060}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
    )
}

/// CR, LF, and the line and paragraph separators U+2028 and U+2029.
pub fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Whether nothing of `text` would be seen on paper.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_dropped(c))
}

/// `text` without blanks (and byte-order marks) at either end.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_script::{Script, UnicodeScript};

    /// Every assigned scalar is classed as Unicode's own script data class it.
    #[test]
    fn scripts_agree_with_unicode() {
        for c in '\0'..=char::MAX {
            let script = c.script();
            let asian = matches!(
                script,
                Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo
            );
            if asian {
                assert!(is_asian(c), "{c:?} U+{:04X} is {script:?}", u32::from(c));
            } else if !within(BLOCKS, c)
                && !matches!(script, Script::Unknown | Script::Common | Script::Inherited)
            {
                assert!(!is_asian(c), "{c:?} U+{:04X} is {script:?}", u32::from(c));
            }
            if script != Script::Unknown {
                assert_eq!(is_han(c), script == Script::Han, "{c:?} U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn blank_and_trim() {
        for (text, blank, trimmed) in [
            ("", true, ""),
            ("\u{3000}\u{3000}", true, ""),
            ("\u{FEFF}\u{3000}一是\u{A0} ", false, "一是"),
            ("\u{200B}", true, "\u{200B}"),
        ] {
            assert_eq!(is_blank(text), blank, "{text:?}");
            assert_eq!(trim(text), trimmed, "{text:?}");
        }
    }
}
