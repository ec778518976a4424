//! Bytes to text, strictly: what does not decode without loss is an error or a question.

use crate::text::chars::ends_line;
use crate::text::encoding::Encoding;
use encoding_rs::{DecoderResult, GB18030, GBK};
use rust_i18n::t;
use std::fmt;

/// The largest text that is taken, in bytes.
pub const MAX_BYTES: usize = 64 << 20;
/// The most lines that are taken: every one becomes a paragraph with a cost of its own. A project of
/// so many can be saved and opened again.
pub const MAX_LINES: usize = 100_000;
/// Characters that a reading is judged by.
const SAMPLE: usize = 4096;

/// What bytes say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded {
    Text {
        encoding: Encoding,
        text: String,
    },
    /// The bytes are valid in more than one encoding and no reading is clearly right: the user
    /// is to choose.
    Undecided {
        readings: Vec<(Encoding, String)>,
    },
}

/// Why bytes are not a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// More than [`MAX_BYTES`].
    TooLarge { bytes: usize },
    /// More than [`MAX_LINES`].
    TooManyLines { lines: usize },
    /// A document of another program.
    Document(DocumentKind),
    /// A NUL, at this byte from 0: no text file holds one.
    Binary { offset: usize },
    /// The first byte, from 0, that is wrong in each encoding that was tried.
    Invalid { failures: Vec<(Encoding, usize)> },
}

/// Files that are taken for texts by mistake, told by their first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// .doc, .wps, .xls: an OLE file.
    Office,
    /// .docx, .xlsx and any other ZIP file.
    Zip,
    Pdf,
    Rtf,
}

/// Reads a text file whose encoding is not known.
///
/// A byte-order mark decides. Without one: UTF-16 where NUL bytes betray it and the reading is
/// plausible, else strict UTF-8, else strict GB 18030. One mark is taken off; a U+FFFD in the
/// result stood in the file.
///
/// # Errors
/// [`DecodeError`], with the byte where each reading fails.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    refuse(bytes)?;
    let decoded = guess(bytes)?;
    match &decoded {
        Decoded::Text { text, .. } => check_lines(text)?,
        Decoded::Undecided { readings } => readings.iter().try_for_each(|(_, text)| check_lines(text))?,
    }
    Ok(decoded)
}

/// Reads a text file in the encoding that the user named. One byte-order mark is taken off.
///
/// # Errors
/// [`DecodeError`], with the byte where the reading fails.
pub fn decode_as(bytes: &[u8], encoding: Encoding) -> Result<String, DecodeError> {
    refuse(bytes)?;
    let text = strict(bytes, encoding)
        .map_err(|offset| DecodeError::Invalid { failures: vec![(encoding, offset)] })?;
    match nul_offset(bytes, encoding) {
        Some(offset) => Err(DecodeError::Binary { offset }),
        None => check_lines(&text).map(|()| text),
    }
}

fn check_lines(text: &str) -> Result<(), DecodeError> {
    let lines = text.chars().filter(|&c| ends_line(c)).count();
    if lines > MAX_LINES { Err(DecodeError::TooManyLines { lines }) } else { Ok(()) }
}

fn guess(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    for encoding in [Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be] {
        if bytes.starts_with(encoding.bom()) {
            return decode_as(bytes, encoding).map(|text| Decoded::Text { encoding, text });
        }
    }
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        let (encoding, text) = guess_utf16(bytes, 0.7).ok_or(DecodeError::Binary { offset })?;
        return Ok(Decoded::Text { encoding, text });
    }
    match strict(bytes, Encoding::Utf8) {
        Ok(text) => Ok(utf8_or_gb18030(bytes, text)),
        Err(utf8) => gb18030_or_utf16(bytes, utf8),
    }
}

fn refuse(bytes: &[u8]) -> Result<(), DecodeError> {
    if bytes.len() > MAX_BYTES {
        return Err(DecodeError::TooLarge { bytes: bytes.len() });
    }
    let kinds: [(&[u8], DocumentKind); 4] = [
        (b"\xD0\xCF\x11\xE0", DocumentKind::Office),
        (b"PK\x03\x04", DocumentKind::Zip),
        (b"%PDF-", DocumentKind::Pdf),
        (b"{\\rtf", DocumentKind::Rtf),
    ];
    match kinds.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some(&(_, kind)) => Err(DecodeError::Document(kind)),
        None => Ok(()),
    }
}

