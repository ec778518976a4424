//! The faces of the page, given from outside: which one stands for which, and how wide their
//! characters are.

use super::Missing;
use super::units::is_shapeless;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// The bytes of a font file.
pub type Blob = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The faces that the program brings along (`assets/fonts/README.md`).
pub const SANS: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Suigao.otf");
pub const SONG: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-Suigao.otf");
pub const SONG_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-Suigao-Title.otf");

/// What [`Face::family`] calls them.
pub const SANS_FAMILY: &str = "Suigao Sans SC";
pub const SONG_FAMILY: &str = "Suigao Serif SC";
pub const SONG_BOLD_FAMILY: &str = "Suigao Serif SC Bold";

/// What a face is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// 标题: 小标宋
    Title,
    /// 正文: 仿宋
    Body,
    /// 一级标题: 黑体
    First,
    /// 二级标题: 楷体
    Second,
    /// 页码: 宋体
    PageNumber,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Title, Self::Body, Self::First, Self::Second, Self::PageNumber];
}

/// One face of a font file, and the widths of its characters.
pub struct Face {
    /// What the user knows it as, such as 仿宋_GB2312.
    pub family: String,
    pub data: Blob,
    /// Of the faces in a collection.
    pub index: u32,
    /// Comes with the program.
    pub bundled: bool,
    glyphs: Glyphs,
}

/// Glyph and advance, in em, of each character: by the 256 that it stands among. Layout asks for
/// each character of a summary.
#[derive(Default)]
struct Glyphs(Vec<Option<Box<Block>>>);

type Block = [(u32, f32); 256];

/// Which face of [`Fonts::faces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FaceId(pub u8);

/// The faces of a document. Each role has a chain of them: a character comes from the first that
/// has it.
#[derive(Clone, Debug)]
pub struct Fonts {
    faces: Vec<Arc<Face>>,
    chains: HashMap<Role, Vec<FaceId>>,
    /// The families that the profile asks for and that were not found, before the one that was.
    wanted: HashMap<Role, String>,
}

/// A face that stands in for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    pub role: Role,
    /// The first family asked for.
    pub wanted: String,
    /// The one that is used.
    pub used: String,
}

/// A character as a face has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    pub face: FaceId,
    pub glyph: u32,
    /// In em.
    pub advance: f32,
}

impl Face {
    /// `None` where the data is no font with a table of characters and their outlines.
    pub fn new(family: String, data: Blob, index: u32) -> Option<Self> {
        let bytes: &[u8] = data.as_ref().as_ref();
        let font = FontRef::from_index(bytes, index).ok()?;
        let charmap = font.charmap();
        if !charmap.has_map() || font.outline_glyphs().format().is_none() {
            return None;
        }
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        let mut glyphs = Glyphs::default();
        for (code, glyph) in charmap.mappings() {
            if let (Some(c), Some(advance)) = (char::from_u32(code), metrics.advance_width(glyph)) {
                glyphs.put(c, (glyph.to_u32(), advance));
            }
        }
        Some(Self { family, glyphs, index, bundled: false, data: data.clone() })
    }

    fn embedded(family: &str, bytes: &'static [u8]) -> Option<Arc<Self>> {
        let face = Self::new(family.into(), Arc::new(bytes), 0)?;
        Some(Arc::new(Self { bundled: true, ..face }))
    }

    /// The glyph of a character, and its advance in em.
    pub fn glyph(&self, c: char) -> Option<(u32, f32)> {
        self.glyphs.get(c)
    }
}

impl Glyphs {
    fn put(&mut self, c: char, glyph: (u32, f32)) {
        let (page, at) = place(c);
        if self.0.len() <= page {
            self.0.resize_with(page + 1, || None);
        }
        self.0[page].get_or_insert_with(|| Box::new([(0, 0.0); 256]))[at] = glyph;
    }

    /// Glyph 0 is the sign for a character that a face lacks.
    fn get(&self, c: char) -> Option<(u32, f32)> {
        let (page, at) = place(c);
        self.0.get(page)?.as_ref()?.get(at).copied().filter(|&(glyph, _)| glyph != 0)
    }
}

fn place(c: char) -> (usize, usize) {
    let code = c as usize;
    (code >> 8, code & 0xFF)
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("family", &self.family).finish_non_exhaustive()
    }
}

