//! Which capture plans do the kernel programs get for these options and this view?
//!
//! One for every number of every ABI, and one for each variant of a multiplexed
//! call. What a plan holds follows from the row of the call: syscalls/plan.rs.

use anyhow::anyhow;
use anyhow::Result;

use crate::options::extent::Extent;
use crate::options::selection::Selection;
use crate::output::Needs;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_names_flag;
use crate::skeleton::types::bt_plan;
use crate::skeleton::types::bt_plan_flag;
use crate::skeleton::types::bt_subplan_key;
use crate::skeleton::types::bt_wheres;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::depth::Depth;
use crate::syscalls::plan::plan;
use crate::syscalls::plan::Limits;
use crate::syscalls::row::special;
use crate::syscalls::row::Case;
use crate::syscalls::row::Syscall;
use crate::syscalls::subject::about;
use crate::syscalls::subject::About;
use crate::syscalls::wheres::wheres;
use crate::syscalls::wheres::Wanted;
use crate::wire::Unpadded;

/// The plans for the kernel's maps.
#[derive(Debug, Default)]
pub struct Plans {
    /// Every plan at its place in the map `plans`: that of number `nr` of an ABI is at `abi * BT_PLANS + nr`; those of
    /// variants are behind them.
    pub all: Vec<bt_plan>,
    /// For the map `subplans`, what variants are found by,
    pub keys: Vec<bt_subplan_key>,
    /// and where their plans are.
    pub places: Vec<u32>,
    /// Where the descriptors and ids of each plan's call are, if that is asked for.
    pub wheres: Vec<bt_wheres>,
    wanted: Wanted,
    subjects: bool,
}

impl Plans {
    /// The plans by which the selected calls are captured, as far as a view needs it.
    pub fn new(selection: &Selection, extent: &Extent, needs: Needs, wanted: Wanted) -> Result<Plans> {
        let count = (bt_limit::BT_ABIS.0 * bt_limit::BT_PLANS.0) as usize;
        let wheres = if wanted.any() { vec![bt_wheres::default(); count] } else { Vec::new() };
        let subjects = extent.subjects;
        let mut plans = Plans { all: vec![bt_plan::default(); count], wheres, wanted, subjects, ..Plans::default() };
        for abi in Abi::ALL {
            for nr in 0..bt_limit::BT_PLANS.0 {
                let row = syscalls::lookup(abi, nr);
                let place = (abi as u32 * bt_limit::BT_PLANS.0 + nr) as usize;
                let own = if selection.shows(abi, nr) {
                    let whole = match row {
                        Some(row) if needs.memory => plans.add_variants(row, extent.of(abi, nr), place)?,
                        Some(row) => without_memory(row),
                        None => bt_plan::default(),
                    };
                    bt_plan { flags: whole.flags | flag(bt_plan_flag::BT_SELECTED), ..whole }
                } else if row.is_some_and(|row| row.special & special::EXECS != 0) {
                    // Its return is seen all the same: it can bring the number of another one that is selected.
                    bt_plan { flags: flag(bt_plan_flag::BT_EXECS), ..bt_plan::default() }
                } else {
                    continue;
                };
                plans.all[place] = own;
            }
        }
        Ok(plans)
    }

    /// Adds the plans of a row's variants and returns the row's own plan, which is to be at `place` and says that there
    /// are some.
    fn add_variants(&mut self, row: &'static Syscall, limits: Limits, place: usize) -> Result<bt_plan> {
        let (mut own, wheres) = self.plan(row, None, limits)?;
        if let Some(at) = self.wheres.get_mut(place) {
            *at = wheres;
        }
        let Some(select) = row.select else { return Ok(own) };
        let copies = own;
        own.by_arg = row.args.iter().position(|arg| arg.name == select.on).unwrap_or_default() as u8;
        own.by_mask = select.mask;
        own.flags |= flag(bt_plan_flag::BT_BY_VALUE);
        for case in select.cases {
            let (plan, its) = self.plan(row, Some(case), limits)?;
            if plan.bytes() == copies.bytes() && its.bytes() == wheres.bytes() {
                continue; // the row's own plan serves
            }
            if plan.flags & (flag(bt_plan_flag::BT_AT_ENTRY) | flag(bt_plan_flag::BT_IF_ALIASED)) != 0 {
                own.flags |= flag(bt_plan_flag::BT_ENTRY_BY_VALUE);
            }
            for value in case.values {
                self.keys.push(bt_subplan_key { nr: row.nr, value: *value as u32 & select.mask });
                self.places.push(self.all.len() as u32);
            }
            self.all.push(plan);
            if self.wanted.any() {
                self.wheres.push(its);
            }
        }
        Ok(own)
    }

    /// The plan of a row or a variant, and where its descriptors and ids are.
    fn plan(&self, row: &'static Syscall, case: Option<&Case>, limits: Limits) -> Result<(bt_plan, bt_wheres)> {
        let too_long = || anyhow!("the capture plan of {} does not fit", row.name);
        let mut plan = plan(row, case, limits).ok_or_else(too_long)?;
        if self.subjects {
            // A variant has all that its call can be about: that is looked at before it is known which one it is.
            let About { descriptors, paths, others } = about(row);
            (plan.about_descriptors, plan.about_paths, plan.about_others) = (descriptors, paths, others.into());
        }
        if !self.wanted.any() {
            return Ok((plan, bt_wheres::default()));
        }
        let (wheres, when) = wheres(row, case, self.wanted).ok_or_else(too_long)?;
        plan.names |= when;
        let at_entry =
            bt_names_flag::BT_NAMES_AT_ENTRY.0 | bt_names_flag::BT_NAMES_IF_COUNTER.0 | bt_names_flag::BT_NAMES_IF_ID.0;
        if u32::from(when) & at_entry != 0 {
            plan.flags |= flag(bt_plan_flag::BT_AT_ENTRY);
        }
        Ok((plan, wheres))
    }

