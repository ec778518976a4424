//! The look: colours, type sizes and spacing, for three themes. The only file that names a colour.

use egui::style::{HandleShape, ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Id, Margin, Shadow, Stroke, Style, TextStyle, Theme,
    Vec2, Visuals,
};
use std::sync::Arc;

/// 明亮, 深色, 护眼
pub use crate::store::settings::Theme as Look;

/// The colours of one theme, named by what they are for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    pub canvas: Color32,
    pub paper: Color32,
    pub sheet: Color32,
    pub ink: Color32,
    pub weak: Color32,
    pub faint: Color32,
    pub line: Color32,
    pub selected: Color32,
    pub accent: Color32,
    pub on_accent: Color32,
    pub accent_wash: Color32,
    pub ok: Color32,
    pub ok_soft: Color32,
    pub caution: Color32,
    pub caution_wash: Color32,
    /// The ground of words that differ, on a caution wash.
    pub mark: Color32,
    /// The paper of finished pages, which stays paper in every theme, and what is on it.
    pub page: Color32,
    pub page_ink: Color32,
    pub page_mark: Color32,
    pub page_missing: Color32,
    pub page_shadow: Color32,
}

const fn hex(rgb: u32) -> Color32 {
    let [_, r, g, b] = rgb.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

const LIGHT: Palette = Palette {
    canvas: hex(0xF1EEE6),
    paper: hex(0xFBF9F4),
    sheet: hex(0xFFFFFF),
    ink: hex(0x22201C),
    weak: hex(0x5E5A52),
    faint: hex(0x837D71),
    line: hex(0xE2DDD1),
    selected: hex(0xEFE9DC),
    accent: hex(0xA63A2B),
    on_accent: hex(0xFFFFFF),
    accent_wash: hex(0xF7E9E5),
    ok: hex(0x4F7A5B),
    ok_soft: hex(0x9DB5A4),
    caution: hex(0x8F5B0D),
    caution_wash: hex(0xFBF1DC),
    mark: hex(0xF5D698),
    page: hex(0xFFFFFF),
    page_ink: hex(0x1A1816),
    page_mark: hex(0xFBF1DC),
    page_missing: hex(0xA63A2B),
    page_shadow: Color32::from_black_alpha(24),
};

const DARK: Palette = Palette {
    canvas: hex(0x191816),
    paper: hex(0x211F1C),
    sheet: hex(0x272522),
    ink: hex(0xECE8DF),
    weak: hex(0xB5AFA3),
    faint: hex(0x857F74),
    line: hex(0x3A3732),
    selected: hex(0x35312B),
    accent: hex(0xD8705F),
    on_accent: hex(0x1B1110),
    accent_wash: hex(0x3D2723),
    ok: hex(0x86B394),
    ok_soft: hex(0x5C7A66),
    caution: hex(0xD9A44A),
    caution_wash: hex(0x3A2F1B),
    mark: hex(0x6B5222),
    page: hex(0xDAD5CA),
    page_ink: hex(0x1A1816),
    page_mark: hex(0xCCBE9C),
    page_missing: hex(0x9C3628),
    page_shadow: Color32::from_black_alpha(96),
};

const GREEN: Palette = Palette {
    canvas: hex(0xD6E3CF),
    paper: hex(0xE3EDDC),
    sheet: hex(0xEEF5E9),
    ink: hex(0x20281E),
    weak: hex(0x4C5A48),
    faint: hex(0x6B7A66),
    line: hex(0xBFD0B6),
    selected: hex(0xD2E0C9),
    accent: hex(0x9C3628),
    on_accent: hex(0xFFFFFF),
    accent_wash: hex(0xEADFD2),
    ok: hex(0x3F6E4D),
    ok_soft: hex(0x8FAE97),
    caution: hex(0x7E520E),
    caution_wash: hex(0xE8E6C4),
    mark: hex(0xDCCB78),
    page: hex(0xF7FAF3),
    page_ink: hex(0x1A2018),
    page_mark: hex(0xE8E6C4),
    page_missing: hex(0x9C3628),
    page_shadow: Color32::from_black_alpha(28),
};

/// Type sizes, in points.
pub const SMALL: f32 = 12.0;
pub const BODY: f32 = 14.0;
pub const HEADING: f32 = 20.0;
pub const FIGURE: f32 = 34.0;
/// Widths of the panels and the sheet, in points.
pub const OUTLINE_WIDTH: f32 = 256.0;
pub const INSPECTOR_WIDTH: f32 = 304.0;
pub const SHEET_WIDTH: f32 = 720.0;
/// Below this width of the window the inspector folds away.
pub const FOLD_WIDTH: f32 = 1100.0;

/// The family of the start page's heading.
pub fn title_family() -> FontFamily {
    FontFamily::Name("title".into())
}

pub fn palette_of(look: Look) -> Palette {
    match look {
        Look::Light => LIGHT,
        Look::Dark => DARK,
        Look::Green => GREEN,
    }
}

/// The colours in use.
pub fn palette(ctx: &Context) -> Palette {
    ctx.data(|data| data.get_temp(Id::NULL)).unwrap_or(LIGHT)
}

/// Dresses the whole window in a theme.
pub fn apply(ctx: &Context, look: Look) {
    let palette = palette_of(look);
    ctx.data_mut(|data| data.insert_temp(Id::NULL, palette));
    let style = Arc::new(style(&palette, look == Look::Dark));
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style.clone());
    }
    ctx.set_theme(if look == Look::Dark { Theme::Dark } else { Theme::Light });
}

