//! The recent projects in settings that several windows share.

use super::settings::{MAX_RECENT, Presence, Recent};
use std::cmp::Reverse;
use std::path::Path;

/// What a window writes: its `own` list, with what others have put into the file since this window
/// last wrote or read it (`before`), and without what they have taken out; the latest first.
pub fn merge(own: &[Recent], before: &[Recent], there: &[Recent]) -> Vec<Recent> {
    let mut merged: Vec<Recent> = own.to_vec();
    // What this window has not opened since, and another has taken out, is gone.
    merged.retain(|recent| find(there, &recent.path).is_some() || !before.contains(recent));
    for other in there {
        match merged.iter_mut().find(|recent| recent.path == other.path) {
            Some(known) if known.opened < other.opened => *known = other.clone(),
            Some(_) => {}
            // What was there before, this window has taken out.
            None if find(before, &other.path).is_none_or(|known| known.opened < other.opened) => {
                merged.push(other.clone());
            }
            None => {}
        }
    }
    merged.sort_by_key(|recent| Reverse(recent.opened));
    merged.truncate(MAX_RECENT);
    merged
}

/// Every path from the root on, and each only once: one that was given without its folder means
/// another file elsewhere.
pub fn tidy(recent: &mut Vec<Recent>) {
    let mut tidied: Vec<Recent> = Vec::with_capacity(recent.len());
    for mut entry in recent.drain(..) {
        entry.path = std::path::absolute(&entry.path).unwrap_or(entry.path);
        if find(&tidied, &entry.path).is_none() {
            tidied.push(entry);
        }
    }
    *recent = tidied;
}

/// Whether a file is there. It asks the disk: not for the UI thread.
pub fn presence(path: &Path) -> Presence {
    if path.is_file() { Presence::There } else { Presence::Missing }
}

fn find<'a>(list: &'a [Recent], path: &Path) -> Option<&'a Recent> {
    list.iter().find(|recent| recent.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<Recent> {
        let recent = |word: &str| {
            let (name, opened) = word.split_once('@').unwrap();
            Recent { path: name.into(), title: name.into(), opened: opened.parse().unwrap() }
        };
        text.split_whitespace().map(recent).collect()
    }

    #[test]
    fn windows_keep_what_others_have_opened_and_forgotten() {
        for (case, own, before, there, merged) in [
            ("alone", "乙@2 甲@1", "甲@1", "甲@1", "乙@2 甲@1"),
            ("the first to write", "甲@1", "", "", "甲@1"),
            ("both opened something", "乙@3 甲@1", "甲@1", "丙@2 甲@1", "乙@3 丙@2 甲@1"),
            ("both the same", "甲@3", "甲@1", "甲@2", "甲@3"),
            ("the other one later", "甲@2", "甲@1", "甲@3", "甲@3"),
            ("forgotten here", "甲@1", "乙@2 甲@1", "乙@2 甲@1", "甲@1"),
            ("forgotten here, opened there", "甲@1", "乙@2 甲@1", "乙@3 甲@1", "乙@3 甲@1"),
            ("forgotten there", "乙@2 甲@1", "乙@2 甲@1", "甲@1", "甲@1"),
            ("forgotten there, opened here", "乙@3 甲@1", "乙@2 甲@1", "甲@1", "乙@3 甲@1"),
        ] {
            assert_eq!(merge(&list(own), &list(before), &list(there)), list(merged), "{case}");
        }
        let many: Vec<Recent> =
            (0..30).map(|n| Recent { path: n.to_string().into(), title: String::new(), opened: n }).collect();
        let merged = merge(&many[..15], &[], &many[15..]);
        assert_eq!((merged.len(), merged[0].opened), (MAX_RECENT, 29), "the latest of all");
    }

    #[test]
    fn a_path_is_whole_and_there_once() {
        let here = std::env::current_dir().unwrap();
        let absolute = |name: &str| Recent { path: here.join(name), title: name.into(), opened: 1 };
        let mut recent = vec![absolute("甲.ron"), list("甲.ron@2").remove(0), list("乙.ron@1").remove(0)];
        tidy(&mut recent);
        let paths: Vec<_> = recent.iter().map(|recent| recent.path.clone()).collect();
        assert_eq!(paths, [here.join("甲.ron"), here.join("乙.ron")]);
    }
}
