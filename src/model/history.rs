//! Undo and redo of everything, across all sections: snapshots that share what did not change.

use super::edit::GroupKey;
use super::{Caret, Edit, Place, Project, Section, SectionId};
use std::collections::HashSet;
use std::sync::Arc;

/// Typing goes on as one step while no pause reaches this many seconds.
const PAUSE: f64 = 1.0;
/// What the kept texts may weigh together, in bytes; the oldest steps go first.
const BUDGET: usize = 64 << 20;

/// 修改步
struct Revision {
    project: Arc<Project>,
    /// Never the same for two different texts.
    number: u64,
    group: Option<GroupKey>,
    /// When it was last added to, in seconds of the caller's clock.
    time: f64,
    /// Where the change was: the caret before and after it.
    carets: (Option<Caret>, Option<Caret>),
    /// Bytes that this revision holds and the one before it does not, roughly.
    weight: usize,
}

/// The line of revisions of one project, and where it stands.
pub struct History {
    revisions: Vec<Revision>,
    current: usize,
    numbers: u64,
    saved: Option<u64>,
    /// The next section's id: also those of revisions that are no more are never given again, for
    /// an editor may still hold the text of such a section.
    next_id: SectionId,
    budget: usize,
}

impl History {
    /// Begins with a project as it was loaded (`saved`) or made.
    pub fn new(project: Project, saved: bool) -> Self {
        let next_id = project.next_id;
        let first = Revision {
            project: Arc::new(project),
            number: 0,
            group: None,
            time: 0.0,
            carets: (None, None),
            weight: 0,
        };
        Self {
            revisions: vec![first],
            current: 0,
            numbers: 0,
            saved: saved.then_some(0),
            next_id,
            budget: BUDGET,
        }
    }

    fn revision(&self) -> &Revision {
        // `revisions` never becomes empty and `current` points into it.
        &self.revisions[self.current]
    }

    pub fn project(&self) -> &Arc<Project> {
        &self.revision().project
    }

    /// The number of the current revision; two equal numbers mean the same text.
    pub fn number(&self) -> u64 {
        self.revision().number
    }

    pub fn is_modified(&self) -> bool {
        self.saved != Some(self.number())
    }

    /// The revision with this number is on disk. Typing after it is a new step, so that the saved
    /// text can be come back to.
    pub fn mark_saved(&mut self, number: u64) {
        self.saved = Some(number);
        if let Some(revision) = self.revisions.iter_mut().find(|r| r.number == number) {
            revision.group = None;
        }
    }

    /// What is on disk is no longer what any revision says.
    pub fn mark_unsaved(&mut self) {
        self.saved = None;
    }

    /// Applies an edit. `now` is the caller's clock in seconds; `caret` is where the caret stands
    /// now and where the typing left it. `None` if it changed nothing, else where the caret
    /// belongs.
    pub fn apply(
        &mut self,
        edit: Edit,
        now: f64,
        caret: (Option<Caret>, Option<Caret>),
    ) -> Option<Option<Caret>> {
        let group = edit.group(self.project());
        let place = edit.place(self.project());
        let mut project = Project::clone(self.project());
        project.next_id = project.next_id.max(self.next_id);
        let wanted = project.apply(edit)?;
        self.next_id = project.next_id;
        let before = caret_at(place, caret.0, self.project());
        let after = wanted.or_else(|| caret_at(place, caret.1, &project));
        self.numbers += 1;
        let number = self.numbers;
        self.revisions.truncate(self.current + 1);
        let project = Arc::new(project);
        let earlier = self.current.checked_sub(1).and_then(|at| self.revisions.get(at));
        let earlier = earlier.map(|revision| Arc::clone(&revision.project));
        match (self.revisions.last_mut(), earlier) {
            (Some(last), Some(earlier))
                if group.is_some() && last.group == group && now - last.time < PAUSE =>
            {
                last.weight = weight(&earlier, &project);
                last.project = project;
                last.number = number;
                last.time = now;
                last.carets.1 = after;
            }
            _ => {
                let weight = weight(self.project(), &project);
                let carets = (before, after);
                self.revisions.push(Revision { project, number, group, time: now, carets, weight });
                self.current += 1;
            }
        }
        self.shed();
        Some(wanted.or(caret.1))
    }

    /// The next edit begins a new step, whatever it is.
    pub fn break_group(&mut self) {
        if let Some(current) = self.revisions.get_mut(self.current) {
            current.group = None;
        }
    }

    pub fn can_undo(&self) -> bool {
        self.current > 0
    }

