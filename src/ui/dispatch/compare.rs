//! Two versions side by side.

use super::super::App;
use super::super::dialog::Dialog;
use super::super::dialog::compare::{Compare, Side};
use super::super::view::Action;
use super::Event;
use crate::model::Project;
use crate::session::compare::{Comparison, Source, compare};
use crate::store::project::LoadError;
use crate::ui::services::local;
use rust_i18n::t;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// What can be done at the foot.
type Choices = Vec<(String, Vec<Action>)>;

impl App {
    /// Shows the dialog at once; what it shows is found on the worker.
    pub(super) fn compare(&mut self, dialog: Box<Compare>) {
        let sources = dialog.sources().clone();
        self.view.dialog = Some(Dialog::Compare(dialog));
        self.services.worker.run_apart(move || {
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

/// A recovery copy beside what its file says.
pub fn with_copy(copy: Arc<Project>, kept: i64, file: Arc<Project>, choices: Choices) -> Action {
    let side = |caption: Cow<'static, str>, detail: String, project| Side {
        caption: caption.into_owned(),
        detail,
        source: Source::Project(project),
    };
    let when = local(kept / 1000);
    let left = side(t!("compare.file"), String::new(), file);
    let right = side(t!("ui.recovery.copy"), when, copy);
    Action::Compare(Box::new(Compare::new(t!("ui.recovery.found").into_owned(), left, right, choices)))
}

/// An earlier version beside the text as it is.
pub fn with_version(version: Arc<Project>, saved: i64, now: Arc<Project>) -> Action {
    let left = Side {
        caption: t!("ui.versions.earlier").into_owned(),
        detail: local(saved / 1000),
        source: Source::Project(version.clone()),
    };
    let right = Side {
        caption: t!("compare.window").into_owned(),
        detail: String::new(),
        source: Source::Project(now),
    };
    let restore = (t!("ui.versions.restore").into_owned(), vec![Action::Restore(version)]);
    let title = t!("ui.versions.title").into_owned();
    Action::Compare(Box::new(Compare::new(title, left, right, vec![restore])))
}

/// What is in the window against its file, which was changed outside.
pub fn with_file(mine: Arc<Project>, path: &Path, choices: Choices) -> Action {
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
