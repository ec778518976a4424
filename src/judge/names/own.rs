//! The summary's own unit: what it is called, and that it is called so everywhere.

use super::scan::{Level, Name, names_of_unit};
use crate::judge::clause::{before, ends_with_any, has_any, starts_with_any};
use crate::judge::rule::{Found, Hit};
use crate::judge::{Document, Role};
use rust_i18n::t;

/// What the summary's own unit and those above it are called.
pub struct Own {
    pub names: Vec<Name>,
}

impl Own {
    /// From the fields; else from the words before the year in the title; else from the 落款.
    pub fn of(document: &Document<'_>) -> Self {
        let from_fields = document.facts.units.iter().flat_map(|unit| names_of_unit(unit)).collect();
        let line = |wanted: Role| document.passages.iter().find(|passage| passage.role == wanted);
        let title = || {
            let text = &line(Role::Title)?.text;
            let text = text.strip_prefix("关于").unwrap_or(text);
            text.get(..text.find(|c: char| c.is_ascii_digit() || c == '二')?)
        };
        let signature = || line(Role::SignatureUnit).map(|passage| passage.text.as_str());
        let mut names: Vec<Name> = from_fields;
        if names.is_empty() {
            names = title().map(names_of_unit).unwrap_or_default();
        }
        if names.is_empty() {
            names = signature().map(names_of_unit).unwrap_or_default();
        }
        Self { names }
    }

    /// The own names of a level; empty where it is not known who one is there.
    pub fn at(&self, level: Level) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(move |name| name.level == level)
    }

    pub fn has(&self, name: &Name) -> bool {
        self.names.iter().any(|own| own.stem == name.stem && own.suffix == name.suffix)
    }
}

/// Words of a sentence that tells what the place was called before.
const RENAMED: &[&str] = &["原", "撤", "改设", "设立", "更名", "改为", "合并", "前身", "并入", "区划"];

/// 青石乡 in a summary of 青石镇
pub fn unit_suffix(document: &Document<'_>, found: &mut Vec<Found>) {
    let own = Own::of(document);
    if own.names.is_empty() {
        return;
    }
    for (index, passage) in document.passages.iter().enumerate() {
        for name in passage.names() {
            let same = |other: &&Name| other.stem == name.stem && other.level == name.level;
            let Some(right) = own.names.iter().find(same).filter(|_| !own.has(name)) else { continue };
            let allowed = document.facts.review.names.contains(&name.text());
            if allowed || has_any(before(&passage.text, name.range.end, 40), RENAMED) {
                continue;
            }
            let message = t!("judge.names.suffix", name = name.text(), own = right.text());
            let hit = Hit::new(name.range.clone(), message).fix(right.text());
            found.push(Found { passage: index, hit, related: Vec::new() });
        }
    }
}

/// Ends of the names of offices: two of these with different names are two offices.
const OFFICES: &[&str] = &["局", "办公室", "学校", "中心", "联合会", "医院", "协会", "公司", "支队", "大队"];

/// 落款 云溪县财政局 of a summary of 云溪县民政局
pub fn signature_unit(document: &Document<'_>, found: &mut Vec<Found>) {
    let Some(own) = document.facts.units.first().map(|unit| office(unit)) else { return };
    if !ends_with_any(own, OFFICES) {
        return;
    }
    for (index, passage) in document.passages.iter().enumerate() {
        let text = passage.text.trim();
        let signed = office(text);
        let differs = ends_with_any(signed, OFFICES) && !signed.contains(own) && !own.contains(signed);
        if passage.role == Role::SignatureUnit && differs && !text.contains(['、', ' ', '　']) {
            let unit = document.facts.units.first().map_or("", String::as_str);
            let message = t!("judge.names.signature", signed = text, own = unit);
            let hit = Hit::new(0..passage.text.len(), message);
            found.push(Found { passage: index, hit, related: Vec::new() });
        }
    }
}

/// A unit's name without the places before it.
fn office(unit: &str) -> &str {
    let unit = unit.trim();
    let end = names_of_unit(unit).last().map_or(0, |name| name.range.end);
    let rest = unit.get(end..).unwrap_or_default();
    rest.strip_prefix(['省', '市', '县', '区', '镇', '乡']).unwrap_or(rest)
}

