//! Suigao 岁稿: officials draft their year-end summaries section by section, see 字数 as Word
//! counts it, and hand in a finished text file.
//!
//! # The house
//! One crate in floors. Data goes up through it once: text is read, becomes a document, is
//! written out; the window only shows and asks. A file names only floors below its own
//! (`tests/tidy.rs` checks it).
//!
//! | floor | room | what is in it |
//! |---|---|---|
//! | 0 | [`text`] | pure functions on `&str`: character classes, 字数, numerals, names of encodings |
//! | 1 | [`model`] | the summary as a value: [`model::Project`], [`model::Section`], [`model::Marker`], [`model::Edit`], [`model::History`], [`model::flow`], [`model::Measure`], [`model::Template`] |
//! | 2 | [`judge`] | 校核: findings, rules, fixes ([`judge::Judge`]) |
//! | 3 | [`import`] | bytes → text → project ([`import::decode`], [`import::read`]) |
//! | 3 | [`page`] | project → pages of placed lines after GB/T 9704 ([`page::lay_out`]); faces come in as a parameter |
//! | 3 | [`export`] | project → finished text, DOCX, PDF ([`export::export`]) |
//! | 3 | [`store`] | the disk: the one durable writer ([`store::writer`]), project files, templates, settings |
//! | 4 | [`session`] | an open project without a window ([`session::Session`]), the worker |
//! | 5 | `ui` | the window: eframe, egui and rfd only here |
//! | 5 | [`cli`] | the command line: clap only here |
//!
//! [`words`] sets the language of every word that a user reads; the words are in `assets/locales`.
//!
//! # Invariants
//! 1. **The model holds only committed text.** What an input method composes stays in
//!    `ui::editor::buffer`.
//! 2. **One way to change.** A project changes only by [`model::Edit`] through
//!    [`session::Session`]; panes see `&Session` and answer with actions; `ui::dispatch` carries
//!    them out.
//! 3. **Numerals are not text.** They come from a section's place and its parent's marker; they
//!    are written by [`model::Marker::write`] and read by [`model::Marker::read`].
//! 4. **`text`, `model` and `judge` do no I/O and cannot fail.** Time, identities, folders and
//!    fonts come in as parameters.
//! 5. **One durable writer**, [`store::writer::write`], touches users' files.
//! 6. **One walk tells what the document says**, [`model::flow`]; counts and exports follow it.
//! 7. **The same engine everywhere.** Window, command line and tests call the same functions.
//! 8. **A finding is shown where its words are.** What is typed or composed elsewhere moves it
//!    ([`text::shift`]); what touches its words takes it away until the text is judged again.
//! 9. **Idle is idle.** No frame without a reason; disk and reading never on the UI thread.
//!
//! # Where new code goes
//! | to add | touch |
//! |---|---|
//! | a command, menu item or key | one row in `ui::command`, one arm in `ui::dispatch` |
//! | a kind of summary | one file in `templates/` |
//! | a rule | one function below [`judge`], one row in the table of its group, its cases |
//! | a wrong word | one line in `assets/lexicon.ron` |
//! | an export format | one file below [`export`], one variant of [`export::Format`] |
//! | a page profile | one file in `assets/profiles/` |
//! | a measure word that lines keep to its number | `assets/page/measures.txt` |
//! | a phrase that titles are not broken in | `assets/page/title-words.txt` |
//! | a number of the page | [`model::profile`], [`page`], its row in `ui::dialog::page_setup` |
//! | another name of a family of fonts | `assets/families.ron` |
//! | a count or limit | [`text::count`], [`model::limit`] |
//! | a place where something is kept | [`store::places`], its row in `ui::dialog::places` |
//! | a word the user reads | the locale files |

rust_i18n::i18n!("assets/locales", fallback = "zh-CN");

pub mod cli;
pub mod export;
pub mod import;
pub mod judge;
pub mod model;
pub mod page;
pub mod session;
pub mod store;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
pub mod words;
