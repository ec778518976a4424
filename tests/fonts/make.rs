//! Font files for tests: the program's own Song under other names.

use suigao::page::font::SONG;

/// English (United States) and Chinese (PRC), as font files number languages.
pub const ENGLISH: u16 = 0x0409;
pub const CHINESE: u16 = 0x0804;

/// A font as a test wants it.
pub struct Font<'a> {
    pub families: &'a [(u16, &'a str)],
    pub weight: u16,
    /// The characters that it has, where it has not those of the program's own; they all look the same.
    pub chars: Option<&'a str>,
}

pub type Tables = Vec<([u8; 4], Vec<u8>)>;

impl<'a> Font<'a> {
    pub fn new(families: &'a [(u16, &'a str)]) -> Self {
        Self { families, weight: 400, chars: None }
    }

    pub fn file(&self) -> Vec<u8> {
        let mut file = Vec::new();
        append(&mut file, &self.tables());
        file
    }

    pub fn tables(&self) -> Tables {
        let count = usize::from(u16::from_be_bytes([SONG[4], SONG[5]]));
        let number = |at: usize| u32::from_be_bytes(SONG[at..at + 4].try_into().unwrap()) as usize;
        let table = |record: usize| {
            let (at, length) = (number(record + 8), number(record + 12));
            (SONG[record..record + 4].try_into().unwrap(), SONG[at..at + length].to_vec())
        };
        let mut tables: Tables = (0..count).map(|index| table(12 + 16 * index)).collect();
        for (tag, bytes) in &mut tables {
            match (&*tag, self.chars) {
                (b"name", _) => *bytes = self.names(),
                (b"cmap", Some(chars)) => *bytes = characters(chars),
                (b"OS/2", _) => bytes[4..6].copy_from_slice(&self.weight.to_be_bytes()),
                _ => {}
            }
        }
        tables
    }

    fn names(&self) -> Vec<u8> {
        let mut records: Vec<(u16, u16, Vec<u8>)> =
            self.families.iter().map(|&(language, name)| (language, 1, utf16(name))).collect();
        records.push((ENGLISH, 6, utf16("Test")));
        let mut table = words(&[0, records.len() as u16, 6 + 12 * records.len() as u16]);
        let mut text = Vec::new();
        for (language, kind, name) in records {
            table.extend(words(&[3, 1, language, kind, name.len() as u16, text.len() as u16]));
            text.extend(name);
        }
        table.extend(text);
        table
    }
}

/// Puts a font behind what there is.
pub fn append(file: &mut Vec<u8>, tables: &Tables) {
    file.extend(b"OTTO");
    file.extend(words(&[tables.len() as u16, 0, 0, 0]));
    let records = file.len();
    file.resize(records + 16 * tables.len(), 0);
    for (index, (tag, bytes)) in tables.iter().enumerate() {
        let record = &mut file[records + 16 * index..][..16].to_vec();
        record[..4].copy_from_slice(tag);
        record[8..12].copy_from_slice(&(file.len() as u32).to_be_bytes());
        record[12..].copy_from_slice(&(bytes.len() as u32).to_be_bytes());
        file[records + 16 * index..][..16].copy_from_slice(record);
        file.extend(bytes);
        file.resize(file.len().next_multiple_of(4), 0);
    }
}

/// A `cmap` with these characters, all of one glyph.
fn characters(chars: &str) -> Vec<u8> {
    let mut codes: Vec<u32> = chars.chars().map(u32::from).collect();
    codes.sort_unstable();
    let mut table = words(&[0, 1, 3, 10, 0, 12, 12, 0]);
    let length = 16 + 12 * codes.len() as u32;
    table.extend([length, 0, codes.len() as u32].iter().flat_map(|number| number.to_be_bytes()));
    for code in codes {
        table.extend([code, code, 40].iter().flat_map(|number| number.to_be_bytes()));
    }
    table
}

fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}