/// 青石镇人民政府 and 青石镇政府 in one text.
pub fn two_forms(document: &Document<'_>, found: &mut Vec<Found>) {
    let own = Own::of(document);
    let Some(own) = own.names.last() else { return };
    let (mut full, mut short) = (Vec::new(), Vec::new());
    let name = own.text();
    for (index, passage) in document.passages.iter().enumerate() {
        if !matches!(passage.role, Role::Body | Role::Heading { .. }) {
            continue;
        }
        for (at, _) in passage.text.match_indices(&name) {
            let end = at + name.len();
            let rest = passage.text.get(end..).unwrap_or_default();
            if starts_with_any(rest, &["人民政府"]) {
                full.push((index, at..end + "人民政府".len()));
            } else if starts_with_any(rest, &["政府"]) {
                short.push((index, at..end + "政府".len()));
            }
        }
    }
    let rarer = if full.len() < short.len() {
        (&full, "人民政府", "政府")
    } else {
        (&short, "政府", "人民政府")
    };
    let (places, word, other) = rarer;
    if full.is_empty() || short.is_empty() {
        return;
    }
    let Some((passage, range)) = places.first().cloned() else { return };
    let message = t!(
        "judge.names.forms",
        form = format!("{name}{word}"),
        other = format!("{name}{other}"),
        count = places.len()
    );
    let related = places.iter().skip(1).cloned().collect();
    found.push(Found { passage, hit: Hit::new(range, message), related });
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes, project, words_in};
    use crate::model::{FieldKind, Signature};

    #[test]
    fn another_suffix() {
        check(
            "unit-suffix",
            &[
                ("青石乡党委高度重视", "青石乡"),
                ("在青石乡召开会议", "青石乡"),
                ("云溪县青石街道全面推进", "青石街道"),
                ("2026年青石乡完成税收5亿元", "青石乡"),
                ("青石乡、白云镇", "青石乡"),
                ("带领青石乡群众致富", "青石乡"),
            ],
            &[
                "青石镇党委高度重视",
                "青石村党支部",
                "青石社区",
                "青石乡村振兴示范带",
                "青石乡贤理事会",
                "原青石乡并入青石镇",
                "撤销青石乡，设立青石镇",
                "青石街道路硬化",
                "青石市场改造",
                "大青石乡",
            ],
        );
        check_fixes("unit-suffix", &[("在青石乡召开会议", "在青石镇召开会议")]);
    }

    #[test]
    fn one_unit_in_two_forms() {
        check(
            "unit-two-forms",
            &[
                ("青石镇人民政府与青石镇政府", "青石镇政府"),
                ("青石镇政府、青石镇政府、青石镇人民政府", "青石镇人民政府"),
                ("青石镇政府印发方案，报青石镇人民政府批准", "青石镇政府"),
                ("经青石镇人民政府同意，青石镇政府组织实施。青石镇人民政府", "青石镇政府"),
                ("青石镇人民政府。青石镇政府采购", "青石镇政府"),
                ("𠮷青石镇人民政府，青石镇政府", "青石镇政府"),
            ],
            &[
                "青石镇人民政府",
                "青石镇政府",
                "青石镇党委、政府",
                "镇政府与镇人民政府",
                "云溪县人民政府、青石镇政府",
                "",
            ],
        );
    }

    #[test]
    fn the_office_that_signs() {
        for (unit, signed, expected) in [
            ("云溪县民政局", "云溪县财政局", "云溪县财政局"),
            ("县民政局", "县财政局", "县财政局"),
            ("云溪县教育局", "云溪县体育中心", "云溪县体育中心"),
            ("云溪县卫生健康局", "云溪县人民医院", "云溪县人民医院"),
            ("青石镇党政办公室", "青石镇应急办公室", "青石镇应急办公室"),
            ("云溪县残疾人联合会", "云溪县妇女联合会", "云溪县妇女联合会"),
            ("云溪县民政局", "云溪县民政局", ""),
            ("云溪县民政局", "民政局", ""),
            ("云溪县民政局", "中共云溪县民政局党组", ""),
            ("云溪县民政局", "云溪县民政局办公室", ""),
            ("青石镇", "青石镇党政办公室", ""),
            ("青石镇", "中共青石镇委员会", ""),
            ("云溪县民政局", "云溪县民政局　云溪县财政局", ""),
            ("", "云溪县财政局", ""),
        ] {
            let mut project = project(&[]);
            project.fields.retain(|field| field.kind != FieldKind::Unit || !unit.is_empty());
            if let Some(field) = project.fields.iter_mut().find(|field| field.kind == FieldKind::Unit) {
                field.value = unit.into();
            }
            project.signature = Some(Signature { unit: signed.into(), date: String::new() });
            assert_eq!(words_in("signature-unit", &project).join("|"), expected, "{unit}: {signed}");
        }
    }
}
