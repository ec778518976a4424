//! The page's faces in the window: each a family of its own, without any other behind it.

use crate::page::{Face, Fonts};
use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::{Context, FontData, FontFamily};

/// Two faces with one name are the same face: a file is read once.
fn name(face: &Face) -> String {
    let bytes: &[u8] = face.data.as_ref().as_ref();
    format!("page {} {} {}", face.family, face.index, bytes.len())
}

/// The family that a face is in.
pub fn family(face: &Face) -> FontFamily {
    FontFamily::Name(name(face).into())
}

/// Gives the window the faces that it does not have yet; whether it has them all. The bytes are
/// shared. New ones can be used in the next frame.
pub fn install(ctx: &Context, fonts: &Fonts) -> bool {
    let missing: Vec<&Face> = ctx.fonts(|known| {
        let lacks = |face: &&Face| !known.definitions().font_data.contains_key(&name(face));
        fonts.faces().iter().map(AsRef::as_ref).filter(lacks).collect()
    });
    for face in &missing {
        let data = FontData::from_blob(face.data.clone(), face.index);
        let family = InsertFontFamily { family: family(face), priority: FontPriority::Highest };
        ctx.add_font(FontInsert::new(&name(face), data, vec![family]));
    }
    missing.is_empty()
}
