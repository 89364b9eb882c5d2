//! How do the programs get into the kernel, and what is asked of them there?
//!
//! Opens the skeleton, writes settings and plans, loads, names the tasks to
//! trace, attaches. Everything is gone with the process: nothing is pinned.

use std::io::Read;
use std::mem::MaybeUninit;
use std::os::fd::AsFd;
use std::os::fd::AsRawFd;
use std::os::fd::BorrowedFd;
use std::os::unix::fs::MetadataExt;

use anyhow::anyhow;
use anyhow::Context;
use anyhow::Result;
use libbpf_rs::skel::OpenSkel;
use libbpf_rs::skel::Skel;
use libbpf_rs::skel::SkelBuilder;
use libbpf_rs::Iter;
use libbpf_rs::Link;
use libbpf_rs::MapCore;
use libbpf_rs::MapFlags;
use libbpf_rs::OpenObject;
use libbpf_rs::PrintLevel;
use libbpf_rs::Program;
use libbpf_rs::ProgramMut;
use plain::Plain;

use crate::cli::Format;
use crate::cli::Overflow;
use crate::config::Config;
use crate::counters::Counters;
use crate::probe;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_plan;
use crate::skeleton::types::bt_plan_flag;
use crate::skeleton::types::bt_subplan_key;
use crate::skeleton::types::bt_task;
use crate::skeleton::types::bt_task_flag;
use crate::skeleton::BeetraceSkel;
use crate::skeleton::BeetraceSkelBuilder;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::plan::plan;
use crate::syscalls::types::Select;
use crate::syscalls::types::Syscall;
use crate::syscalls::x86_64::TABLE;
use crate::wire::Unpadded;

/// Bytes of the ring. Mapped twice by libbpf, so it counts twice in resident memory; and the kernel clears
/// every page of it when beetrace starts (about 2 ms for each MiB on a virtual machine).
const RING_SIZE: u32 = 8 << 20;
/// Bytes in the ring from which on the command is held still. The rest is for what
/// comes until all its tasks have stopped.
const HIGH_WATER: u64 = (RING_SIZE / 2) as u64;
/// Bytes in the ring from which on a task that still runs counts as one that has left the command's cgroup: what is
/// above is for what it adds until it stands still, too.
const STRAY_WATER: u64 = HIGH_WATER + (RING_SIZE as u64 - HIGH_WATER) / 2;

/// The programs in the kernel.
pub struct Kernel<'obj> {
    skel: BeetraceSkel<'obj>,
    counters: Counters,
    /// The perf side of tracepoints is used, too.
    by_perf: bool,
}

/// The programs' attachments: calls are recorded while it lives.
#[derive(Debug)]
pub struct Attached {
    links: Vec<Link>,
}

impl Attached {
    /// No record is made from here on.
    pub fn detach(&mut self) {
        self.links.clear();
    }
}

impl<'obj> Kernel<'obj> {
    /// Loads the programs that these options need, for a command that beetrace can hold still or not.
    pub fn load(config: &Config, can_freeze: bool, object: &'obj mut MaybeUninit<OpenObject>) -> Result<Kernel<'obj>> {
        silence_libbpf();
        let mut open = BeetraceSkelBuilder::default().open(object).map_err(probe::explain)?;
        let by_perf = probe::has_preemptible_tracepoints() && probe::has_tracefs();
        let rodata = open.maps.rodata_data.as_deref_mut().context("the BPF object has no settings")?;
        let settings = &mut rodata.settings;
        settings.pidns =
            std::fs::metadata("/proc/self/ns/pid").context("cannot read /proc (is it mounted?)")?.ino() as u32;
        settings.follow = config.follow.into();
        settings.times = (config.format == Format::Json).into();
        settings.comm = (config.format == Format::Json).into();
        settings.freeze = (can_freeze && config.overflow == Overflow::Freeze).into();
        settings.high_water = HIGH_WATER;
        settings.stray_water = STRAY_WATER;
        open.maps.ring.set_max_entries(RING_SIZE).map_err(probe::explain)?;
        // Preallocated maps no larger than what goes into them: clearing their memory takes time, too.
        let variants: usize = TABLE.iter().filter_map(|row| row.select).map(variants).sum();
        open.maps.subplans.set_max_entries(variants.max(1) as u32).map_err(probe::explain)?;
        open.maps.wanted.set_max_entries(1).map_err(probe::explain)?;
        settings.twice = by_perf.into();
        let progs = &mut open.progs;
        progs.handle_fork.set_autoload(config.follow);
        for prog in [
            &mut progs.handle_sys_enter_perf,
            &mut progs.handle_sys_exit_perf,
            &mut progs.handle_exec_args,
            &mut progs.handle_exec_perf,
            &mut progs.handle_exit_perf,
        ] {
            prog.set_autoload(by_perf);
        }
        let skel = open.load().map_err(probe::explain)?;
        let counters = Counters::new(skel.maps.bss.as_fd())?;
        let kernel = Kernel { skel, counters, by_perf };
        kernel.write_plans(config)?;
        Ok(kernel)
    }

    /// The shared counters.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// The ring's map.
    pub fn ring(&self) -> &dyn MapCore {
        &self.skel.maps.ring
    }

    /// The descriptor on which the kernel wakes beetrace when the ring is filling up.
    pub fn ring_fd(&self) -> BorrowedFd<'_> {
        self.skel.maps.ring.as_fd()
    }