fn style(palette: &Palette, dark: bool) -> Style {
    let mut style = Style { visuals: visuals(palette, dark), animation_time: 0.1, ..Style::default() };
    let sizes = [
        (TextStyle::Small, SMALL),
        (TextStyle::Body, BODY),
        (TextStyle::Button, BODY),
        (TextStyle::Monospace, BODY),
        (TextStyle::Heading, HEADING),
    ];
    style.text_styles =
        sizes.into_iter().map(|(name, size)| (name, FontId::new(size, FontFamily::Proportional))).collect();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(8.0, 4.0);
    spacing.button_padding = Vec2::new(12.0, 5.0);
    spacing.interact_size = Vec2::new(40.0, 28.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(20);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 9.0;
    spacing.combo_width = 80.0;
    spacing.menu_width = 260.0;
    spacing.tooltip_width = 360.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, floating: true, ..ScrollStyle::floating() };
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style
}

fn visuals(palette: &Palette, dark: bool) -> Visuals {
    let base = if dark { Visuals::dark() } else { Visuals::light() };
    let radius = CornerRadius::same(6);
    let widget = |fill, stroke, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, stroke),
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let widgets = Widgets {
        noninteractive: widget(palette.paper, palette.line, palette.ink),
        inactive: widget(palette.sheet, palette.line, palette.ink),
        hovered: widget(palette.selected, palette.faint, palette.ink),
        active: widget(palette.selected, palette.accent, palette.ink),
        open: widget(palette.selected, palette.line, palette.ink),
    };
    let shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(40) };
    let mut visuals = Visuals {
        dark_mode: dark,
        override_text_color: None,
        weak_text_color: Some(palette.weak),
        widgets,
        selection: Selection {
            bg_fill: if dark { palette.accent_wash } else { hex_mix(palette.accent_wash, palette.accent) },
            // Also the colour of selected text.
            stroke: Stroke::new(1.0, palette.ink),
        },
        hyperlink_color: palette.accent,
        faint_bg_color: palette.selected,
        extreme_bg_color: palette.sheet,
        text_edit_bg_color: Some(palette.sheet),
        code_bg_color: palette.selected,
        warn_fg_color: palette.caution,
        error_fg_color: palette.accent,
        window_corner_radius: CornerRadius::same(8),
        menu_corner_radius: CornerRadius::same(8),
        window_fill: palette.paper,
        window_stroke: Stroke::new(1.0, palette.line),
        window_shadow: shadow,
        popup_shadow: shadow,
        panel_fill: palette.canvas,
        handle_shape: HandleShape::Circle,
        ..base
    };
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.ink);
    visuals
}

/// The wash a little nearer to the colour, so that selected text shows on white.
fn hex_mix(wash: Color32, colour: Color32) -> Color32 {
    wash.lerp_to_gamma(colour, 0.12)
}

/// A frame like a card's: sheet ground, hairline, rounded.
pub fn card(palette: &Palette) -> egui::Frame {
    egui::Frame::new()
        .fill(palette.sheet)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::same(16))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, by WCAG 2.
    fn luminance(colour: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_on_every_ground() {
        for look in [Look::Light, Look::Dark, Look::Green] {
            let p = palette_of(look);
            for ground in [p.canvas, p.paper, p.sheet, p.selected] {
                for (name, text, least) in [
                    ("ink", p.ink, 4.5),
                    ("weak", p.weak, 4.5),
                    ("accent", p.accent, if look == Look::Dark { 3.8 } else { 4.5 }),
                    ("caution", p.caution, 4.5),
                    ("faint", p.faint, 3.0),
                ] {
                    let ratio = contrast(text, ground);
                    assert!(ratio >= least, "{look:?}: {name} on {ground:?} is {ratio:.2}");
                }
            }
            assert!(contrast(p.on_accent, p.accent) >= 4.5, "{look:?}: on accent");
            for (name, ground) in [("caution wash", p.caution_wash), ("mark", p.mark)] {
                assert!(contrast(p.ink, ground) >= 4.5, "{look:?}: ink on {name}");
            }
            for (name, text, ground) in [
                ("text", p.page_ink, p.page),
                ("text in the marked line", p.page_ink, p.page_mark),
                ("what is missing", p.page_missing, p.page),
            ] {
                assert!(contrast(text, ground) >= 4.5, "{look:?}: {name} on a page");
            }
            assert!(contrast(p.mark, p.caution_wash) >= 1.25, "{look:?}: a mark can be seen");
        }
    }
}
