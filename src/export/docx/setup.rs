//! 页面设置: a profile in Word's measures. Lengths are twips, 1/20 point.

use crate::model::profile::{Mm, Pitch, Profile, Pt};
use crate::page::{Fonts, Role};
use crate::text::chars::{is_asian, is_dropped, is_shared_mark};

/// The longest length that Word takes: 22 inches.
const MOST: i32 = 31_680;
/// The shortest paper: 0.1 inch.
const LEAST: i32 = 144;

/// What a profile comes to.
pub struct Setup<'a> {
    pub profile: &'a Profile,
    pub paper: Paper,
    /// Of the text between the margins.
    pub width: i32,
    /// From line to line.
    pub pitch: i32,
    /// The body's font, in twips.
    pub size: i32,
    /// What each character of the body gets beside its own width.
    pub spacing: i32,
    names: [String; Role::ALL.len()],
}

pub struct Paper {
    pub width: i32,
    pub height: i32,
    pub top: i32,
    pub bottom: i32,
    pub left: i32,
    pub right: i32,
}

impl<'a> Setup<'a> {
    pub fn new(profile: &'a Profile) -> Self {
        let paper = Paper {
            width: of_mm(profile.paper.width).max(LEAST),
            height: of_mm(profile.paper.height).max(LEAST),
            top: of_mm(profile.margins.top),
            bottom: of_mm(profile.margins.bottom),
            left: of_mm(profile.margins.left),
            right: of_mm(profile.margins.right),
        };
        let width = (paper.width - paper.left - paper.right).max(LEAST);
        let height = (paper.height - paper.top - paper.bottom).max(LEAST);
        let size = half_points(profile.sizes.body) * 10;
        let pitch = match profile.grid.pitch {
            // Rounded up, the last line would go to the next page.
            Pitch::Fill => height / count(profile.grid.lines.get()),
            Pitch::Points(points) => twips(points.get()),
        };
        let names = Role::ALL.map(|role| name(profile, role));
        let mut setup = Self { profile, paper, width, pitch: pitch.max(1), size, spacing: 0, names };
        setup.spacing = setup.spacing_for_columns();
        setup
    }

    /// So much that the columns just fit between the margins. The indent is whole characters
    /// without spacing: where characters draw in, those after an indent draw in for it too.
    fn spacing_for_columns(&self) -> i32 {
        let columns = count(self.profile.grid.columns.get());
        let room = self.width - columns * self.size;
        let indent = count(self.profile.indent.get());
        let sharing = if room < 0 && indent < columns { columns - indent } else { columns };
        room.div_euclid(sharing).clamp(1 - self.size, MOST)
    }

    /// A character of the body with its spacing.
    pub fn cell(&self) -> i32 {
        self.size + self.spacing
    }

    /// So many of the body's characters, without spacing, as Word's own 字符.
    pub fn characters(&self, characters: usize) -> i32 {
        (i32::try_from(characters).unwrap_or(MOST) * self.size).min(MOST)
    }

    pub fn lines(&self, lines: usize) -> i32 {
        (i32::try_from(lines).unwrap_or(MOST) * self.pitch).min(MOST)
    }

    /// The lines of the grid that a font of this size takes.
    pub fn line_for(&self, size: Pt) -> i32 {
        let size = half_points(size) * 10;
        ((size + self.pitch - 1) / self.pitch * self.pitch).min(MOST)
    }

    /// The font that the file names for a role.
    pub fn font(&self, role: Role) -> &str {
        self.names.get(role as usize).map_or("", String::as_str)
    }

    /// How wide a text of the body stands in the font that the file names: where another stands in
    /// for it here, ASCII is half as wide as a 汉字, as in the fonts of the standard.
    pub fn width_of(&self, fonts: &Fonts, text: &str) -> i32 {
        let is_there = fonts.main(Role::Body).is_some_and(|face| !face.bundled)
            && !fonts.substitutions().iter().any(|other| other.role == Role::Body);
        let width = |c: char| {
            if is_dropped(c) {
                return 0.0;
            }
            let full = is_asian(c) || is_shared_mark(c);
            let advance = match fonts.find(Role::Body, c) {
                _ if full => 1.0,
                _ if c.is_ascii() && !is_there => 0.5,
                found => found.map_or(1.0, |found| found.advance),
            };
            advance * self.size as f32 + self.spacing as f32
        };
        text.chars().map(width).sum::<f32>().round() as i32
    }

    /// From the sheet's lower edge to the line of the page number, whose dash stands in the middle.
    pub fn footer(&self) -> i32 {
        let number = &self.profile.page_number;
        let line = self.number_size();
        let dash = self.paper.bottom - of_mm(number.gap);
        (dash - line / 2).min(self.paper.bottom - line).max(0)
    }

    /// The page number's font, in twips.
    pub fn number_size(&self) -> i32 {
        half_points(self.profile.sizes.page_number) * 10
    }
}

/// Half points, the unit in which Word's fonts come.
pub fn half_points(size: Pt) -> i32 {
    (size.get() * 2.0).round() as i32
}

/// The font of a heading, by its level.
pub fn role(level: usize) -> Role {
    match level {
        1 => Role::First,
        2 => Role::Second,
        _ => Role::Body,
    }
}

fn twips(points: f32) -> i32 {
    ((points * 20.0).round() as i32).clamp(0, MOST)
}

fn of_mm(length: Mm) -> i32 {
    twips(length.points())
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX).max(1)
}

/// The first family that the profile wishes for: the one who opens the file may have it.
fn name(profile: &Profile, role: Role) -> String {
    let standard = Profile::default();
    let first = |profile: &Profile| {
        let fonts = &profile.fonts;
        let names = match role {
            Role::Title => &fonts.title,
            Role::Body => &fonts.body,
            Role::First => &fonts.first,
            Role::Second => &fonts.second,
            Role::PageNumber => &fonts.page_number,
        };
        names.iter().map(|name| name.trim()).find(|name| !name.is_empty()).map(str::to_owned)
    };
    first(profile).or_else(|| first(&standard)).unwrap_or_default()
}
