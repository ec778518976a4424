//! The text: `document.xml`.

use super::setup::{Setup, role};
use super::styles::{paragraph_style, run_in_style, write_fonts};
use super::xml::Xml;
use super::{MAIN, sheet};
use crate::model::Project;
use crate::page::draft::{ATTACHMENT, Draft, drafts, numbering};
use crate::page::{Fonts, Kind, Layout, Placed, Role, lay_out, title_lines};
use std::fmt::Display;
use std::sync::Arc;

/// Lines of text that go to a new page with the 落款.
const WITH_SIGNATURE: i32 = 2;
/// A paragraph of more lines does not go with it: LibreOffice, which does not part what keeps with the
/// next, would leave as many lines blank on the page before.
const LONG: i32 = 6;

/// A paragraph, and what it has beside its style.
struct Paragraph {
    kind: Kind,
    /// Text in one font each.
    runs: Vec<(Role, String)>,
    keep: Keep,
    place: Place,
}

/// What stands on the same page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Keep {
    AsStyle,
    /// The last two lines with what follows.
    WithNext,
}

/// Where a paragraph stands. Lengths are twips.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    AsStyle,
    /// On the right, so many characters from it.
    Right(usize),
    Left(i32),
    /// From the left; the first line begins so much before the others.
    Hanging {
        left: i32,
        hanging: i32,
        apart: bool,
    },
}

pub fn document(project: &Project, setup: &Setup, fonts: &Arc<Fonts>) -> Vec<u8> {
    let mut paragraphs = paragraphs(project);
    keep_with_signature(&mut paragraphs, project, setup, fonts);
    place_attachments(&mut paragraphs, setup, fonts);
    place_signature(&mut paragraphs, setup, fonts);
    let mut xml = Xml::new();
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    xml.within("w:document", &[MAIN, ("xmlns:r", &relations)], |xml| {
        xml.within("w:body", &[], |xml| {
            write_title(xml, setup, &title_lines(project, fonts));
            paragraphs.iter().for_each(|paragraph| write_paragraph(xml, setup, paragraph));
            sheet::write_section(xml, setup);
        });
    });
    xml.into_bytes()
}

/// Those below the title.
fn paragraphs(project: &Project) -> Vec<Paragraph> {
    let below = drafts(project).into_iter().filter(|draft| draft.kind != Kind::Title);
    below
        .map(|draft| Paragraph {
            kind: draft.kind,
            runs: runs(&draft),
            keep: Keep::AsStyle,
            place: Place::AsStyle,
        })
        .collect()
}

fn runs(draft: &Draft) -> Vec<(Role, String)> {
    let mut runs: Vec<(Role, String)> = Vec::new();
    let mut roles = draft.roles.iter().copied().peekable();
    for (at, char) in draft.text.chars().enumerate() {
        while let Some((_, role)) = roles.next_if(|(from, _)| *from <= at) {
            runs.push((role, String::new()));
        }
        if let Some((_, text)) = runs.last_mut() {
            text.push(char);
        }
    }
    runs.retain(|(_, text)| !text.is_empty());
    runs
}

impl Paragraph {
    fn text(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }

    fn is_signature(&self) -> bool {
        matches!(self.kind, Kind::SignatureUnit | Kind::SignatureDate)
    }
}

/// The 落款 never stands alone on a page: as many short paragraphs before it as have two lines of
/// text keep with it, where it stands near a page's edge.
fn keep_with_signature(paragraphs: &mut [Paragraph], project: &Project, setup: &Setup, fonts: &Arc<Fonts>) {
    if !is_near_edge(&lay_out(project, fonts)) {
        return;
    }
    let Some(first) = paragraphs.iter().position(Paragraph::is_signature) else { return };
    let mut lines = 0;
    for paragraph in paragraphs.iter_mut().take(first).rev() {
        let width = setup.characters(setup.profile.indent.get()) + setup.width_of(fonts, &paragraph.text());
        let own = (width + setup.width - 1) / setup.width;
        // A heading keeps with what is under it anyhow.
        if lines >= WITH_SIGNATURE || own > LONG || matches!(paragraph.kind, Kind::Heading(_)) {
            break;
        }
        lines += own;
        paragraph.keep = Keep::WithNext;
    }
}

/// Whether another font might leave the 落款 alone on a page: few lines of text stand before it on
/// its page, or few would have room after it.
fn is_near_edge(layout: &Layout) -> bool {
    const FEW: usize = 4;
    let is_signature = |placed: &&Placed| {
        let kind = layout.paragraphs.get(placed.paragraph).map(|paragraph| paragraph.kind);
        matches!(kind, Some(Kind::SignatureUnit | Kind::SignatureDate))
    };
    let Some(page) = layout.pages.iter().rposition(|page| page.lines.iter().any(|line| is_signature(&line)))
    else {
        return false;
    };
    let Some(on_page) = layout.pages.get(page) else { return false };
    let before = on_page.lines.iter().take_while(|line| !is_signature(line)).count();
    (page > 0 && before <= FEW) || on_page.room < FEW
}

