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
    /// What passed until they returned, if that was asked beside.
    pub wall: Span,
    /// When the first one was over.
    pub first: u64,
}

/// How many nanoseconds calls took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// In all,
    pub all: u64,
    /// the shortest,
    pub min: u64,
    /// and the longest.
    pub max: u64,
}

impl Span {
    /// One call that took so long.
    pub fn of_one(time: u64) -> Span {
        Span { all: time, min: time, max: time }
    }

    /// Both.
    fn and(self, other: Span) -> Span {
        Span { all: self.all.saturating_add(other.all), min: self.min.min(other.min), max: self.max.max(other.max) }
    }
}

impl Count {
    /// One call that returned this at that time, after so many nanoseconds.
    pub fn of_one(result: i64, time: u64, at: u64) -> Count {
        let errors = u64::from((-4095..0).contains(&result));
        Count { calls: 1, errors, time, min: time, max: time, wall: Span::default(), first: at }
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
        self.wall = self.wall.and(other.wall);
        self.first = self.first.min(other.first);
    }

    /// What one call took.
    pub fn average(&self) -> u64 {
        self.time.checked_div(self.calls).unwrap_or_default()
    }

    /// What passed until one of them returned.
    pub fn wall_average(&self) -> u64 {
        self.wall.all.checked_div(self.calls).unwrap_or_default()
    }
}

/// How many calls took how long, in places that are an eighth of a power of two wide.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Times {
    /// By place; none if nobody asked.
    places: Vec<u64>,
}

impl Times {
    /// Places of the kernel's, `times__place()` in bpf/count.h.
    pub fn of(places: Vec<u64>) -> Times {
        Times { places }
    }

    /// One call that took so long.
    fn add_one(&mut self, time: u64) {
        let place = match time.checked_ilog2() {
            Some(power @ 3..) => 8 * (power as usize - 2) + (time >> (power - 3)) as usize % 8,
            Some(_) | None => time as usize,
        };
        self.places.resize(self.places.len().max(place + 1), 0);
        self.places[place] += 1;
    }

    /// The calls of both.
    pub fn add(&mut self, other: &Times) {
        self.places.resize(self.places.len().max(other.places.len()), 0);
        self.places.iter_mut().zip(&other.places).for_each(|(mine, more)| *mine += more);
    }

    /// What a place stands for: nanoseconds from, and up to but without.
    fn range(place: usize) -> (u64, u64) {
        if place < 8 {
            return (place as u64, place as u64 + 1);
        }
        let (power, eighth) = (place / 8 - 1, place as u64 % 8);
        // The last place of all ends beyond what there is.
        let bound = |eighths: u64| (u128::from(eighths) << power).try_into().unwrap_or(u64::MAX);
        (bound(8 + eighth), bound(9 + eighth))
    }

    /// How long the longest of so many hundredths of the calls took, those that took least. As exact as a place.
    pub fn percentile(&self, hundredths: u64) -> u64 {
        let all: u64 = self.places.iter().sum();
        let rank = (u128::from(all) * u128::from(hundredths)).div_ceil(100).max(1) as u64;
        let mut seen = 0;
        for (place, calls) in self.places.iter().enumerate() {
            seen += calls;
            if seen >= rank {
                let (from, to) = Times::range(place);
                return from + (to - from) / 2;
            }
        }
        0
    }

    /// Powers of two, from the first with a call to the last: from, up to but without, and how many.
    pub fn powers(&self) -> Vec<(u64, u64, u64)> {
        let mut powers: Vec<(u64, u64, u64)> = Vec::new();
        for (place, calls) in self.places.iter().enumerate() {
            let (from, _) = Times::range(place);
            let from: u64 = from.checked_ilog2().map_or(0, |power| 1 << power);
            let to = from.checked_mul(2).map_or(u64::MAX, |to| to.max(1));
            match powers.last_mut().filter(|last| last.0 == from) {
                Some(last) => last.2 += calls,
                None => powers.push((from, to, *calls)),
            }
        }
        let end = powers.iter().rposition(|(_, _, calls)| *calls > 0).map_or(0, |last| last + 1);
        powers.truncate(end);
        let begin = powers.iter().position(|(_, _, calls)| *calls > 0).unwrap_or_default();
        powers.split_off(begin)
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
    /// How long they took.
    pub times: Times,
}

impl Named {
    /// How long the longest of so many hundredths of the calls took, those that took least.
    pub fn percentile(&self, hundredths: u64) -> u64 {
        self.times.percentile(hundredths).clamp(self.count.min, self.count.max.max(self.count.min))
    }
}

/// Calls, added up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// By ABI, its number in [`Abi::ALL`], and number.
    all: BTreeMap<(u8, u32), Count>,
    /// How long they took, if that was asked.
    times: BTreeMap<(u8, u32), Times>,
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

