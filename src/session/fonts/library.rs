//! The fonts of folders: found by name or by character, read only when they are needed.

use super::names::{NAMES, weight};
use crate::model::profile::FontNames;
use crate::page::font::Blob;
use crate::page::{Face, Fonts, Role};
use fontdb::{Database, FaceInfo, ID, Source, Stretch, Style};
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Faces beside those of the profile that a document may have.
const MOST_OTHERS: usize = 16;
/// Sets of faces that are kept: those of the profiles in use.
const MOST_SETS: usize = 4;
const REGULAR: u16 = 400;

/// The fonts that there are. Broken files are none.
pub struct Library {
    database: Database,
    /// All faces of `database`: where one of several has to be taken, the first one is.
    entries: Vec<Entry>,
    /// Faces in use, so that none is read twice.
    read: Mutex<HashMap<ID, Weak<Face>>>,
    /// Where a character was found that the chosen faces lacked.
    found: Mutex<HashMap<char, Option<ID>>>,
    /// What was given out last.
    sets: Mutex<Vec<Set>>,
}

struct Entry {
    id: ID,
    /// Of its families, and of its PostScript name.
    keys: Vec<String>,
    /// What the user knows it as.
    shown: String,
    weight: u16,
    /// How soon rare characters are looked for in it: the least first.
    rank: (usize, u16),
}

struct Set {
    names: FontNames,
    others: Vec<ID>,
    fonts: Arc<Fonts>,
}

