//! Painting pages from the layout itself: every character at its own place. What was painted is
//! kept, so that a frame in which nothing changes costs no more than a few thousand corners.

use super::faces;
use crate::page::{FaceId, Glyph, Layout, Page};
use crate::session::typeset::Laid;
use egui::epaint::text::{FontsView, PlacedRow, Row, RowVisuals, TextFormat};
use egui::text::LayoutJob;
use egui::{Color32, FontId, Galley, Mesh, Pos2, Rect, Ui, Vec2, pos2, vec2};
use std::collections::HashMap;
use std::sync::Arc;

/// The characters of a page, from the sheet's upper left, in points of the window.
#[derive(Clone)]
pub struct Painted {
    /// As one text shape.
    pub text: Arc<Galley>,
    /// Where a character should be that no face has.
    pub missing: Vec<Rect>,
}

/// The pages that were painted.
#[derive(Default)]
pub struct Sheets {
    of: Option<Of>,
    pages: HashMap<usize, Painted>,
    glyphs: HashMap<Key, egui::epaint::text::Glyph>,
}

/// What the painted pages were painted from.
struct Of {
    laid: Laid,
    /// Points of the window for one of the paper.
    scale: f32,
    pixels_per_point: f32,
    /// A text that is laid out every frame: another one than before tells that the window has
    /// forgotten where it keeps its characters.
    probe: Arc<Galley>,
}

/// A character of a face in a size of the paper, so many quarters of a pixel off.
type Key = (FaceId, char, u32, u8);

impl Sheets {
    /// Forgets what is no longer true; called every frame, before [`Self::page`].
    pub fn follow(&mut self, ui: &Ui, laid: &Laid, scale: f32) {
        let pixels_per_point = ui.pixels_per_point();
        let probe = ui.fonts_mut(|fonts| {
            fonts.layout_no_wrap("0".to_owned(), FontId::proportional(12.0), Color32::PLACEHOLDER)
        });
        let same_glyphs = self.of.as_ref().is_some_and(|of| {
            Arc::ptr_eq(&of.probe, &probe)
                && Arc::ptr_eq(&of.laid.fonts, &laid.fonts)
                && (of.scale, of.pixels_per_point) == (scale, pixels_per_point)
        });
        if !same_glyphs {
            self.glyphs.clear();
        }
        if !same_glyphs || self.of.as_ref().is_none_or(|of| !Arc::ptr_eq(&of.laid.layout, &laid.layout)) {
            self.pages.clear();
            self.of = Some(Of { laid: laid.clone(), scale, pixels_per_point, probe });
        }
    }

    /// A page, painted now if it was not yet.
    pub fn page(&mut self, ui: &Ui, index: usize) -> Option<Painted> {
        if let Some(painted) = self.pages.get(&index) {
            return Some(painted.clone());
        }
        let of = self.of.as_ref()?;
        let layout = of.laid.layout.clone();
        let page = layout.pages.get(index)?;
        let mut brush = Brush { of, glyphs: &mut self.glyphs, missing: Vec::new() };
        let text = ui.fonts_mut(|fonts| brush.page(fonts, &layout, page))?;
        let painted = Painted { text: Arc::new(text), missing: brush.missing };
        self.pages.insert(index, painted.clone());
        Some(painted)
    }

    /// Forgets the pages that are out of sight.
    pub fn keep(&mut self, pages: impl Fn(usize) -> bool) {
        self.pages.retain(|&page, _| pages(page));
    }
}

struct Brush<'a> {
    of: &'a Of,
    glyphs: &'a mut HashMap<Key, egui::epaint::text::Glyph>,
    missing: Vec<Rect>,
}