    pub fn can_redo(&self) -> bool {
        self.current + 1 < self.revisions.len()
    }

    /// Goes one step back; `None` at the beginning, else where the change was.
    pub fn undo(&mut self) -> Option<Option<Caret>> {
        let before = self.current.checked_sub(1)?;
        let caret = self.revision().carets.0;
        self.current = before;
        self.break_group();
        Some(caret)
    }

    /// Goes one step forward again; `None` at the end, else where the change was.
    pub fn redo(&mut self) -> Option<Option<Caret>> {
        if !self.can_redo() {
            return None;
        }
        self.current += 1;
        self.break_group();
        Some(self.revision().carets.1)
    }

    fn shed(&mut self) {
        let mut weight: usize = self.revisions.iter().skip(1).map(|r| r.weight).sum();
        let mut gone = 0;
        // What came before the oldest step that is left is kept, to go back to.
        while weight > self.budget && gone + 1 < self.current {
            gone += 1;
            weight -= self.revisions.get(gone).map_or(0, |r| r.weight);
        }
        self.revisions.drain(..gone);
        self.current -= gone;
    }
}

/// The caret, if it stands in the place of a change; else the end of that place.
fn caret_at(place: Option<Place>, caret: Option<Caret>, project: &Project) -> Option<Caret> {
    let Some(place) = place else { return caret };
    let within = |caret: &Caret| match (place.section(), caret.place.section()) {
        (Some(id), Some(at)) => project.section(id).is_some_and(|section| section.find(at).is_some()),
        _ => place.section().is_none() && caret.place == place,
    };
    caret.filter(within).or_else(|| project.end_of(place)).or(caret)
}

