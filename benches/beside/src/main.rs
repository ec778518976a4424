//! How fast the checker is beside `autocorrect`, which knows marks and spaces only.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};
use suigao::import::{self, JunkChoice};
use suigao::judge::{Judge, Setup};

const TIMES: usize = 15;

fn main() {
    let point = "镇党委坚持定期研究、逐项推动,全年开展检查12次，整改问题35个，群众满意度提高5.6%。";
    let mut text = String::from("青石镇2026年工作总结\n2026年，青石镇统筹推进各项工作。\n");
    for part in ["一", "二", "三", "四", "五", "六"] {
        text.push_str(&format!("{part}、压实责任，推动任务落实\n"));
        for numeral in ["一", "二", "三", "四"] {
            text.push_str(&format!("{numeral}是落实责任。{}", point.repeat(24)));
        }
        text.push('\n');
    }
    text.push_str("新的一年，我们将继续努力。\n");
    let project = Arc::new(import::read(&text, "beside".into(), &JunkChoice::KeepAll).project);
    println!("{} characters", text.chars().count());
    let setup = Setup::default();
    let own = median(|| drop(black_box(Judge::default().judge(&project, &setup))));
    let other = median(|| drop(black_box(autocorrect::lint_for(&text, "text"))));
    let speed = |time: Duration| text.len() as f64 / 1e6 / time.as_secs_f64();
    println!("suigao, all rules    {:8.2} ms  {:6.1} MB/s", own.as_secs_f64() * 1e3, speed(own));
    println!("autocorrect, lint    {:8.2} ms  {:6.1} MB/s", other.as_secs_f64() * 1e3, speed(other));
    println!("ratio                {:8.2}", own.as_secs_f64() / other.as_secs_f64());
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed()
        })
        .collect();
    times.sort();
    times[TIMES / 2]
}
