//! The pages of a project, laid out anew whenever it changes.

use crate::model::{Project, Unit};
use crate::page::{self, Fonts, Layout, Typesetter};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A project's pages, with the faces that they are set in.
#[derive(Clone, Debug)]
pub struct Laid {
    pub project: Arc<Project>,
    pub layout: Arc<Layout>,
    pub fonts: Arc<Fonts>,
}

/// Finds the faces of a project: [`super::fonts::of_project`], which looks through the system.
pub type FindFonts = fn(&Project) -> Arc<Fonts>;

/// How many pages a project takes, where its limit asks for that; `None` where nobody needs to
/// know. It reads fonts: not for the UI thread.
pub fn limited_pages(project: &Project) -> Option<usize> {
    let limited = !project.limit.is_empty() && project.limit.unit == Unit::Pages;
    limited.then(|| page::lay_out(project, &super::fonts::of_project(project)).pages.len())
}

/// Keeps what the next layout can use again, as long as the faces are the same.
#[derive(Default)]
pub struct Typesetting(Option<(Arc<Fonts>, Typesetter)>);

impl Typesetting {
    /// Lays a project out. `None` where the program itself failed: what was being written is not
    /// to be lost over its pages.
    pub fn lay_out(&mut self, project: Arc<Project>, find: FindFonts) -> Option<Laid> {
        let kept = self.0.take();
        let done = catch_unwind(AssertUnwindSafe(|| {
            let fonts = find(&project);
            let kept = kept.filter(|(of, _)| Arc::ptr_eq(of, &fonts));
            let mut typesetter = kept.map_or_else(|| Typesetter::new(fonts.clone()), |(_, kept)| kept);
            (Arc::new(typesetter.lay_out(&project)), fonts, typesetter)
        }));
        let (layout, fonts, typesetter) = done.ok()?;
        self.0 = Some((fonts.clone(), typesetter));
        Some(Laid { project, layout, fonts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(title: &str) -> Arc<Project> {
        let mut project = Project::new("pages".into());
        project.title = vec![title.into()];
        Arc::new(project)
    }

    #[test]
    fn a_layout_is_that_of_its_project() {
        let mut typesetting = Typesetting::default();
        for title in ["青石镇工作总结", "青石镇工作总结", "云溪县工作总结"] {
            let project = titled(title);
            let laid = typesetting.lay_out(project.clone(), |_| Fonts::bundled()).unwrap();
            assert!(Arc::ptr_eq(&laid.project, &project));
            let text: String = laid.layout.paragraphs.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(text, title);
        }
    }

    #[test]
    fn a_failure_takes_nothing_with_it() {
        let mut typesetting = Typesetting::default();
        assert!(typesetting.lay_out(titled("青石镇"), |_| panic!("no faces")).is_none());
        assert!(typesetting.lay_out(titled("青石镇"), |_| Fonts::bundled()).is_some());
    }
}