    fn write_plans(&self, config: &Config) -> Result<()> {
        for abi in Abi::ALL {
            // Calls without a row are shown whatever is selected, as strace does: who hunts for one must not miss it.
            for nr in (0..bt_limit::BT_PLANS.0).filter(|nr| config.selection.shows(abi, *nr)) {
                let whole = match syscalls::lookup(abi, nr) {
                    Some(row) => self.write_subplans(row, config)?,
                    None => bt_plan::default(),
                };
                let selected = bt_plan { flags: whole.flags | bt_plan_flag::BT_SELECTED.0 as u8, ..whole };
                self.write_plan(abi as u32 * bt_limit::BT_PLANS.0 + nr, &selected)?;
            }
        }
        Ok(())
    }

    fn write_plan(&self, nr: u32, plan: &bt_plan) -> Result<()> {
        self.skel
            .maps
            .plans
            .update(&nr.to_ne_bytes(), plan.bytes(), MapFlags::ANY)
            .context("cannot write a capture plan")
    }

    /// Writes the plans of a row's variants and returns the row's own plan, which says that there are some.
    fn write_subplans(&self, row: &Syscall, config: &Config) -> Result<bt_plan> {
        let too_long = || anyhow!("the capture plan of {} does not fit", row.name);
        let mut own = plan(row, None, config.limits).ok_or_else(too_long)?;
        let Some(select) = row.select else { return Ok(own) };
        let copies = own;
        own.by_arg = row.args.iter().position(|arg| arg.name == select.on).unwrap_or_default() as u8;
        own.by_mask = select.mask;
        own.flags |= bt_plan_flag::BT_BY_VALUE.0 as u8;
        for case in select.cases {
            let plan = plan(row, Some(case), config.limits).ok_or_else(too_long)?;
            if plan.bytes() == copies.bytes() {
                continue; // the row's own plan serves
            }
            let at_entry = (bt_plan_flag::BT_AT_ENTRY.0 | bt_plan_flag::BT_IF_ALIASED.0) as u8;
            if plan.flags & at_entry != 0 {
                own.flags |= bt_plan_flag::BT_ENTRY_BY_VALUE.0 as u8;
            }
            for value in case.values {
                let key = bt_subplan_key { nr: row.nr, value: *value as u32 & select.mask };
                let written = self.skel.maps.subplans.update(key.bytes(), plan.bytes(), MapFlags::ANY);
                written.context("cannot write a capture plan")?;
            }
        }
        Ok(own)
    }

    /// Attaches the programs.
    pub fn attach(&self) -> Result<Attached> {
        let progs = &self.skel.progs;
        // The programs at one tracepoint run in the order of their attachment, but for perf programs: these come when
        // the first of the machine was attached. Those that see calls come last.
        let all = [
            &progs.handle_fork,
            &progs.handle_exec_args,
            &progs.handle_exec_perf,
            &progs.handle_exec,
            &progs.handle_exit_perf,
            &progs.handle_exit,
            &progs.handle_signal_deliver,
            &progs.handle_signal_generate,
            &progs.handle_sys_enter_perf,
            &progs.handle_sys_enter,
            &progs.handle_sys_exit_perf,
            &progs.handle_sys_exit,
        ];
        let links = all.into_iter().filter(|prog| prog.autoload()).map(|prog| prog.attach());
        Ok(Attached { links: links.collect::<Result<_, _>>().map_err(probe::explain)? })
    }

