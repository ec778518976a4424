//! Changes to bytes as a fuzzer makes them, the same in every run.

/// A sequence of numbers (SplitMix64, <https://prng.di.unimi.it/splitmix64.c>).
pub struct Random(pub u64);

/// What readers stumble over: NUL, byte-order marks, U+FFFD, a lone surrogate, an overlong NUL, the
/// first half of a character, line ends, marks that the formats give a meaning.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"\xEF\xBF\xBD",
    b"\xED\xA0\x80",
    b"\xC0\x80",
    b"\xE9\x9D",
    b"\xF4\x8F\xBF\xBF",
    b"\r",
    b"\r\n",
    b"\n",
    "\u{2028}".as_bytes(),
    "\u{3000}".as_bytes(),
    "\u{200B}".as_bytes(),
    "𠮷".as_bytes(),
    "👍".as_bytes(),
    "一、".as_bytes(),
    "（二）".as_bytes(),
    b"(3)",
    b"4.",
    "②".as_bytes(),
    "一是".as_bytes(),
    "；二是".as_bytes(),
    "第三，".as_bytes(),
    "。".as_bytes(),
    "“".as_bytes(),
    "{{单位}}".as_bytes(),
    "{{年度+1}}".as_bytes(),
    b"{{",
    b"}}",
    b"\"",
    b"\\",
    b"\\u{D800}",
    b"r#\"",
    b"/*",
    b"(",
    b")",
    b"[",
    b"]",
    b",",
    b"Some(",
    b"18446744073709551615",
    b"-1",
];

/// Pieces that are put in over and over.
const REPEATED: &[&str] = &["(", "[", "{{", "\"", "（", "一是", "一、\n", "Some("];

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 or more and below `end`; 0 where nothing is.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next()).unwrap().checked_rem(end).unwrap_or(0)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// One seed with one to four changes, some of them from another.
pub fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = random.one(seeds).clone();
    for _ in 0..=random.below(4) {
        change(&mut bytes, seeds, random);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    // Mostly short, so that what is left still means something.
    let longest = [8, 64, bytes.len()][random.below(3)];
    let end = (at + random.below(longest + 1)).min(bytes.len());
    match random.below(16) {
        0..=2 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        3 => bytes.truncate(at),
        4..=5 => drop(bytes.drain(at..end)),
        6..=7 => {
            let part = bytes[at..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, part);
        }
        8..=9 => {
            let other = random.one(seeds);
            let from = random.below(other.len() + 1);
            let to = (from + random.below(256)).min(other.len());
            bytes.splice(at..end, other[from..to].iter().copied());
        }
        10 => {
            let piece = random.one(REPEATED);
            let count = [10, 100, 5000][random.below(3)];
            bytes.splice(at..at, piece.repeat(count).into_bytes());
        }
        _ => drop(bytes.splice(at..at, random.one(PIECES).iter().copied())),
    }
}
