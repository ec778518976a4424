//! What the window shows and where the user is in it: nothing here is part of a document.

use super::command::Command;
use super::dialog::Dialog;
use super::dialog::compare::Compare;
use super::editor::buffer::{Buffer, Composition};
use super::find::Find;
use super::findings::Findings;
use super::preview::Preview;
use super::waiting::Waiting;
use crate::export::{Format, Options as ExportOptions};
use crate::import::{Encoding, JunkChoice};
use crate::judge::fix::Change;
use crate::model::{Caret, Edit, Limit, Place, Profile, Project, SectionId, Template};
use crate::session::Session;
use crate::session::open::How;
use crate::session::save::{Replace, Target};
use crate::store::places::Place as Kept;
use crate::store::profile::Replace as ReplaceProfile;
use crate::store::settings::{Copies, Settings};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// 字数, 要素, 提示
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Count,
    Check,
    Fields,
    Guidance,
}

/// The caret in the text that has the focus, as the last frame left it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Focus {
    pub place: Place,
    /// The selection, in characters of the shown text; equal where nothing is selected.
    pub start: usize,
    pub end: usize,
    /// The end of it that moves.
    pub at: usize,
    pub on_first_row: bool,
    pub on_last_row: bool,
    /// Characters of the whole text.
    pub length: usize,
}

impl View {
    /// The caret in the current place, also while a button has the focus.
    pub fn caret(&self) -> Option<Focus> {
        self.focus.or(self.last).filter(|focus| focus.place == self.current)
    }
}

impl Focus {
    pub fn caret(&self) -> Caret {
        Caret { place: self.place, offset: self.at }
    }
}

/// A request to put the caret somewhere, carried out when that place is next shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Go {
    pub place: Place,
    pub start: usize,
    pub end: usize,
}

/// What a block took when it was last shown, so that one out of sight need not be laid out.
#[derive(Clone, Copy, PartialEq)]
pub struct Extent {
    pub stamp: u64,
    pub height: f32,
}

pub struct View {
    /// Where the user is, with or without the focus.
    pub current: Place,
    pub focus: Option<Focus>,
    /// The last caret, kept while a button has the focus.
    pub last: Option<Focus>,
    pub go: Option<Go>,
    /// A place to bring into sight without the caret.
    pub reveal: Option<Go>,
    pub buffer: Option<Buffer>,
    pub composition: Composition,
    pub extents: HashMap<SectionId, Extent>,
    pub tab: Tab,
    pub dialog: Option<Dialog>,
    pub notice: Option<Notice>,
    pub find: Option<Find>,
    pub findings: Findings,
    pub preview: Preview,
    /// The page before handing in is to be shown as soon as the text is judged.
    pub hand_in_asked: bool,
    /// What is being exported is handed in.
    pub handing_in: bool,
    /// The name of a field being added in the 要素 pane.
    pub new_field: String,
    /// The field whose value an input method is composing in, and the text so far.
    pub field_text: Option<(String, String)>,
    /// What happens when the save under way is done.
    pub after_save: Option<Then>,
    /// What was typed since the save under way began is to be saved before.
    pub save_again: bool,
    /// What is being opened.
    pub opening: Option<Waiting>,
    /// The text file that is being read for the form that takes it in.
    pub reading: Option<u64>,
    /// Since when something is being waited for, in seconds.
    pub waiting_since: Option<f64>,
    /// Why what is unsaved is in no recovery copy.
    pub unkept: Option<String>,
    /// Why the last save has left no backup.
    pub not_backed_up: Option<String>,
    /// Where the user was, and whether the window was left, when the recovery copy was last hurried.
    pub kept_at: Option<(Place, bool)>,
    /// Where saving a project without a file begins to ask.
    pub proposed: Option<PathBuf>,
    /// The time of day of the last save, as 14:03.
    pub saved_at: Option<String>,
    /// The keyboard and the pointer last did something at this time, in seconds.
    pub last_input: f64,
    /// The window may close: everything was asked.
    pub may_close: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            current: Place::Title,
            focus: None,
            last: None,
            go: None,
            reveal: None,
            buffer: None,
            composition: Composition::default(),
            extents: HashMap::new(),
            tab: Tab::default(),
            dialog: None,
            notice: None,
            find: None,
            findings: Findings::default(),
            preview: Preview::default(),
            hand_in_asked: false,
            handing_in: false,
            new_field: String::new(),
            field_text: None,
            after_save: None,
            save_again: false,
            opening: None,
            reading: None,
            waiting_since: None,
            unkept: None,
            not_backed_up: None,
            kept_at: None,
            proposed: None,
            saved_at: None,
            last_input: 0.0,
            may_close: false,
        }
    }
}

/// Something that happened, told at the foot of the window for a while.
pub struct Notice {
    pub text: String,
    /// Words of a button, and what it does.
    pub actions: Vec<(String, Action)>,
    /// Told until then, in seconds; failures stay until they are closed.
    pub until: Option<f64>,
}