    /// Makes the launched process a traced task: muted until it execs.
    pub fn trace_launched(&self, pid: u32) -> Result<()> {
        let flags = bt_task_flag::BT_MUTED.0 | bt_task_flag::BT_LAUNCHED.0;
        let wanted = &self.skel.maps.wanted;
        wanted.update(&pid.to_ne_bytes(), &flags.to_ne_bytes(), MapFlags::ANY).context("cannot name the task")?;
        let link = self.skel.progs.seed_tasks.attach().map_err(probe::explain)?;
        // Reading the iterator to its end runs the program on every task of our namespace.
        Iter::new(&link)
            .map_err(probe::explain)?
            .read_to_end(&mut Vec::new())
            .context("cannot walk the kernel's tasks")?;
        match self.counters.live_tasks() {
            0 => Err(anyhow!("the kernel does not find process {pid}")),
            _ => Ok(()),
        }
    }

    /// The entries of the map of tasks, by their keys.
    fn tasks(&self) -> Vec<(Vec<u8>, bt_task)> {
        let tasks = &self.skel.maps.tasks;
        let keys: Vec<Vec<u8>> = tasks.keys().collect();
        let entry = |key: Vec<u8>| {
            let value = tasks.lookup(&key, MapFlags::ANY).ok()??;
            let mut task = bt_task::default();
            task.copy_from_bytes(&value).ok()?;
            Some((key, task))
        };
        keys.into_iter().filter_map(entry).collect()
    }

    /// Takes the tasks that have ended without their last record getting through.
    pub fn take_dead(&self) -> Vec<bt_task> {
        let mut dead = self.tasks();
        dead.retain(|(_, task)| task.flags & bt_task_flag::BT_DEAD.0 != 0);
        for (key, _) in &dead {
            let _ = self.skel.maps.tasks.delete(key);
        }
        dead.into_iter().map(|(_, task)| task).collect()
    }

    /// The tasks whose calls were lost after the last record that got through. Asked after the programs are detached.
    pub fn with_untold_losses(&self) -> Vec<bt_task> {
        match self.counters.lost_calls() {
            0 => Vec::new(),
            _ => self.tasks().into_iter().map(|(_, task)| task).filter(|task| task.lost > 0).collect(),
        }
    }

    /// The programs that these options need: the others have no descriptor.
    fn loaded(&self) -> impl Iterator<Item = Program<'_>> {
        self.skel.object().progs().filter(|prog| prog.autoload())
    }

    /// The kernel's ids of the loaded programs.
    pub fn program_ids(&self) -> Result<Vec<u32>> {
        let ids = self.loaded().map(|prog| Program::id_from_fd(prog.as_fd()));
        ids.collect::<Result<_, _>>().context("cannot ask for a program's id")
    }

    /// Whether the perf side of tracepoints is used where the other one has gaps.
    pub fn is_by_perf(&self) -> bool {
        self.by_perf
    }

    /// At the most so many events were shown to none of the programs at their tracepoint; bpf/beetrace.bpf.c says
    /// how that can happen.
    pub fn skipped_events(&self) -> u64 {
        let skipped = |prog: &ProgramMut<'_>| match prog.autoload() {
            true => probe::skipped_runs(prog.as_fd().as_raw_fd()).unwrap_or(0),
            false => 0,
        };
        let progs = &self.skel.progs;
        // Without handle_exec_args: what it misses prints as an address.
        let alone = [&progs.handle_fork, &progs.handle_signal_deliver, &progs.handle_signal_generate];
        let pairs = [
            (&progs.handle_sys_enter_perf, &progs.handle_sys_enter),
            (&progs.handle_sys_exit_perf, &progs.handle_sys_exit),
            (&progs.handle_exec_perf, &progs.handle_exec),
            (&progs.handle_exit_perf, &progs.handle_exit),
        ];
        let by_none = |(perf, plain): (&ProgramMut<'_>, &ProgramMut<'_>)| match self.by_perf {
            true => skipped(perf).min(skipped(plain)),
            false => skipped(plain),
        };
        let of_pairs: u64 = pairs.into_iter().map(by_none).sum();
        let by_perf: u64 = pairs.into_iter().map(|(perf, _)| skipped(perf)).sum();
        let missed =
            if self.by_perf { of_pairs.min(by_perf.saturating_sub(self.counters.recovered())) } else { of_pairs };
        missed + alone.into_iter().map(skipped).sum::<u64>()
    }
}

/// How many values of the deciding argument have a plan of their own.
fn variants(select: &Select) -> usize {
    select.cases.iter().map(|case| case.values.len()).sum()
}

/// libbpf explains failures on standard error in many lines; one of ours says what to do.
fn silence_libbpf() {
    let debug = std::env::var_os("BEETRACE_DEBUG").is_some();
    libbpf_rs::set_print(debug.then_some((PrintLevel::Debug, |_, text: String| eprint!("{text}"))));
}