fn nul_offset(bytes: &[u8], encoding: Encoding) -> Option<usize> {
    match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => {
            bytes.as_chunks::<2>().0.iter().position(|pair| *pair == [0, 0]).map(|at| at * 2)
        }
        // No other encoding has a NUL inside a longer character.
        _ => bytes.iter().position(|&byte| byte == 0),
    }
}

/// The text without its byte-order mark, or the first byte that is wrong.
fn strict(bytes: &[u8], encoding: Encoding) -> Result<String, usize> {
    let text = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => {
            std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| error.valid_up_to())
        }
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes),
        Encoding::Gb18030 => gb18030(bytes),
    }?;
    Ok(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, usize> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut offset = 0;
    for c in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let c = c.map_err(|_| offset)?;
        offset += 2 * c.len_utf16();
        text.push(c);
    }
    if odd.is_empty() { Ok(text) } else { Err(offset) }
}

fn gb18030(bytes: &[u8]) -> Result<String, usize> {
    if let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text.into_owned());
    }
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    Err(match result {
        DecoderResult::Malformed(wrong, after) => {
            read.saturating_sub(usize::from(wrong) + usize::from(after))
        }
        DecoderResult::InputEmpty | DecoderResult::OutputFull => read,
    })
}

/// Valid UTF-8 may be GB 18030 all the same when it makes no Chinese: `D2 BB D0 A9` is 一些, and
/// also `һЩ`.
fn utf8_or_gb18030(bytes: &[u8], text: String) -> Decoded {
    let foreign = |text: &str| share_of_common(text.chars().filter(|c| !c.is_ascii()));
    if foreign(&text) < 0.5
        && let Ok(other) = gb18030(bytes)
        && foreign(&other) >= 0.6
    {
        return Decoded::Undecided { readings: vec![(Encoding::Gb18030, other), (Encoding::Utf8, text)] };
    }
    Decoded::Text { encoding: Encoding::Utf8, text }
}

fn gb18030_or_utf16(bytes: &[u8], utf8: usize) -> Result<Decoded, DecodeError> {
    // Without a NUL, UTF-16 has no line end and no digit: one line of Chinese and nothing else.
    let guess = |least| guess_utf16(bytes, least);
    match strict(bytes, Encoding::Gb18030) {
        Ok(text) => {
            if share_of_common(text.chars()) < 0.5
                && let Some(other) = guess(0.9)
            {
                return Ok(Decoded::Undecided { readings: vec![other, (Encoding::Gb18030, text)] });
            }
            Ok(Decoded::Text { encoding: Encoding::Gb18030, text })
        }
        Err(gb18030) => match guess(0.9) {
            Some((encoding, text)) => Ok(Decoded::Text { encoding, text }),
            None => Err(DecodeError::Invalid {
                failures: vec![(Encoding::Utf8, utf8), (Encoding::Gb18030, gb18030)],
            }),
        },
    }
}

/// The more plausible byte order, if at least `least` of what it gives is common.
fn guess_utf16(bytes: &[u8], least: f64) -> Option<(Encoding, String)> {
    [Encoding::Utf16Le, Encoding::Utf16Be]
        .into_iter()
        .filter_map(|encoding| {
            let text = strict(bytes, encoding).ok().filter(|text| !text.contains('\0'))?;
            Some((share_of_common(text.chars()), encoding, text))
        })
        .filter(|(share, ..)| *share >= least)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, encoding, text)| (encoding, text))
}

/// How much of the text an office would write: ASCII, Chinese marks, and the 3755 commonest
/// characters (level 1 of GB/T 2312). 1 for no text at all.
fn share_of_common(chars: impl Iterator<Item = char>) -> f64 {
    let (mut common, mut all) = (0_u32, 0_u32);
    for c in chars.filter(|c| !c.is_whitespace()).take(SAMPLE) {
        all += 1;
        common += u32::from(is_common(c));
    }
    if all == 0 { 1.0 } else { f64::from(common) / f64::from(all) }
}

