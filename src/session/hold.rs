//! What this program has its hand on: the file of the open session, and recovery copies that it
//! looks at.

use crate::store::lock::{self, Lock};
use crate::store::recovery::{self, Claim, ClaimError, Found};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A file that a session has open. Whoever opens it again in its place goes on with the same lock:
/// nobody can come between, and a file that does not open takes nothing from it.
#[derive(Clone, Debug)]
pub struct Own {
    path: PathBuf,
    lock: Arc<Lock>,
}

impl Own {
    pub(super) fn new(path: PathBuf, lock: Arc<Lock>) -> Self {
        Self { path, lock }
    }

    /// The lock, if it is this file's and was not taken over by somebody else.
    pub(super) fn of(&self, path: &Path) -> Option<Arc<Lock>> {
        let same = lock::beside(&self.path) == lock::beside(path);
        (same && self.lock.stands()).then(|| self.lock.clone())
    }
}

/// Does what takes hold of the copies below a folder while no other thread of this program does:
/// one that finds a copy in another's hand would take it for one of a running program.
pub(super) fn alone<T>(root: &Path, work: impl FnOnce() -> T) -> T {
    static ROOTS: Mutex<BTreeMap<PathBuf, Arc<Mutex<()>>>> = Mutex::new(BTreeMap::new());
    let own = {
        let mut roots = ROOTS.lock().unwrap_or_else(PoisonError::into_inner);
        roots.entry(root.to_path_buf()).or_default().clone()
    };
    let _alone = own.lock().unwrap_or_else(PoisonError::into_inner);
    work()
}

/// See [`recovery::unclaimed`].
pub(super) fn unclaimed(roots: &[PathBuf]) -> Vec<Found> {
    let of = |root: &PathBuf| alone(root, || recovery::unclaimed(std::slice::from_ref(root)));
    let mut found: Vec<Found> = roots.iter().flat_map(of).collect();
    found.sort_by_key(|found| std::cmp::Reverse(found.kept()));
    found
}

/// The folder of all copies that a copy lies in.
fn root_of(copy: &Path) -> &Path {
    copy.parent().and_then(Path::parent).unwrap_or(copy)
}

pub(super) fn take(copy: &Path) -> Result<Claim, ClaimError> {
    alone(root_of(copy), || Claim::take(copy))
}

/// Deletes a copy that nobody claims.
///
/// # Errors
/// See [`recovery::discard`].
pub fn discard(copy: &Path) -> Result<(), ClaimError> {
    alone(root_of(copy), || recovery::discard(copy))
}
