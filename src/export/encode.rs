//! Text to bytes; what an encoding cannot hold is listed, never replaced.

use crate::text::encoding::Encoding;
use encoding_rs::GB18030;
use rust_i18n::t;
use std::collections::HashMap;
use std::fmt;

/// A character that an encoding cannot hold so that it reads back the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit {
    pub char: char,
    /// Where it comes first; line and column count from 1, the column in characters.
    pub line: usize,
    pub column: usize,
    /// How often it comes.
    pub count: usize,
}

/// The characters of a text that an encoding cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unencodable {
    pub encoding: Encoding,
    /// In the order in which they first come; never empty.
    pub misfits: Vec<Misfit>,
}

/// The text's bytes, behind a byte-order mark where the encoding has one.
///
/// # Errors
/// [`Unencodable`] when a character would be lost or changed.
pub fn encode(text: &str, encoding: Encoding) -> Result<Vec<u8>, Unencodable> {
    let misfits = unencodable(text, encoding);
    if !misfits.is_empty() {
        return Err(Unencodable { encoding, misfits });
    }
    let mut bytes = encoding.bom().to_vec();
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => bytes.extend_from_slice(text.as_bytes()),
        Encoding::Utf16Le => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        Encoding::Utf16Be => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        Encoding::Gb18030 => bytes.extend_from_slice(&GB18030.encode(text).0),
    }
    Ok(bytes)
}

/// What the encoding cannot hold: private-use characters that the WHATWG's tables give no code
/// (U+E5E5) or a code of another character, the standard's edition of 2022 having moved them.
pub fn unencodable(text: &str, encoding: Encoding) -> Vec<Misfit> {
    if encoding != Encoding::Gb18030 || fits_gb18030(text) {
        return Vec::new();
    }
    let mut misfits: Vec<Misfit> = Vec::new();
    let mut known: HashMap<char, Option<usize>> = HashMap::new();
    for (line, text) in text.split('\n').enumerate() {
        for (column, char) in text.chars().enumerate() {
            let place = *known.entry(char).or_insert_with(|| {
                if fits_gb18030(char.encode_utf8(&mut [0; 4])) {
                    return None;
                }
                misfits.push(Misfit { char, line: line + 1, column: column + 1, count: 0 });
                Some(misfits.len() - 1)
            });
            if let Some(misfit) = place.and_then(|place| misfits.get_mut(place)) {
                misfit.count += 1;
            }
        }
    }
    misfits
}

fn fits_gb18030(text: &str) -> bool {
    let (bytes, _, unmapped) = GB18030.encode(text);
    !unmapped && GB18030.decode_without_bom_handling_and_without_replacement(&bytes).as_deref() == Some(text)
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = format!("{:04X}", u32::from(self.char));
        f.write_str(&t!(
            "export.misfit",
            char = self.char,
            code = code,
            line = self.line,
            column = self.column,
            count = self.count
        ))
    }
}

impl fmt::Display for Unencodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 8;
        let mut places: Vec<_> = self.misfits.iter().take(SHOWN).map(Misfit::to_string).collect();
        if self.misfits.len() > SHOWN {
            places.push("……".to_owned());
        }
        f.write_str(&t!(
            "export.unencodable",
            encoding = self.encoding.label(),
            places = places.join(&t!("common.list_separator"))
        ))
    }
}

impl std::error::Error for Unencodable {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything else is encoded and read back the same.
    #[test]
    fn every_scalar_fits_gb18030_but_for_the_listed() {
        let mut misfits: Vec<u32> = Vec::new();
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            match encode(&text, Encoding::Gb18030) {
                Ok(bytes) => {
                    let back = GB18030.decode_without_bom_handling_and_without_replacement(&bytes);
                    assert_eq!(back.as_deref(), Some(&*text), "U+{:04X}", u32::from(c));
                }
                Err(error) => {
                    assert_eq!(error.misfits, [Misfit { char: c, line: 1, column: 1, count: 1 }]);
                    misfits.push(u32::from(c));
                }
            }
        }
        let expected = [
            0xE5E5, 0xE78D, 0xE78E, 0xE78F, 0xE790, 0xE791, 0xE792, 0xE793, 0xE794, 0xE795, 0xE796, 0xE81E,
            0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864,
        ];
        assert_eq!(misfits, expected);
    }

    #[test]
    fn misfits_have_a_place_and_a_count() {
        let text = "青石镇\r\n一是\u{E5E5}、\u{E78D}\n\u{E5E5}";
        let misfit = |char, line, column, count| Misfit { char, line, column, count };
        let misfits = vec![misfit('\u{E5E5}', 2, 3, 2), misfit('\u{E78D}', 2, 5, 1)];
        assert_eq!(unencodable(text, Encoding::Gb18030), misfits);
        assert_eq!(unencodable(text, Encoding::Utf8), []);
        let error = encode(text, Encoding::Gb18030).unwrap_err();
        assert!(error.to_string().contains("U+E5E5"), "{error}");
    }

    #[test]
    fn bytes() {
        for (encoding, bytes) in [
            (Encoding::Utf8, &b"\xE9\x95\x87"[..]),
            (Encoding::Utf8Bom, b"\xEF\xBB\xBF\xE9\x95\x87"),
            (Encoding::Utf16Le, b"\xFF\xFE\x47\x95"),
            (Encoding::Utf16Be, b"\xFE\xFF\x95\x47"),
            (Encoding::Gb18030, b"\xD5\xF2"),
        ] {
            assert_eq!(encode("镇", encoding).unwrap(), bytes, "{encoding:?}");
        }
        assert_eq!(encode("𠮷", Encoding::Gb18030).unwrap(), b"\x95\x34\xB2\x35");
    }
}
