//! The language of every word that a user reads.

use std::env;

pub const CHINESE: &str = "zh-CN";
pub const ENGLISH: &str = "en";

/// Sets the language for the whole process: the one given, else the system's.
pub fn set(language: Option<&'static str>) {
    rust_i18n::set_locale(language.unwrap_or_else(system));
}

/// Chinese for every Chinese locale and where nothing is said (officials' systems often say `C`),
/// else English.
fn system() -> &'static str {
    let said = env::var("SUIGAO_LANG").ok().or_else(sys_locale::get_locale).unwrap_or_default();
    of_locale(&said)
}

fn of_locale(locale: &str) -> &'static str {
    let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
    match language.to_ascii_lowercase().as_str() {
        "" | "zh" | "c" | "posix" => CHINESE,
        _ => ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_locales() {
        for (locale, language) in [
            ("zh_CN.UTF-8", CHINESE),
            ("zh-Hans-CN", CHINESE),
            ("C.UTF-8", CHINESE),
            ("C", CHINESE),
            ("", CHINESE),
            ("en_US.UTF-8", ENGLISH),
            ("de-DE", ENGLISH),
        ] {
            assert_eq!(of_locale(locale), language, "{locale}");
        }
    }
}