/// What the panes ask for; carried out after they were shown.
pub enum Action {
    Command(Command),
    /// A command for a section that need not be the current one.
    CommandAt(Command, SectionId),
    Edit(Edit),
    /// What was typed, and where the caret stands after it.
    Type(Edit, Caret),
    /// Puts the caret, or the selection, somewhere.
    Go(Go),
    /// As [`Self::Go`], and shows the sheet to write on.
    WriteAt(Go),
    Tab(Tab),
    /// Puts text in at the caret.
    InsertText(String),
    /// Offers to split a text into so many points after a paste.
    OfferSplit(SectionId, usize),
    /// Offers to break a paragraph that is too long to be typed in.
    OfferBreak(SectionId),
    BreakParagraphs(SectionId),
    /// Sets a limit; `None` for the whole.
    SetLimit(Option<SectionId>, Limit),
    AskLimit(Option<SectionId>),
    /// Asks for the fields of a template, by its id.
    Template(String),
    /// A new summary from a template with these fields.
    Create(Box<Template>, Vec<(String, String)>),
    /// A summary read from a text.
    Adopt(Box<Project>),
    /// A copy of a summary whose file is at this path: saving proposes it.
    AdoptFor(Box<Project>, PathBuf),
    OpenFile(PathBuf),
    /// Opens a file that was asked about.
    OpenAs(PathBuf, How),
    /// Goes on with a project that can only be read as a copy without a file.
    BecomeCopy,
    /// Opens a recovery copy, by its path.
    AskRecover(PathBuf),
    /// Asks whether a recovery copy, of a summary with this title, is to be deleted.
    AskDiscard(PathBuf, String),
    DiscardCopy(PathBuf),
    ShowVersions,
    /// Goes to a finding, by its number in the report.
    GoFinding(usize),
    /// Makes one of a finding's fixes.
    Fix(usize, usize),
    /// Makes all safe fixes, as they were shown.
    FixAll(Vec<Change>),
    Ignore(usize, Ignore),
    /// Takes back a finding that was set aside, by its number in the project.
    TakeBack(usize),
    /// Why a finding was set aside, by its number in the project.
    Why(usize, String),
    /// Words of which only the first is to be used.
    SetPairs(Vec<(String, String)>),
    /// Exports the text to be handed in.
    ExportFinal,
    ShowIgnored,
    /// Switches a rule on again, by its id.
    RuleOn(String),
    /// Takes a name out of those known in the project.
    ForgetName(String),
    /// Shows two versions side by side.
    Compare(Box<Compare>),
    /// Opens an earlier version as a copy that has no file yet.
    OpenVersion(Arc<Project>),
    /// An earlier version over the current text.
    Restore(Arc<Project>),
    ForgetRecent(PathBuf),
    SaveTo(Target),
    /// Goes on although there are unsaved changes.
    Discard(Then),
    /// Saves, and goes on when that is done.
    SaveThen(Then),
    /// Asks the system's file dialog; the path is where it begins.
    Browse(Browse, Option<PathBuf>),
    ImportRead(ReadFrom),
    ImportParse(String, JunkChoice),
    /// Looks what stands against writing these formats.
    ExportCheck(Vec<Format>, ExportOptions),
    /// Writes these formats; the path is without their extensions.
    ExportTo(PathBuf, Vec<Format>, ExportOptions, Replace),
    /// Hands the pages to the system's viewer or printing command.
    Print,
    /// Looks which faces a profile gets.
    LookForFaces(Box<Profile>),
    OpenProfileFolder,
    /// Keeps a profile among the user's own.
    KeepProfile(Box<Profile>, ReplaceProfile),
    /// Deletes one of the user's own, by its file.
    DeleteProfile(PathBuf),
    /// Opens a file or a folder with the system's own program.
    OpenOutside(PathBuf),
    /// Opens a folder of the program's own, which is made if it is missing.
    OpenFolder(PathBuf),
    /// Deletes what lies at a place.
    ClearPlace(Kept),
    /// Where recovery copies and backups are to lie.
    KeepCopies(Copies),
    /// Presses a button of the notice.
    Notice(usize),
    CloseNotice,
    /// Tells something at the foot of the window.
    Tell(String),
}

/// How a finding is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignore {
    /// In this place.
    Here,
    /// These words, everywhere in the project.
    Words,
    /// The whole rule, in this project.
    Rule,
    /// It is a name that rightly stands here.
    Name,
}

/// What a file dialog is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browse {
    Open,
    Save,
    Text,
    Export,
    Profile,
}

/// Where last year's text comes from.
pub enum ReadFrom {
    File(PathBuf, Option<Encoding>),
    Pasted(String),
}

/// What waits for an answer about unsaved changes.
#[derive(Clone, Debug)]
pub enum Then {
    Start,
    Quit,
    Open(PathBuf),
    /// A file that was asked about.
    OpenAs(PathBuf, How),
    /// A recovery copy, by its path.
    Recover(PathBuf),
    /// A summary that is on no disk yet.
    Begin(Box<Project>),
    Import,
}

/// What the panes see, and where they put what they ask for.
pub struct Cx<'a> {
    pub session: &'a Session,
    pub view: &'a mut View,
    pub settings: &'a Settings,
    pub out: &'a mut Vec<Action>,
    /// Seconds of the window's clock.
    pub now: f64,
}

impl Cx<'_> {
    pub fn edit(&mut self, edit: Edit) {
        self.out.push(Action::Edit(edit));
    }

    pub fn go(&mut self, place: Place, offset: usize) {
        self.out.push(Action::Go(Go { place, start: offset, end: offset }));
    }
}
