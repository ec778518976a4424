//! The sheet: the section's properties, the page number, `settings.xml`.

use super::MAIN;
use super::setup::Setup;
use super::styles::write_fonts;
use super::xml::Xml;
use crate::model::profile::{NumberPlace, Overflow};
use crate::page::Role;

/// Where a page number stands on its line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Side {
    Left,
    Centre,
    Right,
}

/// A part of the file that holds the page number of some pages.
pub struct Footer {
    /// The pages, in Word's word: even ones, or all (others).
    pub pages: &'static str,
    pub side: Side,
    pub relation: &'static str,
    pub file: &'static str,
    /// What it shows before the number is worked out.
    shown: u8,
}

const FOOTER: Footer =
    Footer { pages: "default", side: Side::Right, relation: "rId4", file: "footer1.xml", shown: 1 };
const EVEN: Footer =
    Footer { pages: "even", side: Side::Left, relation: "rId5", file: "footer2.xml", shown: 2 };

pub fn footers(place: NumberPlace) -> Vec<Footer> {
    match place {
        NumberPlace::Outside => vec![EVEN, FOOTER],
        NumberPlace::Right => vec![FOOTER],
        NumberPlace::Centre => vec![Footer { side: Side::Centre, ..FOOTER }],
        NumberPlace::None => Vec::new(),
    }
}

/// `— 1 —`
pub fn footer(setup: &Setup, footer: &Footer) -> Vec<u8> {
    let mut xml = Xml::new();
    let inset = i32::try_from(setup.profile.page_number.inset.get()).unwrap_or_default();
    let inset = (inset * setup.number_size()).min(setup.width);
    let run = |xml: &mut Xml, inner: &dyn Fn(&mut Xml)| {
        xml.within("w:r", &[], |xml| {
            xml.within("w:rPr", &[], |xml| write_fonts(xml, setup.font(Role::PageNumber)));
            inner(xml);
        });
    };
    let text = |xml: &mut Xml, text: &str| xml.text("w:t", &[("xml:space", &"preserve")], text);
    let field = |xml: &mut Xml, kind: &str| xml.empty("w:fldChar", &[("w:fldCharType", &kind)]);
    xml.within("w:ftr", &[MAIN], |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "Footer");
                match footer.side {
                    Side::Left => xml.empty("w:ind", &[("w:left", &inset)]),
                    Side::Right => xml.empty("w:ind", &[("w:right", &inset)]),
                    Side::Centre => {}
                }
                xml.val(
                    "w:jc",
                    match footer.side {
                        Side::Left => "left",
                        Side::Centre => "center",
                        Side::Right => "right",
                    },
                );
            });
            run(xml, &|xml| text(xml, "— "));
            run(xml, &|xml| field(xml, "begin"));
            run(xml, &|xml| xml.text("w:instrText", &[("xml:space", &"preserve")], " PAGE "));
            run(xml, &|xml| field(xml, "separate"));
            run(xml, &|xml| text(xml, &footer.shown.to_string()));
            run(xml, &|xml| field(xml, "end"));
            run(xml, &|xml| text(xml, " —"));
        });
    });
    xml.into_bytes()
}

/// The last thing in the text.
pub fn write_section(xml: &mut Xml, setup: &Setup) {
    let paper = &setup.paper;
    xml.within("w:sectPr", &[], |xml| {
        for footer in footers(setup.profile.page_number.place) {
            xml.empty("w:footerReference", &[("w:type", &footer.pages), ("r:id", &footer.relation)]);
        }
        let orient = if paper.width > paper.height { "landscape" } else { "portrait" };
        xml.empty("w:pgSz", &[("w:w", &paper.width), ("w:h", &paper.height), ("w:orient", &orient)]);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &paper.top),
                ("w:right", &paper.right),
                ("w:bottom", &paper.bottom),
                ("w:left", &paper.left),
                ("w:header", &0),
                ("w:footer", &setup.footer()),
                ("w:gutter", &0),
            ],
        );
        xml.empty("w:cols", &[("w:space", &0)]);
        // A grid of characters too is what LibreOffice gets wrong: 14 in a line.
        xml.empty("w:docGrid", &[("w:type", &"lines"), ("w:linePitch", &setup.pitch)]);
    });
}

pub fn settings(setup: &Setup) -> Vec<u8> {
    let mut xml = Xml::new();
    let compress = match setup.profile.overflow {
        Overflow::DrawIn => "compressPunctuation",
        Overflow::Hang => "doNotCompress",
    };
    xml.within("w:settings", &[MAIN], |xml| {
        xml.val("w:defaultTabStop", setup.characters(setup.profile.indent.get()).max(1));
        if setup.profile.page_number.place == NumberPlace::Outside {
            xml.empty("w:evenAndOddHeaders", &[]);
        }
        xml.val("w:characterSpacingControl", compress);
        xml.within("w:compat", &[], |xml| {
            xml.empty("w:useFELayout", &[]);
            // Word of 2013 and later; without it the window says 兼容模式.
            xml.empty(
                "w:compatSetting",
                &[
                    ("w:name", &"compatibilityMode"),
                    ("w:uri", &"http://schemas.microsoft.com/office/word"),
                    ("w:val", &15),
                ],
            );
        });
        xml.empty("w:themeFontLang", &[("w:val", &"en-US"), ("w:eastAsia", &"zh-CN")]);
    });
    xml.into_bytes()
}
