//! What has the kernel added up?

use libbpf_rs::MapCore;
use libbpf_rs::MapFlags;
use plain::Plain;

use crate::counts::Count;
use crate::counts::Counts;
use crate::counts::Span;
use crate::counts::Times;
use crate::skeleton::types::bt_count;
use crate::skeleton::types::bt_count_key;
use crate::skeleton::types::bt_limit;
use crate::syscalls::abi::Abi;

/// Places of one ABI.
const PLACES: u32 = bt_limit::BT_PLANS.0;

/// The calls in these two maps: by place (see `bt_count` in bpf/wire.h), and those that have none; and how long they
/// took.
pub fn read(by_place: &impl MapCore, odd: &impl MapCore, times: &impl MapCore) -> Counts {
    let mut counts = Counts::default();
    let mut add = |abi: Abi, nr: u32, values: Vec<Vec<u8>>| {
        for value in values {
            let mut count = bt_count::default();
            if count.copy_from_bytes(&value).is_ok() {
                counts.add(abi, nr, &decoded(&count));
            }
        }
    };
    for place in 0..by_place.max_entries() {
        let abi = Abi::ALL[(place / PLACES) as usize % Abi::ALL.len()];
        let bit = if abi == Abi::X32 { Abi::X32_BIT } else { 0 };
        let nr = (place % PLACES) | bit;
        if let Ok(Some(values)) = by_place.lookup_percpu(&place.to_ne_bytes(), MapFlags::ANY) {
            add(abi, nr, values);
        }
    }
    for bytes in odd.keys() {
        let mut key = bt_count_key::default();
        if key.copy_from_bytes(&bytes).is_ok() {
            if let Ok(Some(values)) = odd.lookup_percpu(&bytes, MapFlags::ANY) {
                add(Abi::of(key.abi as u16), key.nr, values);
            }
        }
    }
    for bytes in times.keys() {
        let mut key = bt_count_key::default();
        if key.copy_from_bytes(&bytes).is_ok() {
            if let Ok(Some(value)) = times.lookup(&bytes, MapFlags::ANY) {
                let words = value.chunks_exact(8).filter_map(|word| word.try_into().ok());
                let times = Times::of(words.map(u64::from_ne_bytes).collect());
                counts.add_times(Abi::of(key.abi as u16), key.nr, &times);
            }
        }
    }
    counts
}

/// What a processor has counted. Calls that were not timed took as long as those that were drawn to stand for them.
fn decoded(count: &bt_count) -> Count {
    let &bt_count { calls, errors, time, min, max, first, untimed, drawn, drawn_time, .. } = count;
    let wall = Span { all: count.wall, min: count.wall_min, max: count.wall_max };
    let (of, in_all) = match drawn {
        0 => (calls.saturating_sub(untimed), time),
        _ => (drawn, drawn_time),
    };
    let rest = u128::from(untimed) * u128::from(in_all) / u128::from(of.max(1));
    let time = time.saturating_add(rest.try_into().unwrap_or(u64::MAX));
    Count { calls, errors, time, min, max, wall, first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_that_were_not_timed_took_as_long_as_those_that_stand_for_them() {
        let timed = bt_count { calls: 10, time: 700, min: 5, max: 500, ..bt_count::default() };
        assert_eq!(decoded(&timed).time, 700);
        let drawn = bt_count { calls: 100, untimed: 80, drawn: 4, drawn_time: 40, ..timed };
        assert_eq!(decoded(&drawn).time, 700 + 80 * 10);
        // None was drawn yet: those before them.
        assert_eq!(decoded(&bt_count { calls: 20, untimed: 10, ..timed }).time, 700 + 10 * 70);
        let huge = bt_count { calls: u64::MAX, untimed: u64::MAX, drawn: 1, drawn_time: u64::MAX, ..timed };
        assert_eq!(decoded(&huge).time, u64::MAX);
    }
}
