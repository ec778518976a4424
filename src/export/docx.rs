//! DOCX: the finished document for Word and WPS (ECMA-376, transitional). Its numerals are typed
//! text, its look is in styles, and nothing in it tells of a person, a machine or a time.
//!
//! What no XML can hold, control characters, is left out; everything else stays the text that it is.

mod body;
mod setup;
mod sheet;
mod styles;
mod xml;

use crate::model::Project;
use crate::page::Fonts;
use setup::Setup;
use std::fmt::Display;
use std::io::{Cursor, Write as _};
use std::sync::Arc;
use xml::Xml;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// The namespace of everything that Word writes.
const MAIN: (&str, &dyn Display) =
    ("xmlns:w", &"http://schemas.openxmlformats.org/wordprocessingml/2006/main");
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A file in the package.
struct Part {
    /// Without a slash before it.
    path: String,
    bytes: Vec<u8>,
    /// The content type, where the name does not tell it.
    kind: Option<String>,
}

/// The finished file's bytes; the same input gives the same ones.
pub fn write(project: &Project, fonts: &Arc<Fonts>) -> Vec<u8> {
    // It is written to memory, under names of our own: nothing can fail.
    pack(&parts(project, fonts)).unwrap_or_default()
}

fn parts(project: &Project, fonts: &Arc<Fonts>) -> Vec<Part> {
    let setup = Setup::new(&project.profile);
    let word = |name: &str, bytes: Vec<u8>, kind: &str| Part {
        path: format!("word/{name}"),
        bytes,
        kind: Some(format!("{WORD}.{kind}+xml")),
    };
    let mut parts = vec![
        word("document.xml", body::document(project, &setup, fonts), "document.main"),
        word("styles.xml", styles::styles(&setup), "styles"),
        word("settings.xml", sheet::settings(&setup), "settings"),
        word("fontTable.xml", styles::font_table(&setup), "fontTable"),
    ];
    let mut relations = vec![
        ("rId1", format!("{OFFICE}/styles"), "styles.xml"),
        ("rId2", format!("{OFFICE}/settings"), "settings.xml"),
        ("rId3", format!("{OFFICE}/fontTable"), "fontTable.xml"),
    ];
    for footer in sheet::footers(project.profile.page_number.place) {
        parts.push(word(footer.file, sheet::footer(&setup, &footer), "footer"));
        relations.push((footer.relation, format!("{OFFICE}/footer"), footer.file));
    }
    let plain = |path: &str, bytes| Part { path: path.into(), bytes, kind: None };
    parts.push(plain("word/_rels/document.xml.rels", relationships(&relations)));
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    parts.push(Part {
        path: "docProps/core.xml".into(),
        bytes: properties(project),
        kind: Some("application/vnd.openxmlformats-package.core-properties+xml".into()),
    });
    let package = [
        ("rId1", format!("{OFFICE}/officeDocument"), "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
    ];
    parts.push(plain("_rels/.rels", relationships(&package)));
    // Readers that tell a file's kind by its beginning look for this name there.
    parts.insert(0, plain("[Content_Types].xml", content_types(&parts)));
    parts
}

fn content_types(parts: &[Part]) -> Vec<u8> {
    let mut xml = Xml::new();
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    xml.within("Types", &[("xmlns", &format_args!("{PACKAGE}/content-types"))], |xml| {
        xml.empty("Default", &[("Extension", &"rels"), ("ContentType", &relations)]);
        xml.empty("Default", &[("Extension", &"xml"), ("ContentType", &"application/xml")]);
        for Part { path, kind, .. } in parts {
            if let Some(kind) = kind {
                xml.empty("Override", &[("PartName", &format_args!("/{path}")), ("ContentType", kind)]);
            }
        }
    });
    xml.into_bytes()
}

fn relationships(relations: &[(&str, String, &str)]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("Relationships", &[("xmlns", &format_args!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in relations {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.into_bytes()
}

fn properties(project: &Project) -> Vec<u8> {
    let mut xml = Xml::new();
    let spaces: xml::Attributes = &[
        ("xmlns:cp", &format_args!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
    ];
    xml.within("cp:coreProperties", spaces, |xml| {
        xml.text("dc:title", &[], &project.title_line());
        xml.text("dc:language", &[], "zh-CN");
    });
    xml.into_bytes()
}

fn pack(parts: &[Part]) -> ZipResult<Vec<u8>> {
    // The time and the system are the same wherever and whenever it is written.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Dos);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for Part { path, bytes, .. } in parts {
        zip.start_file(path.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
