//! How do the figures compare with what is to be reached?

/// A figure and what it is to be.
pub struct Target {
    what: String,
    measured: f64,
    wanted: String,
    reached: bool,
}

pub fn at_most(what: impl Into<String>, measured: f64, limit: f64) -> Target {
    Target { what: what.into(), measured, wanted: format!("at most {limit}"), reached: measured <= limit }
}

pub fn at_least(what: impl Into<String>, measured: f64, limit: f64) -> Target {
    Target { what: what.into(), measured, wanted: format!("at least {limit}"), reached: measured >= limit }
}

pub fn none_of(what: impl Into<String>, measured: f64) -> Target {
    Target { what: what.into(), measured, wanted: "none".to_owned(), reached: measured == 0.0 }
}

/// For information: a figure that misses does not fail the run.
pub fn print_targets(targets: &[Target]) {
    println!("\n{:54}{:>12}   to reach", "", "measured");
    for Target { what, measured, wanted, reached } in targets {
        let places = match *measured {
            whole if whole.fract() == 0.0 || whole >= 1000.0 => 0,
            small if small < 0.1 => 3,
            _ => 2,
        };
        let verdict = if *reached { "ok" } else { "MISSED" };
        println!("{what:54}{measured:12.places$}   {wanted:18}{verdict}");
    }
}

/// Not a number when there are no values.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
