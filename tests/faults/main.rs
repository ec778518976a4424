//! The faults that a text must survive: kills, power cuts, full and failing disks, two programs on
//! one file, damaged and hostile files. Each demand is counted, and counted again on a broken
//! variant (the control) that the same harness must see fail. See `README.md` beside this file.
//!
//! Without arguments, as `cargo test` runs it, every demand is tried on a quick set; with `--full`
//! on all of it. `faults child …` is the program under test, in a process that may be killed.

#![allow(clippy::expect_used, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

#[cfg(unix)]
mod access;
mod bombs;
mod broken;
mod child;
mod damage;
mod full;
mod kill;
mod mounted;
mod operation;
mod outside;
mod pair;
mod power;
mod process;
mod sample;
mod syscalls;
mod tally;
mod typing;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::process::ExitCode;
use std::time::Instant;
use tally::{Outcome, Run};

/// Something that RELIABILITY asks for.
struct Demand {
    name: &'static str,
    /// Rounds in the quick set; 0 where only the full run does it.
    quick: u64,
    full: u64,
    run: fn(&Run) -> Outcome,
}

const DEMANDS: &[Demand] = &[
    Demand { name: "kill", quick: 25, full: 2000, run: kill::run },
    Demand { name: "syscalls", quick: 70, full: u64::MAX, run: syscalls::fail },
    Demand { name: "kill-at", quick: 40, full: u64::MAX, run: syscalls::kill },
    Demand { name: "synced", quick: 1, full: 1, run: syscalls::synced },
    Demand { name: "power", quick: 0, full: 400, run: power::run },
    Demand { name: "full", quick: 4, full: 1, run: full::run },
    #[cfg(unix)]
    Demand { name: "access", quick: 1, full: 1, run: access::run },
    Demand { name: "pair", quick: 40, full: 500, run: pair::run },
    Demand { name: "typing", quick: 10, full: 200, run: typing::run },
    Demand { name: "outside", quick: 100, full: 5000, run: outside::run },
    Demand { name: "damage", quick: 1, full: 2, run: damage::run },
    Demand { name: "bombs", quick: 1, full: 1, run: bombs::run },
];

fn main() -> ExitCode {
    rust_i18n::set_locale("zh-CN");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "child") {
        child::run(&arguments[1..]);
        return ExitCode::SUCCESS;
    }
    let options = options().get_matches();
    let wanted = DEMANDS.iter().filter(|demand| is_wanted(demand.name, &options));
    if options.get_flag("list") {
        wanted.for_each(|demand| println!("{}: test", demand.name));
        return ExitCode::SUCCESS;
    }
    let held = wanted.map(|demand| try_out(demand, &options)).filter(|held| !held).count() == 0;
    if held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is ours, and what `cargo test` hands on to every test program.
fn options() -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let value = |name: &'static str| Arg::new(name).long(name).num_args(1);
    let passed_over = ["nocapture", "no-capture", "show-output", "include-ignored"];
    Command::new("faults")
        .about("Counts what faults do to saved texts")
        .arg(Arg::new("names").num_args(0..).help("Only demands whose name contains one of these"))
        .arg(flag("full").help("All of it, which takes minutes to hours"))
        .arg(value("rounds").value_parser(value_parser!(u64)).help("Instead of the demand's own number"))
        .arg(value("seed").value_parser(value_parser!(u64)).help("To have the same random numbers again"))
        .args([flag("list"), flag("exact"), flag("ignored"), flag("quiet").short('q')])
        .args(passed_over.map(|name| flag(name).hide(true)))
        .args(["test-threads", "format", "color", "logfile"].map(|name| value(name).hide(true)))
        .arg(value("skip").action(ArgAction::Append))
        .arg(Arg::new("unstable").short('Z').num_args(1).hide(true))
}

fn is_wanted(name: &str, options: &ArgMatches) -> bool {
    let matches = |filter: &String| {
        if options.get_flag("exact") { name == filter } else { name.contains(filter.as_str()) }
    };
    let mut skipped = options.get_many::<String>("skip").into_iter().flatten();
    let mut names = options.get_many::<String>("names").into_iter().flatten().peekable();
    !options.get_flag("ignored") && !skipped.any(matches) && (names.peek().is_none() || names.any(matches))
}

/// Whether the demand held; says so, with all counts.
fn try_out(demand: &Demand, options: &ArgMatches) -> bool {
    let full = options.get_flag("full");
    let own = if full { demand.full } else { demand.quick };
    let rounds = options.get_one("rounds").copied().unwrap_or(own);
    let seed = options.get_one("seed").copied().unwrap_or_else(|| fastrand::u64(..));
    let name = demand.name;
    if rounds == 0 {
        println!("{name:9} passed over: only with --full");
        return true;
    }
    let began = Instant::now();
    let outcome = (demand.run)(&Run { rounds, seed, full });
    let time = began.elapsed().as_secs_f64();
    match outcome {
        Outcome::PassedOver(why) => println!("{name:9} passed over: {why}"),
        Outcome::Counted(report) => {
            println!("{name:9} {report} | seed {seed}, {time:.1} s");
            for failure in report.failures.iter().take(20) {
                println!("{name:9} FAILED: {failure}");
            }
            return report.failures.is_empty();
        }
    }
    true
}
