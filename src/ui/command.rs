//! Every command of the window: one table gives its words, its menu and its keys.

use egui::{Key, KeyboardShortcut, Modifiers};
use rust_i18n::t;
use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    New,
    ImportText,
    Open,
    Save,
    SaveAs,
    Versions,
    Export,
    Print,
    PageSetup,
    CopyAll,
    Close,
    Quit,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    Find,
    FindNext,
    FindBefore,
    MoveUp,
    MoveDown,
    Promote,
    Demote,
    ToggleHeading,
    SplitPoints,
    Delete,
    AddPart,
    AddChild,
    AddPoint,
    AddSignature,
    AddField,
    CheckTab,
    NextFinding,
    FindingBefore,
    FixSafe,
    HandIn,
    CountTab,
    LimitWhole,
    ToggleMarks,
    SectionView,
    FullView,
    Preview,
    ToggleOutline,
    ToggleInspector,
    Light,
    Dark,
    Green,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    TextLarger,
    TextSmaller,
    Chinese,
    English,
    Palette,
    Keys,
    TemplateFolder,
    Places,
    About,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    File,
    Edit,
    Insert,
    Check,
    View,
    Help,
}

impl Menu {
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Insert, Self::Check, Self::View, Self::Help];

    pub fn label(self) -> Cow<'static, str> {
        match self {
            Self::File => t!("ui.menu.file"),
            Self::Edit => t!("ui.menu.edit"),
            Self::Insert => t!("ui.menu.insert"),
            Self::Check => t!("ui.menu.check"),
            Self::View => t!("ui.menu.view"),
            Self::Help => t!("ui.menu.help"),
        }
    }
}

/// What must be open for a command to make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    Project,
    /// A section of the body, or a point anywhere, is the current place.
    Section,
}

/// One line of the table.
pub struct Row {
    pub command: Command,
    pub menu: Menu,
    /// Rows of one menu with another group than the one before stand under a line.
    pub group: u8,
    /// The key below `ui.command` in the locale files.
    pub words: &'static str,
    pub keys: &'static [KeyboardShortcut],
    pub needs: Needs,
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };
const ALT: Modifiers = Modifiers::ALT;

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

macro_rules! rows {
    ($($menu:ident $group:literal $command:ident $words:literal $needs:ident [$($key:expr),*];)*) => {
        &[$(Row {
            command: Command::$command,
            menu: Menu::$menu,
            group: $group,
            words: $words,
            keys: &[$($key),*],
            needs: Needs::$needs,
        }),*]
    };
}

/// The commands in the order of the menus.
pub const TABLE: &[Row] = rows! {
    File 0 New "new" Nothing [key(CTRL, Key::N)];
    File 0 ImportText "import" Nothing [key(CTRL_SHIFT, Key::O)];
    File 0 Open "open" Nothing [key(CTRL, Key::O)];
    File 1 Save "save" Project [key(CTRL, Key::S)];
    File 1 SaveAs "save_as" Project [key(CTRL_SHIFT, Key::S)];
    File 1 Versions "versions" Project [];
    File 2 Export "export" Project [key(CTRL, Key::E)];
    File 2 PageSetup "page_setup" Project [];
    File 2 Print "print" Project [key(CTRL, Key::P)];
    File 2 CopyAll "copy_all" Project [key(CTRL_SHIFT, Key::C)];
    File 3 Close "close" Project [key(CTRL, Key::W)];
    File 3 Quit "quit" Nothing [key(CTRL, Key::Q)];
    Edit 0 Undo "undo" Project [key(CTRL, Key::Z)];
    Edit 0 Redo "redo" Project [key(CTRL, Key::Y), key(CTRL_SHIFT, Key::Z)];
    Edit 1 Cut "cut" Project [];
    Edit 1 Copy "copy" Project [];
    Edit 1 Paste "paste" Project [];
    Edit 2 Find "find" Project [key(CTRL, Key::F), key(CTRL, Key::H)];
    Edit 2 FindNext "find_next" Project [key(Modifiers::NONE, Key::F3)];
    Edit 2 FindBefore "find_before" Project [key(Modifiers::SHIFT, Key::F3)];
    Edit 3 MoveUp "move_up" Section [key(ALT, Key::ArrowUp)];
    Edit 3 MoveDown "move_down" Section [key(ALT, Key::ArrowDown)];
    Edit 3 Promote "promote" Section [key(ALT, Key::ArrowLeft)];
    Edit 3 Demote "demote" Section [key(ALT, Key::ArrowRight)];
    Edit 4 ToggleHeading "toggle_heading" Section [];
    Edit 4 SplitPoints "split_points" Project [];
    Edit 4 Delete "delete" Section [key(ALT, Key::Delete)];
    Insert 0 AddPart "add_part" Project [key(CTRL_SHIFT, Key::Enter)];
    Insert 0 AddChild "add_child" Section [];
    Insert 0 AddPoint "add_point" Project [key(CTRL, Key::Enter)];
    Insert 1 AddSignature "add_signature" Project [];
    Insert 1 AddField "add_field" Project [];
    Check 0 CheckTab "check" Project [key(Modifiers::NONE, Key::F7)];
    Check 0 NextFinding "next_finding" Project [key(Modifiers::NONE, Key::F8)];
    Check 0 FindingBefore "finding_before" Project [key(Modifiers::SHIFT, Key::F8)];
    Check 0 FixSafe "fix_safe" Project [];
    Check 1 HandIn "hand_in" Project [key(CTRL_SHIFT, Key::E)];
    Check 2 CountTab "count" Project [];
    Check 2 LimitWhole "limit" Project [];
    Check 2 ToggleMarks "marks" Nothing [];
    View 0 SectionView "section_view" Project [key(CTRL, Key::Num1)];
    View 0 FullView "full_view" Project [key(CTRL, Key::Num2)];
    View 0 Preview "preview" Project [key(CTRL, Key::Num3)];
    View 1 ToggleOutline "outline" Project [key(Modifiers::NONE, Key::F9)];
    View 1 ToggleInspector "inspector" Project [key(Modifiers::NONE, Key::F10)];
    View 2 Light "light" Nothing [];
    View 2 Dark "dark" Nothing [];
    View 2 Green "green" Nothing [];
    View 3 ZoomIn "zoom_in" Nothing [key(CTRL, Key::Plus), key(CTRL, Key::Equals)];
    View 3 ZoomOut "zoom_out" Nothing [key(CTRL, Key::Minus)];
    View 3 ZoomReset "zoom_reset" Nothing [key(CTRL, Key::Num0)];
    View 4 TextLarger "text_larger" Nothing [key(CTRL, Key::Period)];
    View 4 TextSmaller "text_smaller" Nothing [key(CTRL, Key::Comma)];
    View 5 Chinese "chinese" Nothing [];
    View 5 English "english" Nothing [];
    Help 0 Palette "palette" Nothing [key(CTRL_SHIFT, Key::P)];
    Help 0 Keys "keys" Nothing [key(Modifiers::NONE, Key::F1)];
    Help 1 TemplateFolder "template_folder" Nothing [];
    Help 1 Places "places" Nothing [];
    Help 2 About "about" Nothing [];
};

