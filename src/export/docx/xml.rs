//! XML in memory.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;
use std::fmt::Display;

pub type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

/// A part of the file being written.
pub struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// With the declaration that every part begins with.
    pub fn new() -> Self {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }

    /// `<name …>`, what `inner` writes, `</name>`.
    pub fn within(&mut self, name: &str, attributes: Attributes, inner: impl FnOnce(&mut Self)) {
        self.event(Event::Start(start(name, attributes)));
        inner(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// `<name …/>`
    pub fn empty(&mut self, name: &str, attributes: Attributes) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// `<name w:val="…"/>`
    pub fn val(&mut self, name: &str, value: impl Display) {
        self.empty(name, &[("w:val", &value)]);
    }

    /// `<name …>text</name>`
    pub fn text(&mut self, name: &str, attributes: Attributes, text: &str) {
        self.within(name, attributes, |xml| xml.event(Event::Text(BytesText::new(&allowed(text)))));
    }

    fn event(&mut self, event: Event) {
        // Memory takes everything.
        self.0.write_event(event).ok();
    }
}

fn start<'a>(name: &'a str, attributes: Attributes) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, &*allowed(&value.to_string())));
    }
    start
}

/// The text without what XML 1.0 (2.2) cannot hold, not even escaped: control characters but for
/// tab and line ends, U+FFFE and U+FFFF. They have no look of their own; nothing takes their place.
fn allowed(text: &str) -> Cow<'_, str> {
    let has_place = |c: char| match c {
        '\t' | '\n' | '\r' => true,
        c => c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'),
    };
    if text.chars().all(has_place) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|&c| has_place(c)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, expected) in [
            ("青石镇", "青石镇"),
            ("A&B <w:p/> ]]>", "A&amp;B &lt;w:p/&gt; ]]&gt;"),
            ("\0甲\u{1}\u{8}\u{B}\u{C}\u{1B}乙\u{FFFE}\u{FFFF}", "甲乙"),
            (
                "甲\t\u{7F}\u{85}\u{202E}乙\u{2066}𠮷\u{10FFFF}",
                "甲\t\u{7F}\u{85}\u{202E}乙\u{2066}𠮷\u{10FFFF}",
            ),
        ] {
            let mut xml = Xml::new();
            xml.text("t", &[], text);
            let bytes = String::from_utf8(xml.into_bytes()).unwrap();
            let (_, written) = bytes.split_once("<t>").unwrap();
            assert_eq!(written, format!("{expected}</t>"));
        }
    }

    #[test]
    fn attributes_are_escaped() {
        let mut xml = Xml::new();
        xml.val("w:font", "\"仿\u{1}宋\" & <b>");
        let text = String::from_utf8(xml.into_bytes()).unwrap();
        assert!(text.ends_with("<w:font w:val=\"&quot;仿宋&quot; &amp; &lt;b&gt;\"/>"), "{text}");
    }
}
