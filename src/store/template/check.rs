//! What a template can say that RON takes and that is wrong nevertheless.

use crate::model::field::MAX_FIELDS;
use crate::model::section::MAX_DEPTH;
use crate::model::template::SectionSpec;
use crate::model::{FieldKind, Limit, Template};
use crate::store::{Fault, Mistake};
use std::collections::HashSet;

/// The first thing that is wrong with a template that was read from `source`, at the place where
/// `source` says it.
pub(super) fn check(template: &Template, source: &str) -> Result<(), Mistake> {
    let check = Check { template, source };
    check.names()?;
    check.limit(&template.limit)?;
    for part in [&template.opening, &template.body, &template.closing] {
        if part.height() > MAX_DEPTH {
            return Err(check.mistake(check.key("children"), Fault::TooDeep { most: MAX_DEPTH }));
        }
        check.section(part)?;
    }
    let signature = template.signature.iter().flat_map(|signature| [&signature.unit, &signature.date]);
    template.title.iter().chain(signature).try_for_each(|text| check.text(text))
}

struct Check<'a> {
    template: &'a Template,
    source: &'a str,
}

impl Check<'_> {
    fn mistake(&self, at: Option<usize>, fault: Fault) -> Mistake {
        Mistake::at(self.source, at.unwrap_or(0), fault)
    }

    fn names(&self) -> Result<(), Mistake> {
        let Template { id, name, fields, .. } = self.template;
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(self.mistake(self.key("id"), Fault::BadId { id: id.clone() }));
        }
        if name.trim().is_empty() {
            return Err(self.mistake(self.key("name"), Fault::NoName));
        }
        if fields.len() > MAX_FIELDS {
            let fault = Fault::TooManyFields { fields: fields.len(), most: MAX_FIELDS };
            return Err(self.mistake(self.key("fields"), fault));
        }
        let mut seen = HashSet::new();
        for field in fields {
            let name = field.name.clone();
            if name.is_empty() || name.trim() != name || name.contains(['{', '}', '+', '-', '\n']) {
                return Err(self.mistake(self.quoted(&name, 0), Fault::BadFieldName { name }));
            }
            if !seen.insert(&field.name) {
                return Err(self.mistake(self.quoted(&name, 1), Fault::DuplicateField { name }));
            }
        }
        Ok(())
    }

    fn section(&self, section: &SectionSpec) -> Result<(), Mistake> {
        self.limit(&section.limit)?;
        let guidance = &section.guidance;
        if section.required && section.heading.trim().is_empty() {
            let words = section.text.iter().chain([&guidance.about]).find(|words| !words.is_empty());
            let place =
                words.and_then(|words| self.quoted(words, 0)).or_else(|| self.source.rfind("required"));
            return Err(self.mistake(place, Fault::RequiredWithoutHeading));
        }
        let beside = guidance.review.iter().chain(&guidance.patterns).chain([&guidance.about]);
        [&section.heading].into_iter().chain(&section.text).chain(beside).try_for_each(|t| self.text(t))?;
        section.children.iter().try_for_each(|child| self.section(child))
    }

    fn limit(&self, limit: &Limit) -> Result<(), Mistake> {
        match (limit.min, limit.max) {
            (Some(min), Some(max)) if min > max => {
                Err(self.mistake(self.limit_place(min, max), Fault::LimitOrder { min, max }))
            }
            _ => Ok(()),
        }
    }

    /// Every `{{…}}` must be a field, or a year's neighbour: what is none stays in the finished
    /// text as it is.
    fn text(&self, text: &str) -> Result<(), Mistake> {
        let mut rest = text;
        while let Some((_, inner)) = rest.split_once("{{") {
            let Some((name, after)) = inner.split_once("}}") else {
                return Err(self.mistake(self.source.find(text), Fault::UnclosedField));
            };
            if let Some(fault) = self.reference(name.trim()) {
                return Err(self.mistake(self.source.find(&format!("{{{{{name}}}}}")), fault));
            }
            rest = after;
        }
        Ok(())
    }

    fn reference(&self, name: &str) -> Option<Fault> {
        let fields = &self.template.fields;
        if fields.iter().any(|field| field.name == name) {
            return None;
        }
        let year = name.rfind(['+', '-']).and_then(|at| name.split_at_checked(at));
        let year = year.filter(|(_, offset)| offset.parse::<i64>().is_ok()).map(|(name, _)| name);
        match year.and_then(|year| fields.iter().find(|field| field.name == year)) {
            Some(field) if field.kind == FieldKind::Year => None,
            Some(field) => Some(Fault::NotAYear { name: field.name.clone() }),
            None => Some(Fault::UnknownField {
                name: name.to_owned(),
                expected: fields.iter().map(|field| field.name.clone()).collect(),
            }),
        }
    }

    /// The value of the first such key.
    fn key(&self, key: &str) -> Option<usize> {
        self.source.match_indices(key).find_map(|(at, _)| self.value_after(at, key))
    }

    /// The text in its quotation marks, for the `nth` time from 0, or the first time.
    fn quoted(&self, text: &str, nth: usize) -> Option<usize> {
        let quoted = format!("{text:?}");
        let mut places = self.source.match_indices(&quoted).map(|(at, _)| at);
        places.clone().nth(nth).or_else(|| places.next())
    }

    /// Where the value of the key at `at` begins, if what stands there is this key.
    fn value_after(&self, at: usize, key: &str) -> Option<usize> {
        let before = self.source.get(..at)?.chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            return None;
        }
        let rest = self.source.get(at + key.len()..)?.trim_start().strip_prefix(':')?;
        Some(self.source.len() - rest.trim_start().len())
    }

    /// The group that gives both numbers.
    fn limit_place(&self, min: usize, max: usize) -> Option<usize> {
        let value = |text: &str, key: &str| -> Option<usize> {
            let (_, rest) = text.split_once(key)?;
            let digits = rest.trim_start().strip_prefix(':')?.trim_start();
            digits.get(..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len()))?.parse().ok()
        };
        self.source.match_indices("limit").find_map(|(at, key)| {
            let place = self.value_after(at, key)?;
            let group = self.source.get(place..)?.split(')').next()?;
            (value(group, "min") == Some(min) && value(group, "max") == Some(max)).then_some(place)
        })
    }
}