impl Command {
    /// Whether the sheet to write on is wanted for it.
    pub fn writes(self) -> bool {
        use Command::{AddChild, AddPart, AddPoint, AddSignature, FullView, SectionView};
        matches!(self, SectionView | FullView | AddPart | AddChild | AddPoint | AddSignature)
    }

    pub fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.command == self)
    }
}

impl Row {
    pub fn label(&self) -> String {
        t!(format!("ui.command.{}", self.words)).into_owned()
    }

    /// Its words and keys, as a line of a menu.
    pub fn button(&self, mark: &str) -> egui::Button<'static> {
        let button = egui::Button::new(format!("{mark}{}", self.label()));
        let keys = self.keys_label();
        if keys.is_empty() { button } else { button.shortcut_text(keys) }
    }

    /// The first of its keys, as menus show it.
    pub fn keys_label(&self) -> String {
        self.keys.first().map(shortcut_label).unwrap_or_default()
    }
}

/// `Ctrl+Shift+S`, `Alt+↑`.
pub fn shortcut_label(shortcut: &KeyboardShortcut) -> String {
    let modifiers = shortcut.modifiers;
    let mut label = String::new();
    for (pressed, name) in
        [(modifiers.command || modifiers.ctrl, "Ctrl+"), (modifiers.alt, "Alt+"), (modifiers.shift, "Shift+")]
    {
        if pressed {
            label.push_str(name);
        }
    }
    label.push_str(match shortcut.logical_key {
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        key => key.symbol_or_name(),
    });
    label
}

/// The command whose keys were pressed, if any; its key press is used up. Of two that match, the
/// one with more modifiers is meant.
pub fn pressed(ctx: &egui::Context) -> Option<Command> {
    let mut rows: Vec<(&KeyboardShortcut, Command)> =
        TABLE.iter().flat_map(|row| row.keys.iter().map(|keys| (keys, row.command))).collect();
    let weight = |m: Modifiers| usize::from(m.shift) + usize::from(m.alt) + usize::from(m.command || m.ctrl);
    rows.sort_by_key(|(keys, _)| std::cmp::Reverse(weight(keys.modifiers)));
    ctx.input_mut(|input| {
        rows.into_iter().find(|(keys, _)| input.consume_shortcut(keys)).map(|(_, command)| command)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_commands_share_a_key_or_a_word() {
        let mut keys = HashSet::new();
        let mut words = HashSet::new();
        for row in TABLE {
            assert!(words.insert(row.words), "{}", row.words);
            for shortcut in row.keys {
                assert!(keys.insert(shortcut_label(shortcut)), "{}", shortcut_label(shortcut));
            }
        }
    }

    #[test]
    fn every_command_has_its_words() {
        for row in TABLE {
            for language in ["zh-CN", "en"] {
                let key = format!("ui.command.{}", row.words);
                assert_ne!(t!(&key, locale = language), key, "{language}");
            }
        }
    }

    #[test]
    fn every_command_has_a_row_and_menus_stay_together() {
        let mut seen = Vec::new();
        for row in TABLE {
            if seen.last() != Some(&row.menu) {
                assert!(!seen.contains(&row.menu), "{:?} is cut in two", row.menu);
                seen.push(row.menu);
            }
        }
        assert_eq!(seen, Menu::ALL);
    }
}