fn is_common(c: char) -> bool {
    match c {
        '\u{21}'..='\u{7E}' | '\u{3000}'..='\u{301F}' | '\u{FF01}'..='\u{FF5E}' => true,
        '\u{B7}' | '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2026}' => true,
        '\u{2460}'..='\u{2473}' => true,
        '\u{4E00}'..='\u{9FFF}' => {
            let mut buffer = [0; 4];
            let (bytes, _, unmapped) = GBK.encode(c.encode_utf8(&mut buffer));
            !unmapped && matches!(*bytes, [0xB0..=0xD7, 0xA1..=0xFE])
        }
        _ => false,
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::TooLarge { bytes } => {
                t!("import.too_large", size = bytes.div_ceil(1 << 20), limit = MAX_BYTES >> 20)
            }
            Self::TooManyLines { lines } => t!("import.too_many_lines", lines = lines, limit = MAX_LINES),
            Self::Document(DocumentKind::Office) => t!("import.document.office"),
            Self::Document(DocumentKind::Zip) => t!("import.document.zip"),
            Self::Document(DocumentKind::Pdf) => t!("import.document.pdf"),
            Self::Document(DocumentKind::Rtf) => t!("import.document.rtf"),
            Self::Binary { offset } => t!("import.binary", at = offset + 1),
            Self::Invalid { failures } => {
                let places: Vec<_> = failures
                    .iter()
                    .map(|(encoding, at)| {
                        t!("import.invalid_at", encoding = encoding.label(), at = at + 1).into_owned()
                    })
                    .collect();
                t!("import.invalid", places = places.join(&t!("common.list_separator")))
            }
        };
        f.write_str(&text)
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "青石镇2026年工作总结\n一、强化领导。";

    fn units(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    fn check(bytes: &[u8], encoding: Encoding, text: &str) {
        assert_eq!(decode(bytes), Ok(Decoded::Text { encoding, text: text.into() }), "{bytes:X?}");
    }

    #[test]
    fn every_encoding() {
        let gbk = GBK.encode(TEXT).0;
        check(TEXT.as_bytes(), Encoding::Utf8, TEXT);
        check(format!("\u{FEFF}{TEXT}").as_bytes(), Encoding::Utf8Bom, TEXT);
        check(&gbk, Encoding::Gb18030, TEXT);
        check(&units(&format!("\u{FEFF}{TEXT}"), u16::to_le_bytes), Encoding::Utf16Le, TEXT);
        check(&units(&format!("\u{FEFF}{TEXT}"), u16::to_be_bytes), Encoding::Utf16Be, TEXT);
        check(&units(TEXT, u16::to_le_bytes), Encoding::Utf16Le, TEXT);
        check(&units(TEXT, u16::to_be_bytes), Encoding::Utf16Be, TEXT);
        check(&units("plain ASCII", u16::to_le_bytes), Encoding::Utf16Le, "plain ASCII");
        check(&GB18030.encode("𠮷野镇工作总结").0, Encoding::Gb18030, "𠮷野镇工作总结");
        check(b"", Encoding::Utf8, "");
        check("\u{FEFF}\u{FEFF}双".as_bytes(), Encoding::Utf8Bom, "\u{FEFF}双");
        check("原文有\u{FFFD}一处".as_bytes(), Encoding::Utf8, "原文有\u{FFFD}一处");
        check("进度👍".as_bytes(), Encoding::Utf8, "进度👍");
        for encoding in Encoding::ALL {
            let bytes = match encoding {
                Encoding::Gb18030 => gbk.to_vec(),
                Encoding::Utf16Le => units(TEXT, u16::to_le_bytes),
                Encoding::Utf16Be => units(TEXT, u16::to_be_bytes),
                Encoding::Utf8 | Encoding::Utf8Bom => TEXT.into(),
            };
            assert_eq!(decode_as(&bytes, encoding), Ok(TEXT.into()));
        }
    }

    #[test]
    fn every_short_word_in_gbk_is_read_or_asked_about() {
        for word in ["一些", "联通", "总结", "信访", "党建", "青石镇", "力度", "一、", "说明", "中国"]
        {
            match decode(&GBK.encode(word).0).unwrap() {
                Decoded::Text { encoding, text } => assert_eq!((encoding, &*text), (Encoding::Gb18030, word)),
                Decoded::Undecided { readings } => {
                    assert!(readings.contains(&(Encoding::Gb18030, word.into())), "{word}: {readings:?}");
                }
            }
        }
        let Ok(Decoded::Undecided { readings }) = decode(&GBK.encode("一些").0) else { panic!() };
        assert_eq!(readings, [(Encoding::Gb18030, "一些".into()), (Encoding::Utf8, "һЩ".into())]);
    }

    #[test]
    fn what_is_no_text() {
        let invalid = |failures: &[(Encoding, usize)]| DecodeError::Invalid { failures: failures.to_vec() };
        let mut broken = GBK.encode("青石镇").0.into_owned();
        broken.push(0xFF);
        broken.extend_from_slice(&GBK.encode("总结").0);
        for (bytes, error) in [
            (&broken[..], invalid(&[(Encoding::Utf8, 0), (Encoding::Gb18030, 6)])),
            (b"abc\xFF\xFF", invalid(&[(Encoding::Utf8, 3), (Encoding::Gb18030, 3)])),
            (b"abc\x81", invalid(&[(Encoding::Utf8, 3), (Encoding::Gb18030, 3)])),
            (b"\xEF\xBB\xBFab\xFF", invalid(&[(Encoding::Utf8Bom, 5)])),
            (b"\xFF\xFEa\0\x00\xD8", invalid(&[(Encoding::Utf16Le, 4)])),
            (b"\xFF\xFEa\0b", invalid(&[(Encoding::Utf16Le, 4)])),
            (b"text\0with NUL", DecodeError::Binary { offset: 4 }),
            (b"\x7FELF\x02\x01\x01\0\0\0\0\0", DecodeError::Binary { offset: 7 }),
            (b"%PDF-1.7", DecodeError::Document(DocumentKind::Pdf)),
            (b"PK\x03\x04\x14\0", DecodeError::Document(DocumentKind::Zip)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", DecodeError::Document(DocumentKind::Office)),
            (b"{\\rtf1\\ansi", DecodeError::Document(DocumentKind::Rtf)),
        ] {
            assert_eq!(decode(bytes), Err(error.clone()), "{bytes:X?}");
            assert!(error.to_string().chars().count() > 20 && !error.to_string().contains('%'), "{error}");
        }
        assert_eq!(decode(b"\xFF\xFEa\0\0\0"), Err(DecodeError::Binary { offset: 4 }));
        assert_eq!(decode_as(b"ab\0", Encoding::Gb18030), Err(DecodeError::Binary { offset: 2 }));
        let lines = "\n".repeat(MAX_LINES + 1);
        let error = DecodeError::TooManyLines { lines: MAX_LINES + 1 };
        assert!(error.to_string().contains("100001"), "{error}");
        assert_eq!(decode(lines.as_bytes()), Err(error.clone()));
        assert_eq!(decode_as(lines.as_bytes(), Encoding::Gb18030), Err(error));
        assert!(decode("\n".repeat(MAX_LINES).as_bytes()).is_ok());
        let large = vec![b' '; MAX_BYTES + 1];
        assert_eq!(decode(&large), Err(DecodeError::TooLarge { bytes: MAX_BYTES + 1 }));
    }

    #[test]
    fn no_replacement_character_is_made() {
        let mut seed = 1_u64;
        for length in 0..4000_usize {
            let bytes: Vec<u8> = (0..length % 23)
                .map(|_| {
                    seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    (seed >> 56) as u8
                })
                .collect();
            let readings = match decode(&bytes) {
                Ok(Decoded::Text { encoding, text }) => vec![(encoding, text)],
                Ok(Decoded::Undecided { readings }) => readings,
                Err(_) => vec![],
            };
            for (encoding, text) in readings {
                // 84 31 A4 37 is how GB 18030 itself writes U+FFFD.
                let written = bytes.windows(4).any(|four| four == b"\x84\x31\xA4\x37")
                    || bytes.windows(3).any(|three| three == b"\xEF\xBF\xBD")
                    || bytes.windows(2).any(|two| two == b"\xFF\xFD" || two == b"\xFD\xFF");
                assert!(written || !text.contains('\u{FFFD}'), "{encoding:?} {bytes:X?}");
            }
        }
    }
}
