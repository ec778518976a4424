//! The fonts of the window, all embedded: a Chinese face comes first, so that “ ” — … take the
//! width of a 汉字.

use super::theme;
use crate::page::font::{SANS, SONG_BOLD as TITLE};
use egui::{Context, FontData, FontDefinitions, FontFamily};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Puts the fonts in. Characters that they lack come from the system's fonts, where the window
/// loads them.
pub fn install(ctx: &Context) {
    let font_data = [("sans", SANS), ("title", TITLE)]
        .into_iter()
        .map(|(name, bytes)| (name.to_owned(), Arc::new(FontData::from_static(bytes))))
        .collect();
    let sans = || vec!["sans".to_owned()];
    let families = BTreeMap::from([
        (FontFamily::Proportional, sans()),
        (FontFamily::Monospace, sans()),
        (theme::title_family(), vec!["title".to_owned(), "sans".to_owned()]),
    ]);
    ctx.set_fonts(FontDefinitions { font_data, families });
}
