//! The faces of the page, given from outside: which one stands for which, and how wide their
//! characters are.

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
    /// Glyph and advance, in em, of each character.
    glyphs: HashMap<char, (u32, f32)>,
}

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
    /// `None` where the data is no font with a table of characters.
    pub fn new(family: String, data: Blob, index: u32) -> Option<Self> {
        let bytes: &[u8] = data.as_ref().as_ref();
        let font = FontRef::from_index(bytes, index).ok()?;
        let charmap = font.charmap();
        if !charmap.has_map() {
            return None;
        }
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        let glyphs = charmap.mappings().filter_map(|(code, glyph)| {
            let advance = metrics.advance_width(glyph)?;
            Some((char::from_u32(code)?, (glyph.to_u32(), advance)))
        });
        Some(Self { family, glyphs: glyphs.collect(), index, bundled: false, data: data.clone() })
    }

    fn embedded(family: &str, bytes: &'static [u8]) -> Option<Arc<Self>> {
        let face = Self::new(family.into(), Arc::new(bytes), 0)?;
        Some(Arc::new(Self { bundled: true, ..face }))
    }

    /// The glyph of a character, and its advance in em.
    pub fn glyph(&self, c: char) -> Option<(u32, f32)> {
        self.glyphs.get(&c).copied()
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("family", &self.family).finish_non_exhaustive()
    }
}

/// Song, its bold, and sans: read once.
static BUNDLED: LazyLock<[Option<Arc<Face>>; 3]> = LazyLock::new(|| {
    [
        Face::embedded("Suigao Serif SC", SONG),
        Face::embedded("Suigao Serif SC Bold", SONG_BOLD),
        Face::embedded("Suigao Sans SC", SANS),
    ]
});

impl Fonts {
    /// The program's own faces alone.
    pub fn bundled() -> Arc<Self> {
        static FONTS: LazyLock<Arc<Fonts>> = LazyLock::new(|| Arc::new(Fonts::new(Vec::new(), Vec::new())));
        FONTS.clone()
    }

    /// Faces for roles, each with the family that was asked for first; a role without one takes
    /// the program's own. `others` are looked through for characters that all of these lack.
    pub fn new(chosen: Vec<(Role, String, Option<Arc<Face>>)>, others: Vec<Arc<Face>>) -> Self {
        let mut fonts = Self { faces: Vec::new(), chains: HashMap::new(), wanted: HashMap::new() };
        let own: Vec<Option<FaceId>> =
            BUNDLED.iter().map(|face| face.as_ref().map(|face| fonts.add(face))).collect();
        let others: Vec<FaceId> = others.iter().map(|face| fonts.add(face)).collect();
        for role in Role::ALL {
            let asked = chosen.iter().find(|(of, ..)| *of == role);
            let face = asked.and_then(|(_, _, face)| face.as_ref()).map(|face| fonts.add(face));
            if let Some((_, wanted, _)) = asked {
                fonts.wanted.insert(role, wanted.clone());
            }
            let order = match role {
                Role::Title => [1, 0, 2],
                Role::First => [2, 0, 1],
                Role::Body | Role::Second | Role::PageNumber => [0, 2, 1],
            };
            let own = order.iter().filter_map(|&at| own.get(at).copied().flatten());
            fonts.chains.insert(role, face.into_iter().chain(own).chain(others.clone()).collect());
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
