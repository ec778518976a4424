//! 样式 and 字体: `styles.xml` and `fontTable.xml`. Children stand in the order of the schema
//! (ISO/IEC 29500-1 annex A.1); Word calls a file damaged where they do not.

use super::MAIN;
use super::setup::{Setup, half_points, role};
use super::xml::Xml;
use crate::model::profile::{NumberPlace, Pt};
use crate::page::{Kind, Role};

/// Levels of headings that Word has.
pub const LEVELS: usize = 9;
/// Levels that GB/T 9704—2012 7.3.3 has; deeper ones look like the last.
const NAMED: [&str; 4] = ["一级", "二级", "三级", "四级"];

/// The style of a paragraph.
pub fn paragraph_style(kind: Kind) -> String {
    match kind {
        Kind::Title => "Title".into(),
        Kind::Heading(level) => format!("Heading{}", level.clamp(1, LEVELS)),
        Kind::Body => "Normal".into(),
        Kind::Attachment => "Attachment".into(),
        Kind::SignatureUnit => "SignatureUnit".into(),
        Kind::SignatureDate => "SignatureDate".into(),
    }
}

/// The style of a stretch of text in the font of a heading, where that is not the body's.
pub fn run_in_style(role: Role) -> Option<&'static str> {
    match role {
        Role::First => Some("RunIn1"),
        Role::Second => Some("RunIn2"),
        Role::Title | Role::Body | Role::PageNumber => None,
    }
}

/// All three of Word's fonts: else “ ” … and — come from a Latin one.
pub fn write_fonts(xml: &mut Xml, font: &str) {
    xml.empty(
        "w:rFonts",
        &[
            ("w:hint", &"eastAsia"),
            ("w:ascii", &font),
            ("w:eastAsia", &font),
            ("w:hAnsi", &font),
            ("w:cs", &font),
        ],
    );
}

pub fn styles(setup: &Setup) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:styles", &[MAIN], |xml| {
        write_defaults(xml, setup);
        write_normal(xml, setup);
        write_title(xml, setup);
        (1..=LEVELS).for_each(|level| write_heading(xml, setup, level));
        write_under_text(xml, setup);
        write_footer(xml, setup);
        xml.within(
            "w:style",
            &[("w:type", &"character"), ("w:default", &1), ("w:styleId", &"Characters")],
            |xml| {
                xml.val("w:name", "Default Paragraph Font");
                xml.val("w:uiPriority", 1);
                xml.empty("w:semiHidden", &[]);
            },
        );
        for (role, name) in [(Role::First, "一级标题（行内）"), (Role::Second, "二级标题（行内）")]
        {
            custom(xml, "character", run_in_style(role).unwrap_or_default(), |xml| {
                xml.val("w:name", name);
                xml.val("w:basedOn", "Characters");
                xml.empty("w:qFormat", &[]);
                xml.within("w:rPr", &[], |xml| write_fonts(xml, setup.font(role)));
            });
        }
    });
    xml.into_bytes()
}

fn write_defaults(xml: &mut Xml, setup: &Setup) {
    xml.within("w:docDefaults", &[], |xml| {
        xml.within("w:rPrDefault", &[], |xml| {
            xml.within("w:rPr", &[], |xml| {
                write_fonts(xml, setup.font(Role::Body));
                write_size(xml, setup.profile.sizes.body);
                // Told that digits and Latin letters are Chinese, LibreOffice parts them anywhere.
                xml.empty("w:lang", &[("w:val", &"en-US"), ("w:eastAsia", &"zh-CN"), ("w:bidi", &"ar-SA")]);
            });
        });
        xml.empty("w:pPrDefault", &[]);
    });
}

/// 正文
fn write_normal(xml: &mut Xml, setup: &Setup) {
    xml.within("w:style", &[("w:type", &"paragraph"), ("w:default", &1), ("w:styleId", &"Normal")], |xml| {
        xml.val("w:name", "Normal");
        xml.empty("w:qFormat", &[]);
        xml.within("w:pPr", &[], |xml| {
            xml.val("w:widowControl", 0);
            xml.val("w:kinsoku", 1);
            xml.val("w:wordWrap", 1);
            // Without it LibreOffice does not draw marks that it has no room for. Whether marks hang or
            // draw in is said in the settings.
            xml.val("w:overflowPunct", 1);
            xml.val("w:topLinePunct", 0);
            // Word would put a quarter of a character between 汉字 and digits.
            xml.val("w:autoSpaceDE", 0);
            xml.val("w:autoSpaceDN", 0);
            write_lines(xml, 0, 0, setup.pitch);
            let indent = setup.profile.indent.get();
            xml.empty(
                "w:ind",
                &[("w:firstLineChars", &(indent * 100)), ("w:firstLine", &setup.characters(indent))],
            );
            xml.val("w:jc", "both");
        });
        xml.within("w:rPr", &[], |xml| {
            write_fonts(xml, setup.font(Role::Body));
            xml.val("w:spacing", setup.spacing);
            write_size(xml, setup.profile.sizes.body);
        });
    });
}

fn write_title(xml: &mut Xml, setup: &Setup) {
    let size = setup.profile.sizes.title;
    built_in(
        xml,
        "Title",
        "Title",
        "标题",
        |xml| {
            xml.empty("w:keepNext", &[]);
            xml.empty("w:keepLines", &[]);
            write_no_grid(xml);
            write_lines(xml, 0, setup.lines(setup.profile.title_space.get()), setup.line_for(size));
            write_no_indent(xml);
            xml.val("w:jc", "center");
        },
        |xml| {
            write_fonts(xml, setup.font(Role::Title));
            xml.val("w:spacing", 0);
            write_size(xml, size);
        },
    );
}

