//! Two versions side by side.

use super::super::App;
use super::super::dialog::Dialog;
use super::super::dialog::compare::{Compare, Side};
use super::super::view::Action;
use super::Event;
use crate::model::Project;
use crate::session::compare::{Comparison, Source, compare};
use crate::store::project::LoadError;
use rust_i18n::t;
use std::path::Path;
use std::sync::Arc;

impl App {
    /// Shows the dialog at once; what it shows is found on the worker.
    pub(super) fn compare(&mut self, dialog: Box<Compare>) {
        let sources = dialog.sources().clone();
        self.view.dialog = Some(Dialog::Compare(dialog));
        self.services.worker.run(move || {
            let result = compare(&sources).map(Box::new);
            Event::Compared(sources, result)
        });
    }

    /// An answer for a dialog that was closed in the meantime is nobody's.
    pub(super) fn compared(
        &mut self,
        sources: &Arc<[Source; 2]>,
        result: Result<Box<Comparison>, LoadError>,
    ) {
        if let Some(Dialog::Compare(dialog)) = &mut self.view.dialog
            && Arc::ptr_eq(dialog.sources(), sources)
        {
            dialog.compared(result.map(|found| *found));
        }
    }
}

/// What is in the window against its file, which was changed outside.
pub fn with_file(mine: Arc<Project>, path: &Path, choices: Vec<(String, Vec<Action>)>) -> Action {
    let left = Side {
        caption: t!("compare.window").into_owned(),
        detail: t!("compare.unsaved").into_owned(),
        source: Source::Project(mine),
    };
    let right = Side {
        caption: t!("compare.file").into_owned(),
        detail: super::file_name(path),
        source: Source::File(path.to_path_buf()),
    };
    Action::Compare(Box::new(Compare::new(t!("ui.conflict.title").into_owned(), left, right, choices)))
}
