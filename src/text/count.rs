//! 字数统计 by the Word口径: the figures of Word's 字数统计 dialog.
//!
//! Microsoft publishes no algorithm; the rule here agrees with every case known to have been
//! read off Word's own dialog (`tests/data/wordcount_vectors.tsv`).

use super::chars::{ends_line, is_asian, is_dropped, is_han, is_shared_mark};
use std::ops::{Add, AddAssign, Sub};

/// The figures of one text. Counts of the parts of a text add up to the count of the whole when
/// one [`Counter`] has run through them in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// 字数: Asian characters and marks one by one, plus [`Count::non_asian_words`].
    pub words: usize,
    /// 字符数(不计空格): characters that are not blank.
    pub chars_no_space: usize,
    /// 字符数(计空格): the same plus blanks other than line ends.
    pub chars_with_space: usize,
    /// 汉字数: characters of the script Han only.
    pub han: usize,
    /// 段落数: lines with a character that is not blank.
    pub paragraphs: usize,
    /// 非中文单词: maximal runs of other characters, such as `2024` or `93.3%`.
    pub non_asian_words: usize,
}

impl Count {
    /// Counts a text whose paragraphs are its lines.
    pub fn of(text: &str) -> Self {
        let mut counter = Counter::default();
        counter.feed(text);
        counter.count()
    }
}

impl Add for Count {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            chars_no_space: self.chars_no_space + other.chars_no_space,
            chars_with_space: self.chars_with_space + other.chars_with_space,
            han: self.han + other.han,
            paragraphs: self.paragraphs + other.paragraphs,
            non_asian_words: self.non_asian_words + other.non_asian_words,
        }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// The difference between two readings of one [`Counter`].
impl Sub for Count {
    type Output = Self;
    fn sub(self, earlier: Self) -> Self {
        Self {
            words: self.words - earlier.words,
            chars_no_space: self.chars_no_space - earlier.chars_no_space,
            chars_with_space: self.chars_with_space - earlier.chars_with_space,
            han: self.han - earlier.han,
            paragraphs: self.paragraphs - earlier.paragraphs,
            non_asian_words: self.non_asian_words - earlier.non_asian_words,
        }
    }
}

/// How `· — ‘ ’ “ ” …` are counted. Word decides by the font of the run; in Chinese text it
/// counts them one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SharedMarks {
    #[default]
    Asian,
    Latin,
}

/// Counts a text that comes in pieces; a word or line cut between two pieces counts once, in the
/// piece where it begins.
#[derive(Clone, Debug, Default)]
pub struct Counter {
    count: Count,
    marks: SharedMarks,
    in_word: bool,
    line_seen: bool,
}

impl Counter {
    pub fn new(marks: SharedMarks) -> Self {
        Self { marks, ..Self::default() }
    }

    /// What has been counted so far.
    pub fn count(&self) -> Count {
        self.count
    }

    pub fn feed(&mut self, text: &str) {
        for c in text.chars() {
            self.feed_char(c);
        }
    }

    pub fn end_line(&mut self) {
        self.in_word = false;
        self.line_seen = false;
    }

    fn feed_char(&mut self, c: char) {
        if is_dropped(c) {
            return;
        }
        if ends_line(c) {
            return self.end_line();
        }
        let count = &mut self.count;
        count.chars_with_space += 1;
        if c.is_whitespace() {
            self.in_word = false;
            return;
        }
        count.chars_no_space += 1;
        if !self.line_seen {
            self.line_seen = true;
            count.paragraphs += 1;
        }
        if is_asian(c) || (self.marks == SharedMarks::Asian && is_shared_mark(c)) {
            count.words += 1;
            count.han += usize::from(is_han(c));
            self.in_word = false;
        } else if !self.in_word {
            count.words += 1;
            count.non_asian_words += 1;
            self.in_word = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescape(text: &str) -> String {
        text.replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\u200B", "\u{200B}")
            .replace("\\u00A0", "\u{A0}")
            .replace("\\u3000", "\u{3000}")
    }

    #[test]
    fn every_vector() {
        let rows = include_str!("../../tests/data/wordcount_vectors.tsv");
        let mut seen = 0;
        for row in rows.lines().filter(|row| !row.starts_with('#')).skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let figure = |at: usize| cells[at].parse::<usize>().unwrap();
            let count = Count::of(&unescape(cells[0]));
            assert_eq!(count.words, figure(1), "字数 of {:?}", cells[0]);
            assert_eq!(count.chars_no_space, figure(2), "不计空格 of {:?}", cells[0]);
            assert_eq!(count.chars_with_space, figure(3), "计空格 of {:?}", cells[0]);
            assert_eq!(count.han, figure(4), "汉字 of {:?}", cells[0]);
            seen += 1;
        }
        assert_eq!(seen, 63);
    }

    #[test]
    fn figures_read_off_word() {
        for (text, words) in [
            ("你好，世界。", 6),
            ("2024年12月", 4),
            ("办结率93.3%；", 5),
            ("GB/T 9704", 2),
            ("１２３ＡＢＣ", 6),
            ("使用 Adobe Photoshop 打开图片", 8),
            ("按照 WHO 的要求，2025 年底前完成。", 14),
            ("Let's say ‘你好’ 100 times per day, 勤勉", 12),
            ("①②③④⑤", 1),
            ("👨‍👩‍👧 全家", 3),
            ("葛\u{E0100}", 1),
        ] {
            assert_eq!(Count::of(text).words, words, "{text}");
        }
    }

    #[test]
    fn pieces_add_up_to_the_whole() {
        let text = "一是GDP增长5.6%。\n\n二是“放管服”改革……𠮷 ok\r\n end";
        let whole = Count::of(text);
        let mut counter = Counter::default();
        let mut sum = Count::default();
        for c in text.chars() {
            let before = counter.count();
            counter.feed(&c.to_string());
            sum += counter.count() - before;
        }
        assert_eq!(sum, whole);
        assert_eq!(whole.paragraphs, 3);
    }

    #[test]
    fn shared_marks_can_count_as_latin() {
        let mut counter = Counter::new(SharedMarks::Latin);
        counter.feed("“5+2”“白加黑”");
        assert_eq!(counter.count().words, 5);
        assert_eq!(Count::of("“5+2”“白加黑”").words, 8);
    }

    #[test]
    fn hundred_thousand_characters() {
        let count = Count::of(&"乡镇工作总结，".repeat(20_000));
        assert_eq!((count.words, count.han, count.paragraphs), (140_000, 120_000, 1));
    }
}