    /// One call that returned this after so many nanoseconds, and after those that were added before; `wall`: that have
    /// passed, if they are not the same.
    pub fn add_one(&mut self, abi: Abi, nr: u32, result: i64, time: u64, wall: u64) {
        self.singles += 1;
        let wall = Span::of_one(wall);
        self.add(abi, nr, &Count { wall, ..Count::of_one(result, time, self.singles) });
        self.times.entry((abi as u8, nr)).or_default().add_one(time);
    }

    /// How long calls of that number took.
    pub fn add_times(&mut self, abi: Abi, nr: u32, times: &Times) {
        self.times.entry((abi as u8, nr)).or_default().add(times);
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
            let times = self.times.get(&(abi as u8, nr)).cloned().unwrap_or_default();
            Named { name, nr, count, times }
        };
        known.into_iter().chain(unknown).map(named).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skeleton::types::bt_limit;

    #[test]
    fn counts_of_several_processors_add_up() {
        let mut counts = Counts::default();
        for (result, time, at) in [(3, 50, 7), (-2, 10, 5), (-4096, 90, 9)] {
            counts.add(Abi::X86_64, 0, &Count::of_one(result, time, at));
        }
        counts.add(Abi::X86_64, 0, &Count::default());
        counts.add(Abi::X86_64, 1, &Count::default());
        let all = counts.of(Abi::X86_64);
        let count = Count { calls: 3, errors: 1, time: 150, min: 10, max: 90, wall: Span::default(), first: 5 };
        assert_eq!(all, [Named { name: "read".into(), nr: 0, count, times: Times::default() }]);
        assert_eq!(all[0].count.average(), 50);
        assert!(counts.of(Abi::I386).is_empty());
    }

    #[test]
    fn places_are_an_eighth_of_a_power_of_two() {
        for time in [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 1000, 123_456_789, u64::MAX / 2, u64::MAX] {
            let mut times = Times::default();
            times.add_one(time);
            let (from, to) = Times::range(times.places.len() - 1);
            assert!(from <= time && (time < to || to == u64::MAX), "{time}: {from} {to}");
            assert!(to - from <= (from / 8).max(1), "{time}: {from} {to}");
            assert!(times.places.len() <= bt_limit::BT_TIMES.0 as usize);
        }
    }

    #[test]
    fn percentiles_are_those_of_the_calls() {
        let mut counts = Counts::default();
        for time in 1..=1000 {
            counts.add_one(Abi::X86_64, 0, 0, time * 1000, 0);
        }
        let read = &counts.of(Abi::X86_64)[0];
        for (hundredths, time) in [(50, 500_000), (95, 950_000), (99, 990_000)] {
            let found = read.percentile(hundredths);
            assert!(found.abs_diff(time) <= time / 16, "{hundredths}: {found}");
        }
        assert_eq!(read.percentile(100), read.percentile(100).min(1_000_000));
        let mut one = Counts::default();
        one.add_one(Abi::X86_64, 0, 0, 1001, 0);
        assert_eq!(one.of(Abi::X86_64)[0].percentile(99), 1001);
        assert_eq!(Times::default().percentile(50), 0);
    }

    #[test]
    fn powers_of_two_from_the_first_call_to_the_last() {
        let mut times = Times::default();
        [0, 5, 300, 511, 512, 5000].into_iter().for_each(|time| times.add_one(time));
        let powers = times.powers();
        assert_eq!(powers[..2], [(0, 1, 1), (1, 2, 0)]);
        assert_eq!(powers[3], (4, 8, 1));
        assert_eq!(powers.iter().find(|power| power.0 == 256), Some(&(256, 512, 2)));
        assert_eq!(powers.last(), Some(&(4096, 8192, 1)));
        let mut late = Times::default();
        late.add_one(u64::MAX);
        assert_eq!(late.powers(), [(1 << 63, u64::MAX, 1)]);
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
