//! The encodings in which offices exchange text files.

/// How a text stands in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    #[default]
    Utf8,
    /// UTF-8 behind a byte-order mark, as Windows Notepad long wrote it.
    Utf8Bom,
    /// What Notepad calls Unicode.
    Utf16Le,
    Utf16Be,
    /// GB 18030, and with it GBK and GB 2312.
    Gb18030,
}

impl Encoding {
    pub const ALL: [Self; 5] = [Self::Utf8, Self::Utf8Bom, Self::Gb18030, Self::Utf16Le, Self::Utf16Be];

    /// The name that the command line takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf8Bom => "utf-8-bom",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
        }
    }

    /// The name that a user reads, the same in every language.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 (BOM)",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Gb18030 => "GB18030 (GBK)",
        }
    }

    /// Reads [`Encoding::name`], whatever its case; `gbk` and `gb2312` are GB 18030.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        if matches!(name.as_str(), "gbk" | "gb2312") {
            return Some(Self::Gb18030);
        }
        Self::ALL.into_iter().find(|encoding| encoding.name() == name)
    }

    /// The mark that a file in this encoding begins with; empty where it begins with none.
    pub fn bom(self) -> &'static [u8] {
        match self {
            Self::Utf8 | Self::Gb18030 => b"",
            Self::Utf8Bom => b"\xEF\xBB\xBF",
            Self::Utf16Le => b"\xFF\xFE",
            Self::Utf16Be => b"\xFE\xFF",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_name(encoding.name()), Some(encoding));
        }
        assert_eq!(Encoding::from_name(" GBK"), Some(Encoding::Gb18030));
        assert_eq!(Encoding::from_name("big5"), None);
    }
}
