//! What has the kernel added up?

use libbpf_rs::MapCore;
use libbpf_rs::MapFlags;
use plain::Plain;

use crate::counts::Count;
use crate::counts::Counts;
use crate::skeleton::types::bt_count;
use crate::skeleton::types::bt_count_key;
use crate::skeleton::types::bt_limit;
use crate::syscalls::abi::Abi;

/// Places of one ABI.
const PLACES: u32 = bt_limit::BT_PLANS.0;

/// The calls in these two maps: by place (see `bt_count` in bpf/wire.h), and those that have none.
pub fn read(by_place: &impl MapCore, odd: &impl MapCore) -> Counts {
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
    counts
}

fn decoded(count: &bt_count) -> Count {
    let &bt_count { calls, errors, time, min, max, first } = count;
    Count { calls, errors, time, min, max, first }
}
