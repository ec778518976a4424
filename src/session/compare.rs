//! Two versions of a summary, compared as finished texts.

use crate::model::{Project, flow};
use crate::store::project::{self, LoadError};
use crate::text::diff::{self, Diff};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// Two texts of 600,000 characters with nothing in common would take several seconds.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where a version is.
#[derive(Clone, Debug)]
pub enum Source {
    Project(Arc<Project>),
    File(PathBuf),
}

/// What came of comparing.
#[derive(Debug, Default)]
pub struct Comparison {
    pub diff: Diff,
    /// When the file at the left and at the right was last written, in seconds since 1970; `None`
    /// for what is no file.
    pub written: [Option<i64>; 2],
}

/// Compares the finished lines of two versions. Run it on another thread.
///
/// # Errors
/// A file cannot be read, or is no project.
pub fn compare([left, right]: &[Source; 2]) -> Result<Comparison, LoadError> {
    let lines = [left.lines()?, right.lines()?];
    let deadline = Instant::now().checked_add(PATIENCE);
    let diff = diff::compare(&lines[0], &lines[1], deadline);
    Ok(Comparison { diff, written: [left.written(), right.written()] })
}

impl Source {
    fn lines(&self) -> Result<Vec<String>, LoadError> {
        let of = |project: &Project| flow::lines(project).into_iter().map(|line| line.text).collect();
        match self {
            Self::Project(project) => Ok(of(project)),
            Self::File(path) => project::load(path).map(|loaded| of(&loaded.project)),
        }
    }

    fn written(&self) -> Option<i64> {
        let Self::File(path) = self else { return None };
        modified(path)?.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs().try_into().ok()
    }
}

fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diff::Row;

    fn summary(opening: &str) -> Arc<Project> {
        let mut project = Project::new("0".repeat(32));
        project.title = vec!["青石镇工作总结".into()];
        Arc::make_mut(&mut project.opening).paragraphs = vec![opening.into()];
        Arc::new(project)
    }

    #[test]
    fn a_file_against_what_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("总结.ron");
        let theirs = summary("一年来，抓好宣传。");
        std::fs::write(&path, project::to_bytes(&theirs).unwrap()).unwrap();
        let mine = Source::Project(summary("一年来，抓好教育。"));
        let found = compare(&[mine.clone(), Source::File(path.clone())]).unwrap();
        assert_eq!(found.diff.rows[0], Row::Same("青石镇工作总结".into()));
        assert_eq!(found.diff.summary, diff::Summary { lines: 1, added: 2, removed: 2 });
        assert!(found.written[0].is_none() && found.written[1].is_some());
        assert!(compare(&[Source::File(path.clone()), Source::Project(theirs)]).unwrap().diff.is_empty());
        std::fs::write(&path, "不是文稿").unwrap();
        let error = compare(&[mine, Source::File(path)]).unwrap_err();
        assert!(error.to_string().contains("总结.ron"), "{error}");
    }
}
