//! The user's own words, beside those of the program: RON that anybody can write.

use super::reader::{self, ReadError};
use super::{Cause, Fault, Mistake, syntax};
use crate::judge::words::{Lexicon, Lists};
use rust_i18n::t;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most bytes of a file of words.
const MAX_BYTES: u64 = 1 << 20;

/// Why the words are those of the program alone. `Display` gives file, place, what is wrong and
/// what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LexiconError {
    Unreadable(ReadError),
    /// From this byte on (from 0) it is not UTF-8.
    NotUtf8 {
        path: PathBuf,
        byte: usize,
    },
    Mistake {
        path: PathBuf,
        mistake: Mistake,
    },
}

/// The program's words and those of a file; without one, or with one that cannot be read, the
/// program's alone, and in the second case also what is wrong with it.
pub fn load(path: &Path) -> (Arc<Lexicon>, Option<LexiconError>) {
    match read(path) {
        Ok(lists) => (Arc::new(Lexicon::with(lists)), None),
        Err(LexiconError::Unreadable(ReadError::Io { cause: Cause::NotFound, .. })) => {
            (Lexicon::built_in(), None)
        }
        Err(error) => (Lexicon::built_in(), Some(error)),
    }
}

fn read(path: &Path) -> Result<Lists, LexiconError> {
    let bytes = reader::read(path, MAX_BYTES).map_err(LexiconError::Unreadable)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| LexiconError::NotUtf8 { path: path.into(), byte: error.valid_up_to() })?;
    parse(text).map_err(|mistake| LexiconError::Mistake { path: path.into(), mistake })
}

/// Reads a file of words.
///
/// # Errors
/// The first mistake: what RON or the lists do not take, an empty word, a right form that holds
/// the wrong one, so that it would be wrong again.
pub fn parse(text: &str) -> Result<Lists, Mistake> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lists: Lists = syntax::read(text)?;
    check(&lists, text).map(|()| lists)
}

fn check(lists: &Lists, source: &str) -> Result<(), Mistake> {
    let at = |word: &str| source.find(&format!("{word:?}")).unwrap_or(0);
    let not_empty = |word: &String| match word.trim() {
        "" => Err(Mistake::at(source, at(word), Fault::EmptyWord)),
        _ => Ok(()),
    };
    for entry in &lists.words {
        not_empty(&entry.wrong)?;
        for right in std::iter::once(&entry.right).chain(&entry.or) {
            if right.contains(&entry.wrong) {
                let fault = Fault::StillWrong { wrong: entry.wrong.clone(), right: right.clone() };
                return Err(Mistake::at(source, at(&entry.wrong), fault));
            }
        }
    }
    for (one, other) in &lists.pairs {
        not_empty(one).and_then(|()| not_empty(other))?;
    }
    lists.except.iter().try_for_each(not_empty)
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Unreadable(error) => t!("store.words.unreadable", error = error),
            Self::NotUtf8 { path, byte } => {
                t!("store.words.not_utf8", path = path.display(), byte = byte + 1)
            }
            Self::Mistake { path, mistake } => {
                t!("store.words.mistake", path = path.display(), mistake = mistake)
            }
        })
    }
}

impl std::error::Error for LexiconError {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const GOOD: &str = "\u{FEFF}// 我的词\n(\n  words: [(wrong: \"青山镇\", right: \"青石镇\", grade: Typo, \
        next: [\"|\"])],\n  pairs: [(\"网格员\", \"网格长\")],\n  except: [\"约话室\"],\n)";

    #[test]
    fn files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words.ron");
        assert_eq!(load(&path).0.stamp(), Lexicon::built_in().stamp());
        assert_eq!(load(&path).1, None, "no file is no mistake");
        fs::write(&path, GOOD).unwrap();
        let (lexicon, error) = load(&path);
        assert_eq!(error, None);
        assert_eq!(lexicon.entries().last().unwrap().right, "青石镇");
        assert_ne!(lexicon.stamp(), Lexicon::built_in().stamp());
        fs::write(&path, b"(words: [\xff])").unwrap();
        assert!(matches!(load(&path).1, Some(LexiconError::NotUtf8 { byte: 9, .. })));
        fs::write(&path, "(words: [(wrong: \"甲\")").unwrap();
        let (lexicon, error) = load(&path);
        assert!(matches!(error, Some(LexiconError::Mistake { .. })));
        assert_eq!(lexicon.stamp(), Lexicon::built_in().stamp());
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(matches!(load(&path).1, Some(LexiconError::Unreadable(_))));
    }

    #[test]
    fn mistakes() {
        assert_eq!(parse("()"), Ok(Lists::default()));
        for (text, line, column, fault) in [
            ("(\n  words: [(wrong: \"\", right: \"甲\")],\n)", 2, 19, Fault::EmptyWord),
            ("(words: [\n(wrong: \"其它\", right: \"其它的\")])", 2, 9, {
                Fault::StillWrong { wrong: "其它".into(), right: "其它的".into() }
            }),
            ("(pairs: [(\"甲\", \" \")])", 1, 16, Fault::EmptyWord),
            ("(except: [\"\"])", 1, 11, Fault::EmptyWord),
            ("(words: [(right: \"甲\")])", 1, 21, Fault::MissingKey { key: "wrong" }),
            ("(words: [(wrong: “甲”)])", 1, 18, Fault::FullWidth { found: '“', wanted: '"' }),
        ] {
            let mistake = parse(text).unwrap_err();
            assert_eq!((mistake.line, mistake.column, &mistake.fault), (line, column, &fault), "{text}");
        }
        let unknown = parse("(words: [(wrong: \"甲\", rihgt: \"乙\")])").unwrap_err();
        assert!(matches!(unknown.fault, Fault::UnknownKey { .. }), "{unknown:?}");
        let grade = parse("(words: [(wrong: \"甲\", grade: Typos)])").unwrap_err();
        assert!(matches!(grade.fault, Fault::UnknownValue { .. }), "{grade:?}");
    }
}
