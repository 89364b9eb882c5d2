//! How often was each call made, how often in vain, and how long did it take?

use std::collections::BTreeMap;

use crate::syscalls;
use crate::syscalls::abi::Abi;

/// All calls of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// How many there were,
    pub calls: u64,
    /// and how many of them failed.
    pub errors: u64,
    /// How many nanoseconds they took in all,
    pub time: u64,
    /// the shortest,
    pub min: u64,
    /// and the longest.
    pub max: u64,
    /// When the first one was over.
    pub first: u64,
}

impl Count {
    /// One call that returned this at that time, after so many nanoseconds.
    pub fn of_one(result: i64, time: u64, at: u64) -> Count {
        let errors = u64::from((-4095..0).contains(&result));
        Count { calls: 1, errors, time, min: time, max: time, first: at }
    }

    /// The calls of both.
    pub fn add(&mut self, other: &Count) {
        if other.calls == 0 {
            return;
        }
        if self.calls == 0 {
            *self = *other;
            return;
        }
        self.calls += other.calls;
        self.errors += other.errors;
        self.time = self.time.saturating_add(other.time);
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.first = self.first.min(other.first);
    }

    /// What one call took.
    pub fn average(&self) -> u64 {
        self.time.checked_div(self.calls).unwrap_or_default()
    }
}

/// The calls of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name, or `syscall_0x270f`.
    pub name: String,
    /// The number.
    pub nr: u32,
    /// They.
    pub count: Count,
}

/// Calls, added up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// By ABI, its number in [`Abi::ALL`], and number.
    all: BTreeMap<(u8, u32), Count>,
    /// How many were added one by one.
    singles: u64,
}

impl Counts {
    /// Calls of that number.
    pub fn add(&mut self, abi: Abi, nr: u32, count: &Count) {
        if count.calls > 0 {
            self.all.entry((abi as u8, nr)).or_default().add(count);
        }
    }

    /// One call that returned this after so many nanoseconds, and after those that were added before.
    pub fn add_one(&mut self, abi: Abi, nr: u32, result: i64, time: u64) {
        self.singles += 1;
        self.add(abi, nr, &Count::of_one(result, time, self.singles));
    }

    /// Those of an ABI, in the order of their numbers; behind them those that have no name, the first seen first.
    pub fn of(&self, abi: Abi) -> Vec<Named> {
        let all = self.all.range((abi as u8, 0)..=(abi as u8, u32::MAX));
        let (known, mut unknown): (Vec<_>, Vec<_>) = all
            .map(|(&(_, nr), &count)| (syscalls::lookup(abi, nr).map(|row| row.name), nr, count))
            .partition(|(name, ..)| name.is_some());
        unknown.sort_by_key(|(_, _, count)| count.first);
        let named = |(name, nr, count): (Option<&str>, u32, Count)| {
            let name = name.map_or_else(|| format!("syscall_{:#x}", nr as i32 as i64), str::to_owned);
            Named { name, nr, count }
        };
        known.into_iter().chain(unknown).map(named).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_several_processors_add_up() {
        let mut counts = Counts::default();
        for (result, time, at) in [(3, 50, 7), (-2, 10, 5), (-4096, 90, 9)] {
            counts.add(Abi::X86_64, 0, &Count::of_one(result, time, at));
        }
        counts.add(Abi::X86_64, 0, &Count::default());
        counts.add(Abi::X86_64, 1, &Count::default());
        let all = counts.of(Abi::X86_64);
        let count = Count { calls: 3, errors: 1, time: 150, min: 10, max: 90, first: 5 };
        assert_eq!(all, [Named { name: "read".into(), nr: 0, count }]);
        assert_eq!(all[0].count.average(), 50);
        assert!(counts.of(Abi::I386).is_empty());
    }

    #[test]
    fn calls_without_a_name_come_last_the_first_seen_first() {
        let mut counts = Counts::default();
        for (nr, at) in [(u32::MAX, 2), (501, 1), (39, 4), (1000, 3)] {
            counts.add(Abi::X86_64, nr, &Count::of_one(-38, 0, at));
        }
        let names: Vec<_> = counts.of(Abi::X86_64).into_iter().map(|call| call.name).collect();
        assert_eq!(names, ["getpid", "syscall_0x1f5", "syscall_0xffffffffffffffff", "syscall_0x3e8"]);
    }
}