    /// Whether some call must be seen when it begins.
    pub fn need_entries(&self) -> bool {
        (0..bt_limit::BT_PLANS.0).any(|nr| self.needs_entry(nr))
    }

    /// Whether the call of that number must be seen when it begins, in any ABI.
    pub fn needs_entry(&self, nr: u32) -> bool {
        let at_entry =
            flag(bt_plan_flag::BT_AT_ENTRY) | flag(bt_plan_flag::BT_IF_ALIASED) | flag(bt_plan_flag::BT_ENTRY_BY_VALUE);
        let mut abis = self.all.chunks_exact(bt_limit::BT_PLANS.0 as usize).take(Abi::ALL.len());
        abis.any(|plans| plans[nr as usize].flags & at_entry != 0)
    }
}

/// The plan by which a call is seen, and nothing is copied: that of one whose arguments are numbers.
fn without_memory(row: &Syscall) -> bt_plan {
    let Syscall { nr, name, args, ret, classes, special, .. } = *row;
    let numbers = Syscall { nr, name, args, ret, classes, special: special | special::RAW, select: None };
    plan(&numbers, None, Limits { string: 0, depth: Depth::Raw }).unwrap_or_default()
}

fn flag(flag: bt_plan_flag) -> u8 {
    flag.0 as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::extent::Depths;

    const EXTENT: Extent = Extent { string: 32, depths: Depths::All(Depth::Brief), data: false, subjects: false };

    fn plans(selection: &str) -> Plans {
        plans_for(selection, Needs { times: false, comm: false, memory: true, notices: false })
    }

    fn plans_for(selection: &str, needs: Needs) -> Plans {
        Plans::new(&Selection::parse(selection).unwrap(), &EXTENT, needs, Wanted::default()).unwrap()
    }

    #[test]
    fn a_view_that_needs_no_memory_gets_none_and_sees_every_call() {
        let nothing = Needs { times: false, comm: false, memory: false, notices: false };
        let (some, none) = (plans("all"), plans_for("all", nothing));
        let kept = bt_plan_flag::BT_SELECTED.0 | bt_plan_flag::BT_FORKS.0 | bt_plan_flag::BT_EXECS.0;
        for (some, none) in some.all.iter().zip(&none.all) {
            assert_eq!((none.enter_ops, none.exit_ops), (0, 0));
            assert_eq!(u32::from(some.flags) & kept, u32::from(none.flags) & kept);
        }
        assert!(none.keys.is_empty());
        assert!(none.needs_entry(crate::syscalls::by_name("exit_group").unwrap().nr));
        assert!(!plans_for("openat,read", nothing).need_entries());
    }

    #[test]
    fn what_only_returns_needs_no_entries() {
        assert!(!plans("getppid,read,write,openat,close").need_entries());
        assert!(plans("read,execve").need_entries());
        assert!(plans("exit_group").need_entries());
        assert!(plans("all").need_entries());
    }

    #[test]
    fn what_is_not_selected_has_an_empty_plan_unless_it_replaces_the_program() {
        let plans = plans("read");
        let flags = |name: &str| plans.all[crate::syscalls::by_name(name).unwrap().nr as usize].flags;
        assert_eq!(flags("read"), flag(bt_plan_flag::BT_SELECTED));
        assert_eq!(flags("write"), 0);
        assert_eq!(flags("execveat"), flag(bt_plan_flag::BT_EXECS));
    }

    #[test]
    fn a_plan_says_what_its_call_is_about_where_that_is_asked() {
        let extent = Extent { subjects: true, ..EXTENT };
        let needs = Needs { times: false, comm: false, memory: true, notices: false };
        let of = |extent: &Extent, name: &str| {
            let plans = Plans::new(&Selection::all(), extent, needs, Wanted::default()).unwrap();
            let plan = plans.all[crate::syscalls::by_name(name).unwrap().nr as usize];
            (plan.about_descriptors, plan.about_paths, plan.about_others)
        };
        for (name, expected) in [
            ("read", (0b1, 0, 0)),
            ("openat", (0b1, 0b10, 0)),
            ("mmap", (0b1_0000, 0, 0)),
            ("renameat2", (0b101, 0b1010, 0)),
            ("poll", (0, 0, 1)),
            ("fsconfig", (0b1_0000, 0b1000, 0)),
            ("getpid", (0, 0, 0)),
        ] {
            assert_eq!(of(&extent, name), expected, "{name}");
            assert_eq!(of(&EXTENT, name), (0, 0, 0), "{name}");
        }
    }

    #[test]
    fn unknown_numbers_are_always_selected() {
        let plans = plans("none");
        for nr in [bt_limit::BT_PLANS.0 - 1, 400, bt_limit::BT_ABIS.0 * bt_limit::BT_PLANS.0 - 1] {
            assert_eq!(plans.all[nr as usize].flags, flag(bt_plan_flag::BT_SELECTED), "{nr}");
        }
    }

    #[test]
    fn every_variant_has_one_plan() {
        let plans = plans("all");
        let mut keys: Vec<_> = plans.keys.iter().map(|key| (key.nr, key.value)).collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
        assert!(count > 0);
    }
}