/// 附件说明: the names stand under each other, wrapped lines under the name (7.3.4).
fn place_attachments(paragraphs: &mut [Paragraph], setup: &Setup, fonts: &Fonts) {
    let mut apart = true;
    for paragraph in paragraphs.iter_mut().filter(|paragraph| paragraph.kind == Kind::Attachment) {
        let text = paragraph.text();
        let lead: String = text.chars().take(if apart { ATTACHMENT.chars().count() } else { 0 }).collect();
        let name: String = text.chars().skip(lead.chars().count()).collect();
        let number: String = name.chars().take(numbering(&name)).collect();
        let names = setup.characters(setup.profile.indent.get()) + setup.width_of(fonts, ATTACHMENT);
        let number = setup.width_of(fonts, &number);
        let hanging = setup.width_of(fonts, &lead) + number;
        paragraph.place = Place::Hanging { left: names + number, hanging, apart };
        apart = false;
    }
}

/// 落款 without a seal: the unit keeps two characters off the right, the date begins two right of
/// it; a longer date keeps two off the right and the unit begins two left of it (7.3.5.2). The
/// longer one is set from the right, so that it stands there in any font, the other from the left.
fn place_signature(paragraphs: &mut [Paragraph], setup: &Setup, fonts: &Fonts) {
    let width = |kind: Kind| {
        let text = paragraphs.iter().find(|paragraph| paragraph.kind == kind).map(Paragraph::text);
        setup.width_of(fonts, &text.unwrap_or_default())
    };
    let (unit, date) = (width(Kind::SignatureUnit), width(Kind::SignatureDate));
    let style = setup.profile.signature;
    let shift = i32::try_from(style.date_shift.get()).unwrap_or_default() * setup.cell();
    let begins = setup.width - setup.characters(style.inset.get()) - unit.max(date);
    let (unit, date) = if date > unit {
        (Place::Left((begins - shift).max(0)), Place::Right(style.inset.get()))
    } else {
        let most = (setup.width - date).max(0);
        (Place::Right(style.inset.get()), Place::Left((begins + shift).clamp(0, most)))
    };
    for paragraph in paragraphs {
        match paragraph.kind {
            Kind::SignatureUnit => paragraph.place = unit,
            Kind::SignatureDate => paragraph.place = date,
            _ => {}
        }
    }
}

/// One paragraph, its lines parted by line breaks.
fn write_title(xml: &mut Xml, setup: &Setup, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", paragraph_style(Kind::Title)));
        for (index, line) in lines.iter().enumerate() {
            xml.within("w:r", &[], |xml| {
                xml.within("w:rPr", &[], |xml| write_fonts(xml, setup.font(Role::Title)));
                if index > 0 {
                    xml.empty("w:br", &[]);
                }
                write_text(xml, line);
            });
        }
    });
}

fn write_paragraph(xml: &mut Xml, setup: &Setup, paragraph: &Paragraph) {
    let own = match paragraph.kind {
        Kind::Heading(level) => role(level),
        _ => Role::Body,
    };
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| write_properties(xml, setup, paragraph));
        for (role, text) in &paragraph.runs {
            xml.within("w:r", &[], |xml| {
                xml.within("w:rPr", &[], |xml| {
                    if let Some(style) = run_in_style(*role).filter(|_| *role != own) {
                        xml.val("w:rStyle", style);
                    }
                    write_fonts(xml, setup.font(*role));
                });
                write_text(xml, text);
            });
        }
    });
}

fn write_properties(xml: &mut Xml, setup: &Setup, paragraph: &Paragraph) {
    xml.val("w:pStyle", paragraph_style(paragraph.kind));
    if paragraph.keep == Keep::WithNext {
        xml.empty("w:keepNext", &[]);
        // Else a single line would do.
        xml.val("w:widowControl", 1);
    }
    let indent = |xml: &mut Xml, attributes: &[(&str, &dyn Display)]| xml.empty("w:ind", attributes);
    match paragraph.place {
        Place::AsStyle => {}
        Place::Right(characters) => {
            let right = setup.characters(characters);
            indent(xml, &[("w:rightChars", &(characters * 100)), ("w:right", &right)]);
            xml.val("w:jc", "right");
        }
        Place::Left(left) => {
            // A wider font than was reckoned with does not break the line.
            indent(xml, &[("w:left", &left), ("w:right", &(-setup.characters(4)))]);
            xml.val("w:jc", "left");
        }
        Place::Hanging { left, hanging, apart } => {
            if apart {
                xml.empty("w:spacing", &[("w:before", &setup.pitch)]);
            }
            indent(xml, &[("w:left", &left), ("w:hanging", &hanging)]);
        }
    }
}

fn write_text(xml: &mut Xml, text: &str) {
    for (index, text) in text.split('\t').enumerate() {
        if index > 0 {
            xml.empty("w:tab", &[]);
        }
        if !text.is_empty() {
            xml.text("w:t", &[("xml:space", &"preserve")], text);
        }
    }
}