impl Brush<'_> {
    fn page(&mut self, fonts: &mut FontsView<'_>, layout: &Layout, page: &Page) -> Option<Galley> {
        let mut rows = Vec::new();
        for placed in &page.lines {
            let Some(paragraph) = layout.paragraphs.get(placed.paragraph) else { continue };
            let Some(line) = paragraph.lines.get(placed.line) else { continue };
            rows.push(self.row(fonts, &line.glyphs, paragraph.size, placed.baseline)?);
        }
        if let Some(number) = &page.number {
            rows.push(self.row(fonts, &number.glyphs, number.size, number.baseline)?);
        }
        // A text shape, not a mesh: its places in the window's picture of characters stay right
        // when that picture grows.
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(layout.width, layout.height) * self.of.scale);
        let mut galley = Galley::clone(&self.of.probe);
        galley.num_vertices = rows.iter().map(|row| row.visuals.mesh.vertices.len()).sum();
        galley.num_indices = rows.iter().map(|row| row.visuals.mesh.indices.len()).sum();
        (galley.rect, galley.mesh_bounds, galley.rows) = (rect, rect, rows);
        Some(galley)
    }

    /// A line of characters of one size.
    fn row(
        &mut self,
        fonts: &mut FontsView<'_>,
        glyphs: &[Glyph],
        size: f32,
        baseline: f32,
    ) -> Option<PlacedRow> {
        let mut row = Row::clone(&self.of.probe.rows.first()?.row);
        let mut mesh = Mesh::default();
        row.glyphs.clear();
        let to_pixel = |points: f32| points * self.of.scale * self.of.pixels_per_point;
        let y = to_pixel(baseline).round() / self.of.pixels_per_point;
        for glyph in glyphs {
            if glyph.id == 0 {
                self.missing.push(self.missing_box(glyph, size, y));
                continue;
            }
            // 汉字 stand on whole pixels, where they are sharp; the narrow ones on quarters, where
            // they keep their distances.
            let quarters = if glyph.char.is_ascii() { 4.0 } else { 1.0 };
            let pen = (to_pixel(glyph.x) * quarters).round() / quarters;
            let Some(mut drawn) = self.glyph(fonts, glyph, size, pen.fract()) else { continue };
            drawn.pos = pos2(pen / self.of.pixels_per_point, y);
            drawn.first_vertex = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
            let place = drawn.uv_rect;
            if !place.is_nothing() {
                let corner = |[x, y]: [u16; 2]| pos2(f32::from(x), f32::from(y));
                let uv = Rect::from_min_max(corner(place.min), corner(place.max));
                // Its picture was made with the quarters in it.
                let pixel = pos2(pen.floor() / self.of.pixels_per_point, y);
                let rect = Rect::from_min_size(pixel + place.offset, place.size);
                mesh.add_rect_with_uv(rect, uv, Color32::PLACEHOLDER);
            }
            row.glyphs.push(drawn);
        }
        let bounds = mesh.calc_bounds();
        row.visuals = RowVisuals {
            mesh_bounds: bounds,
            glyph_index_start: 0,
            glyph_vertex_range: 0..mesh.vertices.len(),
            mesh,
        };
        row.size = if bounds.is_finite() { bounds.max.to_vec2() } else { Vec2::ZERO };
        Some(PlacedRow { pos: Pos2::ZERO, row: Arc::new(row), ends_with_newline: false })
    }

    /// A character as the window draws it, its pen part of a pixel to the right.
    fn glyph(
        &mut self,
        fonts: &mut FontsView<'_>,
        glyph: &Glyph,
        size: f32,
        part: f32,
    ) -> Option<egui::epaint::text::Glyph> {
        let key = (glyph.face, glyph.char, size.to_bits(), (part * 4.0) as u8);
        if let Some(known) = self.glyphs.get(&key) {
            return Some(*known);
        }
        let family = faces::family(self.of.laid.fonts.face(glyph.face)?);
        let format = TextFormat::simple(FontId::new(size * self.of.scale, family), Color32::PLACEHOLDER);
        let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
        job.append(glyph.char.encode_utf8(&mut [0; 4]), part / self.of.pixels_per_point, format);
        let drawn = *fonts.layout_job(job).rows.first()?.glyphs.first()?;
        self.glyphs.insert(key, drawn);
        Some(drawn)
    }

    /// The cell of a character that cannot be drawn.
    fn missing_box(&self, glyph: &Glyph, size: f32, baseline: f32) -> Rect {
        let scale = self.of.scale;
        let top = baseline - size * 0.82 * scale;
        let min = pos2(glyph.left * scale, top);
        Rect::from_min_size(min, vec2(glyph.width, size) * scale).shrink(scale)
    }
}