fn write_heading(xml: &mut Xml, setup: &Setup, level: usize) {
    let name = NAMED.get(level - 1).map(|name| format!("{name}标题")).unwrap_or_default();
    built_in(
        xml,
        &paragraph_style(Kind::Heading(level)),
        &format!("heading {level}"),
        &name,
        |xml| {
            xml.empty("w:keepNext", &[]);
            xml.val("w:outlineLvl", level - 1);
        },
        |xml| write_fonts(xml, setup.font(role(level))),
    );
}

/// 附件说明 and 落款: how far in they stand is said beside each, it hangs on their words.
fn write_under_text(xml: &mut Xml, setup: &Setup) {
    let paragraph = |xml: &mut Xml, kind, name: &str, properties: &dyn Fn(&mut Xml)| {
        custom(xml, "paragraph", &paragraph_style(kind), |xml| {
            xml.val("w:name", name);
            xml.val("w:basedOn", "Normal");
            xml.empty("w:qFormat", &[]);
            xml.within("w:pPr", &[], properties);
        });
    };
    paragraph(xml, Kind::Attachment, "附件说明", &write_no_indent);
    paragraph(xml, Kind::SignatureUnit, "落款单位", &|xml| {
        xml.empty("w:keepNext", &[]);
        xml.empty("w:keepLines", &[]);
        write_lines(xml, setup.lines(setup.profile.signature.space.get()), 0, setup.pitch);
        write_no_indent(xml);
    });
    paragraph(xml, Kind::SignatureDate, "落款日期", &|xml| {
        xml.empty("w:keepLines", &[]);
        write_no_indent(xml);
    });
}

/// 页码. The line is as high as its font, so that the dash stands where it is reckoned to.
fn write_footer(xml: &mut Xml, setup: &Setup) {
    if setup.profile.page_number.place == NumberPlace::None {
        return;
    }
    built_in(
        xml,
        "Footer",
        "footer",
        "页码",
        |xml| {
            write_no_grid(xml);
            write_lines(xml, 0, 0, setup.number_size());
            write_no_indent(xml);
        },
        |xml| {
            write_fonts(xml, setup.font(Role::PageNumber));
            xml.val("w:spacing", 0);
            write_size(xml, setup.profile.sizes.page_number);
        },
    );
}

/// A paragraph style that Word knows by its English name and shows by its own.
fn built_in(
    xml: &mut Xml,
    id: &str,
    name: &str,
    alias: &str,
    paragraph: impl FnOnce(&mut Xml),
    run: impl FnOnce(&mut Xml),
) {
    xml.within("w:style", &[("w:type", &"paragraph"), ("w:styleId", &id)], |xml| {
        xml.val("w:name", name);
        if !alias.is_empty() {
            xml.val("w:aliases", alias);
        }
        xml.val("w:basedOn", "Normal");
        xml.val("w:next", "Normal");
        xml.empty("w:qFormat", &[]);
        xml.within("w:pPr", &[], paragraph);
        xml.within("w:rPr", &[], run);
    });
}

fn custom(xml: &mut Xml, kind: &str, id: &str, inner: impl FnOnce(&mut Xml)) {
    xml.within("w:style", &[("w:type", &kind), ("w:customStyle", &1), ("w:styleId", &id)], inner);
}

fn write_size(xml: &mut Xml, size: Pt) {
    xml.val("w:sz", half_points(size));
    xml.val("w:szCs", half_points(size));
}

fn write_lines(xml: &mut Xml, before: i32, after: i32, line: i32) {
    xml.empty(
        "w:spacing",
        &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", &"exact")],
    );
}

/// Lines of another font than the body's are as high as is said: on the page's grid LibreOffice
/// gives each two of its lines.
fn write_no_grid(xml: &mut Xml) {
    xml.val("w:snapToGrid", 0);
}

/// The indent in characters of a style above goes before one in twips.
fn write_no_indent(xml: &mut Xml) {
    xml.empty("w:ind", &[("w:firstLineChars", &0), ("w:firstLine", &0)]);
}

/// The fonts of the file, each with another that stands in where it is not installed.
pub fn font_table(setup: &Setup) -> Vec<u8> {
    // Alternative name, PANOSE, family.
    const SONG: [&str; 3] = ["宋体", "02010600030101010101", "auto"];
    const HEI: [&str; 3] = ["黑体", "02010609060101010101", "modern"];
    const KAI: [&str; 3] = ["楷体", "02010609060101010101", "modern"];
    const FANG: [&str; 3] = ["仿宋", "02010609060101010101", "modern"];
    // What the files of these fonts call themselves in English.
    const ENGLISH: [(&str, &str); 4] =
        [("宋体", "SimSun"), ("黑体", "SimHei"), ("楷体", "KaiTi"), ("仿宋", "FangSong")];
    let mut xml = Xml::new();
    let mut known: Vec<&str> = Vec::new();
    xml.within("w:fonts", &[MAIN], |xml| {
        for role in Role::ALL {
            let font = setup.font(role);
            if known.contains(&font) {
                continue;
            }
            known.push(font);
            let [other, panose, family] = match role {
                Role::Title | Role::PageNumber => SONG,
                Role::Body => FANG,
                Role::First => HEI,
                Role::Second => KAI,
            };
            let english = ENGLISH.iter().find(|(name, _)| *name == font).map(|(_, english)| *english);
            xml.within("w:font", &[("w:name", &font)], |xml| {
                xml.val("w:altName", english.unwrap_or(other));
                xml.val("w:panose1", panose);
                xml.val("w:charset", "86");
                xml.val("w:family", family);
                xml.val("w:pitch", "default");
            });
        }
    });
    xml.into_bytes()
}
