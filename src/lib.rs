//! Suigao 岁稿: officials draft their year-end summaries section by section, see 字数 as Word
//! counts it, and hand in a finished text file.

rust_i18n::i18n!("assets/locales", fallback = "zh-CN");

pub mod cli;
pub mod export;
pub mod import;
pub mod model;
pub mod session;
pub mod store;
pub mod text;
pub mod words;