/// Song, its bold, and sans: read once.
static BUNDLED: LazyLock<[Option<Arc<Face>>; 3]> = LazyLock::new(|| {
    [
        Face::embedded(SONG_FAMILY, SONG),
        Face::embedded(SONG_BOLD_FAMILY, SONG_BOLD),
        Face::embedded(SANS_FAMILY, SANS),
    ]
});

impl Fonts {
    /// The program's own faces alone.
    pub fn bundled() -> Arc<Self> {
        static FONTS: LazyLock<Arc<Fonts>> = LazyLock::new(|| Arc::new(Fonts::new(Vec::new(), Vec::new())));
        FONTS.clone()
    }

    /// Faces for roles, each with the family that was asked for first; a role without one takes
    /// the program's own. For a character that these lack, the other roles' faces are looked
    /// through, and then `others`: no face has what one role lacks.
    pub fn new(chosen: Vec<(Role, String, Option<Arc<Face>>)>, others: Vec<Arc<Face>>) -> Self {
        let mut fonts = Self { faces: Vec::new(), chains: HashMap::new(), wanted: HashMap::new() };
        let own: Vec<Option<FaceId>> =
            BUNDLED.iter().map(|face| face.as_ref().map(|face| fonts.add(face))).collect();
        let mut given = HashMap::new();
        for (role, wanted, face) in chosen {
            given.extend(face.map(|face| (role, fonts.add(&face))));
            fonts.wanted.insert(role, wanted);
        }
        others.iter().for_each(|face| _ = fonts.add(face));
        let all = (0..fonts.faces.len()).filter_map(|at| u8::try_from(at).ok()).map(FaceId);
        for role in Role::ALL {
            let order = match role {
                Role::Title => [1, 0, 2],
                Role::First => [2, 0, 1],
                Role::Body | Role::Second | Role::PageNumber => [0, 2, 1],
            };
            let own = order.iter().filter_map(|&at| own.get(at).copied().flatten());
            let mut chain: Vec<FaceId> = given.get(&role).copied().into_iter().chain(own).collect();
            let rest: Vec<FaceId> = all.clone().filter(|id| !chain.contains(id)).collect();
            chain.extend(rest);
            fonts.chains.insert(role, chain);
        }
        fonts
    }

    fn add(&mut self, face: &Arc<Face>) -> FaceId {
        let same = |known: &Arc<Face>| Arc::ptr_eq(known, face);
        let at = self.faces.iter().position(same).unwrap_or_else(|| {
            self.faces.push(face.clone());
            self.faces.len() - 1
        });
        FaceId(u8::try_from(at).unwrap_or(u8::MAX))
    }

    /// In the order of their ids.
    pub fn faces(&self) -> &[Arc<Face>] {
        &self.faces
    }

    pub fn face(&self, id: FaceId) -> Option<&Arc<Face>> {
        self.faces.get(usize::from(id.0))
    }

    /// The face that a role has first.
    pub fn main(&self, role: Role) -> Option<&Arc<Face>> {
        self.chains.get(&role).and_then(|chain| self.face(*chain.first()?))
    }

    /// A character from the first face that has it.
    pub fn find(&self, role: Role, c: char) -> Option<Found> {
        self.chains.get(&role)?.iter().find_map(|&face| {
            let (glyph, advance) = self.face(face)?.glyph(c)?;
            Some(Found { face, glyph, advance })
        })
    }

    /// The characters of a text that no face has, in the order in which they first come. Those that
    /// are not seen, such as blanks, are none.
    pub fn missing(&self, text: &str) -> Vec<Missing> {
        let mut missing: Vec<Missing> = Vec::new();
        let mut places = HashMap::new();
        let seen = |c: &char| !(c.is_whitespace() || is_shapeless(*c));
        for char in text.chars().filter(seen).filter(|&c| self.find(Role::Body, c).is_none()) {
            let place = *places.entry(char).or_insert(missing.len());
            match missing.get_mut(place) {
                Some(known) => known.count += 1,
                None => missing.push(Missing { char, count: 1 }),
            }
        }
        missing
    }

    /// The roles whose first wish is not what they have.
    pub fn substitutions(&self) -> Vec<Substitution> {
        Role::ALL
            .into_iter()
            .filter_map(|role| {
                let (wanted, used) = (self.wanted.get(&role)?.clone(), self.main(role)?.family.clone());
                (wanted != used).then_some(Substitution { role, wanted, used })
            })
            .collect()
    }
}