/// Roughly the bytes of `project` that it does not share with the revision before it.
fn weight(before: &Project, project: &Project) -> usize {
    let shared: HashSet<*const Section> = before.walk().map(std::ptr::from_ref).collect();
    let own = project.walk().filter(|section| !shared.contains(&std::ptr::from_ref(*section)));
    let sections = own.map(|section| {
        let text = section.heading.len() + section.paragraphs.iter().map(|p| p.len() + 24).sum::<usize>();
        size_of::<Section>() + text + section.children.len() * 8
    });
    let fields = project.fields.iter().map(|f| size_of_val(f) + f.name.len() + f.hint.len() + f.value.len());
    let title = project.title.iter().map(|line| line.len() + 24);
    size_of::<Project>() + sections.chain(fields).chain(title).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::{FIRST, head, project, text};
    use crate::model::{Marker, Profile};

    const NONE: (Option<Caret>, Option<Caret>) = (None, None);

    fn history() -> History {
        History::new(project([text("a"), text("b"), text("c")]), true)
    }

    fn typed(id: SectionId, paragraphs: &str) -> Edit {
        Edit::SetParagraphs(id, paragraphs.split('¶').map(String::from).collect())
    }

    fn says(history: &History, id: SectionId) -> String {
        history.project().section(id).map(Section::text).unwrap_or_default()
    }

    fn caret(place: Place, offset: usize) -> Option<Caret> {
        Some(Caret { place, offset })
    }

    /// How many steps it takes back to the start.
    fn steps(history: &mut History) -> usize {
        std::iter::from_fn(|| history.undo()).count()
    }

    #[test]
    fn typing_is_one_step_until_something_else_happens() {
        let other = FIRST + 1;
        for (name, edits, expected) in [
            ("no pause", vec![(0.0, typed(FIRST, "ab")), (0.9, typed(FIRST, "abc"))], 1),
            (
                "no pause from key to key",
                vec![(0.0, typed(FIRST, "ab")), (0.9, typed(FIRST, "abc")), (1.8, typed(FIRST, "abcd"))],
                1,
            ),
            ("a pause", vec![(0.0, typed(FIRST, "ab")), (1.0, typed(FIRST, "abc"))], 2),
            ("another section", vec![(0.0, typed(FIRST, "ab")), (0.1, typed(other, "bc"))], 2),
            ("Enter", vec![(0.0, typed(FIRST, "ab")), (0.1, typed(FIRST, "ab¶"))], 2),
            (
                "Enter, then typing",
                vec![
                    (0.0, typed(FIRST, "ab")),
                    (0.1, typed(FIRST, "ab¶")),
                    (0.2, typed(FIRST, "ab¶c")),
                    (0.3, typed(FIRST, "ab¶cd")),
                ],
                3,
            ),
            (
                "another paragraph",
                vec![(0.0, typed(FIRST, "a¶b")), (0.1, typed(FIRST, "a¶bc")), (0.2, typed(FIRST, "ac¶bc"))],
                3,
            ),
            ("the heading", vec![(0.0, typed(FIRST, "ab")), (0.1, Edit::SetHeading(FIRST, "题".into()))], 2),
            (
                "a structural edit",
                vec![
                    (0.0, typed(FIRST, "ab")),
                    (0.1, Edit::SetMarker(FIRST, Marker::Third)),
                    (0.2, typed(FIRST, "abc")),
                ],
                3,
            ),
            ("two structural edits", vec![(0.0, Edit::MoveDown(FIRST)), (0.1, Edit::MoveDown(FIRST))], 2),
            ("all of it deleted", vec![(0.0, typed(FIRST, "")), (0.1, typed(FIRST, "x"))], 1),
        ] {
            let mut history = history();
            let start = history.project().clone();
            for (time, edit) in edits {
                assert!(history.apply(edit, time, NONE).is_some(), "{name}");
            }
            assert_eq!(steps(&mut history), expected, "{name}");
            assert_eq!(history.project(), &start, "{name}");
        }
    }

    #[test]
    fn typing_after_these_is_a_new_step() {
        type Act = fn(&mut History);
        let acts: [(&str, Act); 4] = [
            ("break", |h| h.break_group()),
            ("save", |h| h.mark_saved(h.number())),
            ("undo", |h| {
                h.apply(typed(FIRST + 1, "x"), 0.1, NONE);
                h.undo();
            }),
            ("redo", |h| {
                h.undo();
                h.redo();
            }),
        ];
        for (name, act) in acts {
            let mut history = history();
            history.apply(typed(FIRST, "ab"), 0.0, NONE);
            act(&mut history);
            history.apply(typed(FIRST, "abc"), 0.2, NONE);
            history.undo();
            assert_eq!(says(&history, FIRST), "ab", "{name}");
        }
    }

    #[test]
    fn modified_is_not_as_saved() {
        let mut h = history();
        assert!(!h.is_modified());
        assert!(History::new(project([]), false).is_modified());
        h.apply(typed(FIRST, "ab"), 0.0, NONE);
        assert!(h.is_modified());
        h.undo();
        assert!(!h.is_modified(), "back at what was loaded");
        h.redo();
        h.mark_saved(h.number());
        assert!(!h.is_modified());
        h.undo();
        assert!(h.is_modified());
        h.redo();
        assert!(!h.is_modified(), "forward to what was saved");
        h.apply(typed(FIRST, "abc"), 0.1, NONE);
        assert!(h.is_modified());
        h.undo();
        assert!(!h.is_modified(), "what was saved can be come back to");
        h.undo();
        h.apply(typed(FIRST, "ab"), 5.0, NONE);
        assert!(h.is_modified(), "what was saved is gone");
        h.undo();
        assert!(h.is_modified());
        h.mark_saved(h.number());
        h.mark_unsaved();
        assert!(h.is_modified());
    }

    /// A save takes time; typing during it is not on disk.
    #[test]
    fn saved_while_typing_goes_on() {
        let mut h = history();
        h.apply(typed(FIRST, "ab"), 0.0, NONE);
        let written = h.number();
        h.apply(typed(FIRST, "abc"), 0.1, NONE);
        h.mark_saved(written);
        assert!(h.is_modified());
    }

    #[test]
    fn undo_and_redo_go_to_the_change() {
        let here = caret(Place::Text(FIRST), 1);
        let there = caret(Place::Text(FIRST + 1), 1);
        let after = caret(Place::Text(FIRST), 3);
        for (name, edit, given, wanted, undo, redo) in [
            ("typing", typed(FIRST, "abc"), (here, after), after, here, after),
            ("the outline, caret elsewhere", Edit::MoveDown(FIRST), (there, there), there, here, here),
            ("no caret", Edit::MoveDown(FIRST), NONE, None, here, here),
            ("removed, caret elsewhere", Edit::Remove(FIRST), (there, there), there, here, there),
            (
                "a field",
                Edit::SetField { name: "甲".into(), value: "乙".into() },
                (there, there),
                there,
                there,
                there,
            ),
            (
                "the title",
                Edit::SetTitle(vec!["题".into()]),
                (here, here),
                here,
                caret(Place::Title, 0),
                caret(Place::Title, 1),
            ),
        ] {
            let mut project = history().project().as_ref().clone();
            project.fields.push(crate::model::Field { name: "甲".into(), ..Default::default() });
            let mut history = History::new(project, true);
            assert_eq!(history.apply(edit, 0.0, given), Some(wanted), "{name}");
            assert_eq!(history.undo(), Some(undo), "{name}: undo");
            assert_eq!(history.redo(), Some(redo), "{name}: redo");
        }
        let mut history = history();
        history.apply(typed(FIRST, "ab"), 0.0, (here, caret(Place::Text(FIRST), 2)));
        history.apply(typed(FIRST, "abc"), 0.1, (caret(Place::Text(FIRST), 2), after));
        assert_eq!((history.undo(), history.redo()), (Some(here), Some(after)), "a whole step");
        assert_eq!((history.redo(), history.can_redo(), history.can_undo()), (None, false, true));
        history.undo();
        assert_eq!((history.undo(), history.can_redo(), history.can_undo()), (None, true, false));
    }

    #[test]
    fn what_changes_nothing_is_no_step() {
        let mut history = history();
        history.apply(typed(FIRST, "ab"), 0.0, NONE);
        history.undo();
        let number = history.number();
        for edit in [typed(FIRST, "a"), Edit::Remove(99), Edit::Demote(FIRST), Edit::Promote(FIRST)] {
            assert_eq!(history.apply(edit, 0.0, NONE), None);
        }
        assert!(history.can_redo(), "and takes no redo away");
        assert_eq!(history.number(), number);
    }

    #[test]
    fn a_profile_is_a_step_of_its_own() {
        let mut history = history();
        let profile = |name: &str| Profile { name: name.into(), ..Profile::default() };
        history.apply(typed(FIRST, "ab"), 0.0, NONE);
        for name in ["甲", "乙"] {
            assert!(history.apply(Edit::SetProfile(profile(name)), 0.1, NONE).is_some());
        }
        assert_eq!(history.apply(Edit::SetProfile(profile("乙")), 0.2, NONE), None, "nothing changed");
        for name in ["甲", "国标"] {
            history.undo();
            assert_eq!((history.project().profile.name.as_str(), says(&history, FIRST)), (name, "ab".into()));
        }
        history.redo();
        assert_eq!(history.project().profile.name, "甲");
        let before = history.project().clone();
        history.apply(typed(FIRST, "abc"), 9.0, NONE);
        assert!(Arc::ptr_eq(&before.profile, &history.project().profile), "shared");
        assert_eq!(steps(&mut history), 3);
    }

    /// An editor keeps its text by the section's id.
    #[test]
    fn an_id_is_not_given_again_after_undo() {
        let mut history = history();
        let insert = || Edit::Insert { parent: 2, index: 0, section: head("新") };
        let mut ids = Vec::new();
        for _ in 0..3 {
            history.apply(insert(), 0.0, NONE);
            ids.push(history.project().body.children.first().unwrap().id);
            history.undo();
        }
        assert_eq!(ids, [7, 8, 9]);
    }

    #[test]
    fn memory_is_bounded() {
        let mut history = history();
        history.budget = 100_000;
        for step in 0..100 {
            let long = step.to_string().repeat(5_000);
            history.apply(typed(FIRST, &long), f64::from(step) * 2.0, NONE);
            let held: usize = history.revisions.iter().skip(1).map(|r| r.weight).sum();
            assert!(held <= 100_000, "{held} after {step}");
            assert_eq!(says(&history, FIRST), long);
        }
        let last = says(&history, FIRST);
        let left = steps(&mut history);
        assert!((5..20).contains(&left), "{left} steps are left");
        assert_ne!(says(&history, FIRST), "a", "the oldest are gone");
        while history.redo().is_some() {}
        assert_eq!(says(&history, FIRST), last);

        // One step that is over the budget alone can still be undone.
        history.apply(typed(FIRST, &"x".repeat(200_000)), 1000.0, NONE);
        assert_eq!(steps(&mut history), 1);
        assert_eq!(says(&history, FIRST), last);
    }

    /// A keystroke in a large summary costs its own section, not the whole.
    #[test]
    fn revisions_share_what_did_not_change() {
        let mut large = project([text("a"), text(&"字".repeat(100_000))]);
        let before = large.clone();
        large.apply(typed(FIRST, "ab"));
        assert!(weight(&before, &large) < 5_000, "{}", weight(&before, &large));
        assert!(Arc::ptr_eq(&before.body.children[1], &large.body.children[1]));
        large.apply(typed(FIRST + 1, &"字".repeat(100_001)));
        assert!(weight(&before, &large) > 300_000);
    }
}
