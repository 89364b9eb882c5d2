//! What does the table of a summary look like?

use std::cmp::Reverse;
use std::io::Write;

use crate::counts::Count;
use crate::counts::Counts;
use crate::counts::Named;
use crate::counts::Times;
use crate::options::summary::Column;
use crate::options::summary::Summary;
use crate::syscalls::abi::Abi;

/// The calls of an ABI in the order of the summary; as they are counted where it decides nothing.
pub(super) fn in_order(counts: &Counts, abi: Abi, order: Option<Column>) -> Vec<Named> {
    let mut calls = counts.of(abi);
    let mut by = |key: &dyn Fn(&Count) -> u64| calls.sort_by_key(|call| Reverse(key(&call.count)));
    match order {
        None => {}
        Some(Column::Percent | Column::Total) => by(&|count| count.time),
        Some(Column::Min) => by(&|count| count.min),
        Some(Column::Max) => by(&|count| count.max),
        Some(Column::Average) => by(&Count::average),
        Some(Column::WallTotal) => by(&|count| count.wall.all),
        Some(Column::WallMin) => by(&|count| count.wall.min),
        Some(Column::WallMax) => by(&|count| count.wall.max),
        Some(Column::WallAverage) => by(&Count::wall_average),
        Some(Column::Calls) => by(&|count| count.calls),
        Some(Column::Errors) => by(&|count| count.errors),
        Some(Column::Percentile(part)) => calls.sort_by_key(|call| Reverse(call.percentile(part.into()))),
        Some(Column::Name) => calls.sort_by(|one, other| one.name.cmp(&other.name)),
    }
    calls
}

/// What strace calls an ABI.
pub(super) fn mode(abi: Abi) -> &'static str {
    match abi {
        Abi::X86_64 => "64 bit",
        Abi::I386 => "32 bit",
        Abi::X32 => "x32",
    }
}

/// Writes the tables, one for each ABI that calls were made by.
pub(super) fn tables(out: &mut Vec<u8>, counts: &Counts, how: &Summary) {
    for abi in Abi::ALL {
        let calls = in_order(counts, abi, how.order);
        if calls.is_empty() {
            continue;
        }
        if abi != Abi::default() {
            let _ = writeln!(out, "System call usage summary for {} mode:", mode(abi));
        }
        table(out, &calls, &how.columns);
        if let Some(width) = how.bars {
            calls.iter().for_each(|call| histogram(out, call, width));
        }
    }
}

/// Writes how many of these calls took how long, as bars.
fn histogram(out: &mut Vec<u8>, call: &Named, width: usize) {
    /// What stands before a bar, and the ends of it.
    const BESIDE: usize = 8 + 5 + 8 + 1 + 9 + 3;
    /// The shortest bar, however narrow the terminal is.
    const LEAST: usize = 10;
    let powers = call.times.powers();
    let most = powers.iter().map(|(_, _, calls)| *calls).max().unwrap_or_default().max(1);
    let room = width.saturating_sub(BESIDE).max(LEAST);
    let _ = writeln!(out, "\n{}:", call.name);
    for (from, to, calls) in powers {
        // What there is shows.
        let share = (u128::from(calls) * room as u128 / u128::from(most)) as usize;
        let bar = "@".repeat(share.max(usize::from(calls > 0)));
        let _ = writeln!(out, "{:>8} ... {:>8} {calls:>9} |{bar:room$}|", rounded(from), rounded(to));
    }
}

/// A time in three digits and a unit.
fn rounded(time: u64) -> String {
    let units = [(1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "us")];
    let Some((of, unit)) = units.into_iter().find(|(of, _)| time >= *of) else { return format!("{time}ns") };
    let whole = time as f64 / of as f64;
    let places = match whole {
        ..9.995 => 2,
        ..99.95 => 1,
        _ => 0,
    };
    format!("{whole:.places$}{unit}")
}