impl Library {
    /// The fonts of the system, and those of further folders, which go before.
    pub fn of_system(folders: &[PathBuf]) -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        Self::new(database, folders)
    }

    /// The fonts of these folders and those below, which need not be there.
    pub fn of_folders(folders: &[PathBuf]) -> Self {
        Self::new(Database::new(), folders)
    }

    fn new(mut database: Database, folders: &[PathBuf]) -> Self {
        folders.iter().for_each(|folder| database.load_fonts_dir(folder));
        let own = |face: &FaceInfo| folders.iter().any(|folder| path(face).starts_with(folder));
        let mut faces: Vec<&FaceInfo> = database.faces().collect();
        // What is upright and neither narrow nor wide first, then in an order that is the same everywhere.
        faces.sort_by_key(|face| {
            let plain = face.style == Style::Normal && face.stretch == Stretch::Normal;
            (!plain, !own(face), path(face).to_owned(), face.index)
        });
        let entries = faces.into_iter().map(Entry::new).collect();
        let (read, found, sets) = (Mutex::default(), Mutex::default(), Mutex::default());
        Self { entries, database, read, found, sets }
    }

    /// The faces that are asked for as far as there are any, the program's own for the others.
    pub fn of(&self, names: &FontNames) -> Arc<Fonts> {
        self.set(names, &[])
    }

    /// As [`Self::of`], with other faces for those characters of the text that they lack.
    pub fn of_text(&self, names: &FontNames, text: &str) -> Arc<Fonts> {
        let fonts = self.of(names);
        let missing = fonts.missing(text);
        let mut others = Vec::new();
        for id in missing.iter().filter_map(|missing| self.with_character(missing.char)) {
            if !others.contains(&id) && others.len() < MOST_OTHERS {
                others.push(id);
            }
        }
        if others.is_empty() { fonts } else { self.set(names, &others) }
    }

    fn set(&self, names: &FontNames, others: &[ID]) -> Arc<Fonts> {
        // Held while faces are read: whoever asks for the same set waits for it.
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |set: &Set| set.names == *names && set.others == others;
        if let Some(place) = sets.iter().position(same) {
            let set = sets.remove(place);
            let fonts = set.fonts.clone();
            sets.push(set);
            return fonts;
        }
        let chosen = Role::ALL.into_iter().filter_map(|role| self.choose(role, names)).collect();
        let more = others.iter().filter_map(|&id| self.face(self.entry(id)?)).collect();
        let fonts = Arc::new(Fonts::new(chosen, more));
        if sets.len() == MOST_SETS {
            sets.remove(0);
        }
        sets.push(Set { names: names.clone(), others: others.to_vec(), fonts: fonts.clone() });
        fonts
    }

    /// The first of a role's families that is there. Nothing where it has none.
    fn choose(&self, role: Role, names: &FontNames) -> Option<(Role, String, Option<Arc<Face>>)> {
        let wishes = match role {
            Role::Title => &names.title,
            Role::Body => &names.body,
            Role::First => &names.first,
            Role::Second => &names.second,
            Role::PageNumber => &names.page_number,
        };
        let found = wishes.iter().enumerate().find_map(|(at, wish)| Some((at, self.named(wish)?)));
        let wanted = match &found {
            // Asked for by another of its names.
            Some((0, face)) => face.family.clone(),
            _ => wishes.first()?.clone(),
        };
        Some((role, wanted, found.map(|(_, face)| face)))
    }

    fn named(&self, wish: &str) -> Option<Arc<Face>> {
        let key = NAMES.key(wish);
        let of_family = |family: &str, weight: u16| {
            let mut faces: Vec<&Entry> =
                self.entries.iter().filter(|entry| entry.keys.iter().any(|key| key == family)).collect();
            faces.sort_by_key(|entry| entry.weight.abs_diff(weight));
            faces.into_iter().find_map(|entry| self.face(entry))
        };
        of_family(&key, REGULAR).or_else(|| {
            let (family, weight) = weight(&key)?;
            of_family(&NAMES.key(family), weight)
        })
    }

    fn entry(&self, id: ID) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Reads a face, unless it is in use. `None` for a broken one.
    fn face(&self, entry: &Entry) -> Option<Arc<Face>> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(face) = read.get(&entry.id).and_then(Weak::upgrade) {
            return Some(face);
        }
        let info = self.database.face(entry.id)?;
        // Faces of one collection share its bytes.
        let same_file = |(id, face): (&ID, &Weak<Face>)| {
            let other = self.database.face(*id)?;
            (path(other) == path(info)).then(|| face.upgrade())?.map(|face| face.data.clone())
        };
        let shared = read.iter().find_map(same_file);
        let data: Blob = match shared {
            Some(data) => data,
            None => Arc::new(std::fs::read(path(info)).ok()?),
        };
        let face = Arc::new(Face::new(entry.shown.clone(), data, info.index)?);
        read.insert(entry.id, Arc::downgrade(&face));
        Some(face)
    }

    /// The face in which a character that the chosen ones lack is looked for first. No font is read
    /// for it beyond its table of characters.
    fn with_character(&self, c: char) -> Option<ID> {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        *found.entry(c).or_insert_with(|| {
            let mut faces: Vec<&Entry> = self.entries.iter().collect();
            faces.sort_by_key(|entry| entry.rank);
            faces.into_iter().find(|entry| self.draws(entry.id, c)).map(|entry| entry.id)
        })
    }

    /// Whether a face has an outline for a character; one of coloured pictures has none.
    fn draws(&self, id: ID, c: char) -> bool {
        let draws = |data: &[u8], index| {
            let font = FontRef::from_index(data, index).ok()?;
            let glyph = font.charmap().map(c).filter(|glyph| glyph.to_u32() != 0)?;
            font.outline_glyphs().get(glyph).map(|_| ())
        };
        self.database.with_face_data(id, draws).flatten().is_some()
    }
}

impl Entry {
    fn new(face: &FaceInfo) -> Self {
        let families = face.families.iter().map(|(name, _)| name);
        let keys: Vec<String> =
            families.clone().chain([&face.post_script_name]).map(|name| NAMES.key(name)).collect();
        let weight = face.weight.0;
        let rank = (NAMES.rank(&keys), weight.abs_diff(REGULAR));
        let shown = families.map(|name| NAMES.shown(name));
        // Of the names that it gives itself, the one in the user's characters.
        let shown = shown.reduce(|one, other| if one.is_ascii() && !other.is_ascii() { other } else { one });
        let shown = shown.unwrap_or_else(|| face.post_script_name.clone());
        Self { id: face.id, keys, shown, weight, rank }
    }
}

/// Where a face's file is.
fn path(face: &FaceInfo) -> &Path {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => path,
        Source::Binary(_) => Path::new(""),
    }
}
