//! The year of the summary itself.

use super::signature::signed;
use super::stale::{is_reported, stale_title};
use crate::judge::Document;

/// 年度, as the rules of dates take it.
pub(super) struct Own {
    pub(super) year: i32,
    /// Only the title gives the year before: the title is wrong, and not everything else.
    pub(super) title_is_behind: bool,
}

impl Own {
    pub(super) fn of(document: &Document<'_>) -> Option<Self> {
        let year = document.facts.year?;
        let title_is_behind = document.facts.year_is_of_title && is_behind(document, year);
        Some(Self { year: year + i32::from(title_is_behind), title_is_behind })
    }
}

/// Whether the text and the 落款 agree on the year after the title's. A summary rightly speaks of
/// the year after it, and is rightly signed at its beginning: only what it says it reports on, or a
/// 落款 that comes too late, tells.
fn is_behind(document: &Document<'_>, year: i32) -> bool {
    let next = year + 1;
    if stale_title(document, next).is_none() || is_reported(document, year, false) {
        return false;
    }
    let told = || is_reported(document, next, true);
    let Some(signed) = signed(document) else { return told() };
    let late = signed.year.value == next && signed.is_late(year);
    late || signed.year.value >= next && !signed.is_late(next) && told()
}