/// Writes a table.
fn table(out: &mut Vec<u8>, calls: &[Named], columns: &[Column]) {
    let (mut sum, mut times) = (Count::default(), Times::default());
    for call in calls {
        sum.add(&call.count);
        times.add(&call.times);
    }
    let texts = |call: &Named, percent: f64| -> Vec<String> {
        columns.iter().map(|column| column.text(call, percent)).collect()
    };
    let percent = |count: &Count| match sum.time {
        0 => 0.0,
        all => 100.0 * count.time as f64 / all as f64,
    };
    let total = texts(&Named { name: "total".to_owned(), nr: 0, count: sum, times }, 100.0);
    let rows: Vec<Vec<String>> = calls.iter().map(|call| texts(call, percent(&call.count))).collect();
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(nth, column)| {
            let longest = rows.iter().chain([&total]).map(|row| row[nth].len()).max().unwrap_or_default();
            column.width().max(longest + usize::from(*column == Column::Name))
        })
        .collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let header: Vec<String> = columns.iter().map(|column| column.header().to_owned()).collect();
    let mut line = |cells: &[String]| {
        for (nth, ((cell, column), width)) in cells.iter().zip(columns).zip(&widths).enumerate() {
            if nth > 0 {
                out.push(b' ');
            }
            let _ = match column {
                Column::Name if nth + 1 == columns.len() => write!(out, "{cell}"),
                Column::Name => write!(out, "{cell:width$}"),
                _ => write!(out, "{cell:>width$}"),
            };
        }
        out.push(b'\n');
    };
    line(&header);
    line(&rule);
    rows.iter().for_each(|row| line(row));
    line(&rule);
    line(&total);
}

impl Column {
    fn header(self) -> &'static str {
        match self {
            Column::Percent => "% time",
            Column::Total => "seconds",
            Column::Min => "shortest",
            Column::Max => "longest",
            Column::Average => "usecs/call",
            Column::Percentile(50) => "p50",
            Column::Percentile(95) => "p95",
            Column::Percentile(_) => "p99",
            Column::WallTotal => "wall-total",
            Column::WallMin => "wall-min",
            Column::WallMax => "wall-max",
            Column::WallAverage => "wall-avg",
            Column::Calls => "calls",
            Column::Errors => "errors",
            Column::Name => "syscall",
        }
    }

    /// How wide it is when nothing in it is wider.
    fn width(self) -> usize {
        match self {
            Column::Percent => 6,
            Column::Min | Column::Max | Column::WallMin | Column::WallMax => 8,
            Column::Calls | Column::Errors => 9,
            Column::Total | Column::Average | Column::Percentile(_) => 11,
            Column::WallTotal | Column::WallAverage => 11,
            Column::Name => 16,
        }
    }

    fn text(self, call: &Named, percent: f64) -> String {
        let Named { name, count, .. } = call;
        match self {
            Column::Percent => format!("{percent:.2}"),
            Column::Total => seconds(count.time),
            Column::Min => seconds(count.min),
            Column::Max => seconds(count.max),
            Column::Average => (count.average() / 1000).to_string(),
            // Half of all calls take less than strace's digits show.
            Column::Percentile(part) => {
                let time = call.percentile(part.into());
                format!("{}.{:09}", time / 1_000_000_000, time % 1_000_000_000)
            }
            Column::WallTotal => seconds(count.wall.all),
            Column::WallMin => seconds(count.wall.min),
            Column::WallMax => seconds(count.wall.max),
            Column::WallAverage => (count.wall_average() / 1000).to_string(),
            Column::Calls => count.calls.to_string(),
            Column::Errors if count.errors == 0 => String::new(),
            Column::Errors => count.errors.to_string(),
            Column::Name => name.clone(),
        }
    }
}

