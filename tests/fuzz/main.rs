//! A short run of the fuzzing targets: every seed of `fuzz/seeds`, and changes to them that are the
//! same in every run. `fuzz/README.md` tells of the long one.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

mod bodies;
mod mutate;

use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Bytes that the changed inputs of a target have together: some seconds in a build for tests.
const BUDGET: usize = 2 << 20;
const MOST: usize = 4000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The seeds of a target with their names, in the order of these.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = root().join("fuzz/seeds").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut seeds: Vec<_> = files
        .map(|file| file.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{target} has no seeds");
    seeds
}

/// Calls the target and tells the input for which it fails.
fn call(target: bodies::Body, input: &[u8], name: &str) {
    if catch_unwind(AssertUnwindSafe(|| target(input))).is_err() {
        panic!("{name}, which is b\"{}\"", input.escape_ascii());
    }
}

/// All targets, each on a thread of its own.
#[test]
fn seeds_and_changes_to_them() {
    std::thread::scope(|scope| {
        let runs: Vec<_> =
            bodies::TARGETS.iter().map(|&(name, target)| scope.spawn(move || run(name, target))).collect();
        for run in runs {
            run.join().unwrap();
        }
    });
}

fn run(name: &str, target: bodies::Body) {
    let seeds = seeds(name);
    for (file, bytes) in &seeds {
        call(target, bytes, &format!("{name}: {file}"));
    }
    let seeds: Vec<Vec<u8>> = seeds.into_iter().map(|(_, bytes)| bytes).collect();
    let mut random = mutate::Random(0x5EED);
    let (mut count, mut bytes) = (0, 0);
    while count < MOST && bytes < BUDGET {
        let input = mutate::mutated(&seeds, &mut random);
        call(target, &input, &format!("{name}: changed input {count}"));
        count += 1;
        bytes += input.len();
    }
    // Past the test's captured output: the number is what the run is worth.
    let mut out = std::io::stderr().lock();
    writeln!(out, "fuzz {name}: {} seeds, {count} changed inputs of {bytes} bytes", seeds.len()).unwrap();
}

/// A target that is only half there would not be fuzzed.
#[test]
fn every_target_is_in_the_fuzz_crate() {
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    let mut names: Vec<&str> = bodies::TARGETS.iter().map(|(name, _)| *name).collect();
    for name in &names {
        let program = format!("name = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"\n");
        assert!(manifest.contains(&program), "fuzz/Cargo.toml lacks {name}");
        let source = fs::read_to_string(root().join(format!("fuzz/fuzz_targets/{name}.rs"))).unwrap();
        assert!(source.contains(&format!("bodies::{name}(")), "{name}.rs calls another body");
    }
    assert_eq!(manifest.matches("[[bin]]").count(), names.len(), "a program without a body");
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