/// Nanoseconds as seconds with six digits behind the point.
fn seconds(time: u64) -> String {
    let micros = time.saturating_add(500) / 1000;
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(calls: &[(u32, i64, u64)], columns: &[Column], order: Option<Column>) -> String {
        let mut counts = Counts::default();
        for &(nr, result, time) in calls {
            counts.add(Abi::X86_64, nr, &Count::of_one(result, time, 0));
        }
        let columns = columns.to_vec();
        let how = Summary { only: true, wall: false, every: None, overhead: 0, columns, order, bars: None };
        let mut out = Vec::new();
        tables(&mut out, &counts, &how);
        String::from_utf8(out).unwrap()
    }

    const ALL: [Column; 8] = [
        Column::Percent,
        Column::Total,
        Column::Min,
        Column::Max,
        Column::Average,
        Column::Calls,
        Column::Errors,
        Column::Name,
    ];
    const CALLS: &[(u32, i64, u64)] = &[(0, 1, 1_500), (0, 0, 600), (3, -9, 200), (21, -2, 200), (39, 7, 7_499)];

    #[test]
    fn the_table_is_straces() {
        assert_eq!(
            shown(CALLS, &ALL, Some(Column::Percent)),
            "% time     seconds shortest  longest  usecs/call     calls    errors syscall\n\
             ------ ----------- -------- -------- ----------- --------- --------- ----------------\n \
             75.00    0.000007 0.000007 0.000007           7         1           getpid\n \
             21.00    0.000002 0.000001 0.000002           1         2           read\n  \
             2.00    0.000000 0.000000 0.000000           0         1         1 close\n  \
             2.00    0.000000 0.000000 0.000000           0         1         1 access\n\
             ------ ----------- -------- -------- ----------- --------- --------- ----------------\n\
             100.00    0.000010 0.000000 0.000007           1         5         2 total\n"
        );
    }

    #[test]
    fn what_is_wider_than_its_column_widens_it() {
        assert_eq!(
            shown(&[(500_000, -38, 11_000_130_000)], &[Column::Min, Column::Name, Column::Max], None),
            " shortest syscall            longest\n\
             --------- ---------------- ---------\n\
             11.000130 syscall_0x7a120  11.000130\n\
             --------- ---------------- ---------\n\
             11.000130 total            11.000130\n"
        );
        let wide = shown(&[(u32::MAX, 0, 0)], &[Column::Name], None);
        assert_eq!(wide.lines().nth(1), Some("---------------------------"));
    }

    #[test]
    fn each_order_has_the_most_first_but_names() {
        let calls = &[(0, -1, 30), (0, -1, 50), (1, -1, 70), (3, 0, 10), (3, 0, 9), (3, 0, 80)];
        let order = |by| {
            let table = shown(calls, &[Column::Name], by);
            let names: Vec<_> = table.lines().skip(2).take(3).map(str::to_owned).collect();
            names.join(" ")
        };
        assert_eq!(order(None), "read write close");
        assert_eq!(order(Some(Column::Name)), "close read write");
        assert_eq!(order(Some(Column::Total)), "close read write");
        assert_eq!(order(Some(Column::Min)), "write read close");
        assert_eq!(order(Some(Column::Max)), "close write read");
        assert_eq!(order(Some(Column::Average)), "write read close");
        assert_eq!(order(Some(Column::Calls)), "close read write");
        assert_eq!(order(Some(Column::Errors)), "read write close");
    }

    fn taken(times: &[u64]) -> Counts {
        let mut counts = Counts::default();
        times.iter().for_each(|time| counts.add_one(Abi::X86_64, 0, 0, *time, 0));
        counts
    }

    #[test]
    fn percentiles_are_columns_like_others() {
        let mut counts = taken(&[500, 500, 500, 3_000_000_000]);
        counts.add_one(Abi::X86_64, 1, 0, 700, 0);
        let columns = vec![Column::Percentile(50), Column::Percentile(99), Column::Name];
        let order = Some(Column::Percentile(50));
        let how = Summary { only: true, wall: false, every: None, overhead: 0, columns, order, bars: None };
        let mut out = Vec::new();
        tables(&mut out, &counts, &how);
        let expected = "        p50         p99 syscall\n\
                        ----------- ----------- ----------------\n\
                        0.000000700 0.000000700 write\n\
                        0.000000500 3.000000000 read\n\
                        ----------- ----------- ----------------\n\
                        0.000000500 3.000000000 total\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn bars_are_as_wide_as_there_is_room() {
        let counts = taken(&[300, 400, 500, 600, 2_000, 2_000_000]);
        let shown = |width: usize| {
            let mut out = Vec::new();
            histogram(&mut out, &counts.of(Abi::X86_64)[0], width);
            String::from_utf8(out).unwrap()
        };
        let narrow = shown(1);
        let expected = "\nread:\n   \
            256ns ...    512ns         3 |@@@@@@@@@@|\n   \
            512ns ...   1.02us         1 |@@@       |\n  \
            1.02us ...   2.05us         1 |@@@       |\n";
        assert!(narrow.starts_with(expected), "{narrow}");
        assert!(narrow.ends_with("1.05ms ...   2.10ms         1 |@@@       |\n"), "{narrow}");
        assert!(shown(100).lines().skip(2).all(|line| line.len() == 100));
    }

    #[test]
    fn without_a_call_there_is_no_table() {
        assert_eq!(shown(&[], &ALL, None), "");
    }
}
