//! How do the programs get into the kernel, and what is asked of them there?
//!
//! Opens the skeleton, writes settings and plans, loads, names the tasks to
//! trace, attaches. Everything is gone with the process: nothing is pinned.

mod asked;
mod beside;
pub mod counters;
mod counts;
mod debug;
mod names;
pub mod plans;
mod probe;
pub mod ring;

use std::cell::Cell;
use std::cell::OnceCell;
use std::io::Read;
use std::mem::take;
use std::mem::MaybeUninit;
use std::os::fd::AsFd;
use std::os::fd::AsRawFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::panic::resume_unwind;
use std::sync::mpsc::channel;
use std::thread;
use std::thread::JoinHandle;

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
use libbpf_rs::MapHandle;
use libbpf_rs::OpenObject;
use libbpf_rs::Program;
use nix::time::clock_getres;
use nix::time::ClockId;
use plain::Plain;
use rustc_hash::FxHashSet;

use crate::counts::Counts;
use crate::descriptor::Names;
use crate::kernel::asked::Asked;
use crate::kernel::beside::Prepared;
use crate::kernel::counters::Counters;
use crate::kernel::names::Order;
use crate::kernel::plans::Plans;
use crate::options::cli::Overflow;
use crate::options::config::Config;
use crate::options::extent::MOST_DATA;
use crate::options::outcomes::Outcomes;
use crate::output::Needs;
use crate::skeleton::types::bt_counts;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_names;
use crate::skeleton::types::bt_register;
use crate::skeleton::types::bt_scope;
use crate::skeleton::types::bt_task;
use crate::skeleton::types::bt_task_flag;
use crate::skeleton::types::bt_there;
use crate::skeleton::types::bt_wheres;
use crate::skeleton::BeetraceSkel;
use crate::skeleton::BeetraceSkelBuilder;
use crate::skeleton::OpenBeetraceSkel;
use crate::syscalls::depth::Depth;
use crate::syscalls::plan::Limits;
use crate::syscalls::wheres::Wanted;
use crate::wire::Unpadded;

/// Bytes of a stack that are copied at the most: it goes up to where the program's first function was called.
const STACK: u64 = 64 << 10;
/// Where the program that copies memory is in its map, and the one that says what descriptors refer to: see bpf/calls.h.
const CAPTURE_MEMORY: u32 = 0;
const READ_NAMES: u32 = 1;

/// The ring and what may be in it.
struct Room {
    /// Bytes of the ring. Mapped twice by libbpf, so it counts twice in resident memory; and the kernel clears every
    /// page of it when beetrace starts (about 2 ms for each MiB on a virtual machine).
    ring: u32,
    /// Bytes in the ring from which on the command is held still. The rest is for what comes until all its tasks have
    /// stopped: each processor can be in the middle of a call, and a task that waits inside of one adds its record
    /// before it stops.
    high_water: u64,
    /// Bytes in the ring from which on records hold no more of the command's memory than a first piece: the rest is for
    /// the heads of the calls that all tasks are in.
    memory: u64,
    /// Bytes of memory that one call may add.
    budget: u32,
}

impl Room {
    /// The room for calls that add so many bytes of memory.
    fn of(budget: u32, stacks: bool) -> Room {
        const MIB: u32 = 1 << 20;
        // The shares of the processors follow from how full the ring is; a larger one only cuts later.
        let (ring, high_water) = if budget > MIB / 2 || stacks { (16 * MIB, 4 * MIB) } else { (8 * MIB, 3 * MIB) };
        Room { ring, high_water: high_water.into(), memory: (ring - ring / 8).into(), budget }
    }

    /// Bytes in the ring down to which it must be drained before the command goes on: so that there is something to do
    /// until its tasks are awake.
    fn low_water(&self) -> u64 {
        self.high_water / 4
    }

    /// Bytes in the ring from which on a task that still runs counts as one that has left the command's cgroup: what
    /// is above is for what it adds until it stands still, too, which takes longer, since it must be found first.
    fn stray_water(&self) -> u64 {
        self.high_water + (u64::from(self.ring) - self.high_water) / 4
    }
}

/// The programs to which calls are handed over when memory is to be copied: at the entry, at the exit, by perf.
type Copiers = [Option<OwnedFd>; 3];
/// They, as long as the kernel looks at them.
type Loading = JoinHandle<libbpf_rs::Result<Copiers>>;

/// What is to be told of descriptors and ids, for the programs that do so.
struct NamesWanted {
    wheres: Vec<bt_wheres>,
    by_perf: bool,
    entries: bool,
}

/// The programs in the kernel.
pub struct Kernel<'obj> {
    skel: BeetraceSkel<'obj>,
    /// The copiers are being loaded: until [`Kernel::attach`].
    loading: Cell<Option<Loading>>,
    copiers: OnceCell<Copiers>,
    /// As these are the programs that say what descriptors refer to.
    loading_names: Cell<Option<Loading>>,
    names: OnceCell<Copiers>,
    counters: Counters,
    low_water: u64,
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
    /// Loads the programs that these options and this view need, for a command that beetrace can hold still or not.
    pub fn load(
        config: &Config,
        needs: Needs,
        can_freeze: bool,
        object: &'obj mut MaybeUninit<OpenObject>,
    ) -> Result<Kernel<'obj>> {
        debug::begin(config.debug);
        let each_call = needs.times;
        let needs = match config.only_counts() {
            true => Needs { times: false, comm: false, memory: false, ..needs },
            false => needs,
        };
        let looked_for = match needs.memory {
            true => Wanted { names: config.names(), ids: config.looks.decode_pids.any() },
            false => Wanted::default(),
        };
        // Nobody waits for the plans as long as libbpf reads the programs.
        let (open, plans) = thread::scope(|scope| {
            let plans = scope.spawn(|| Plans::new(&config.captured(), &config.extent, needs, looked_for));
            let open = BeetraceSkelBuilder::default().open(object);
            (open, plans.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        let (mut open, mut plans) = (open.map_err(probe::explain)?, plans?);
        let by_perf = probe::has_preemptible_tracepoints() && probe::has_tracefs();
        let rodata = open.maps.rodata_data.as_deref_mut().context("the BPF object has no settings")?;
        let settings = &mut rodata.settings;
        let scope = if config.follow { bt_scope::BT_SCOPE_DESCENDANTS } else { bt_scope::BT_SCOPE_TASKS };
        settings.scope = scope.0 as u8;
        let min_duration = config.outcomes.as_ref().map_or(0, |outcomes| outcomes.min_duration);
        settings.times = config.needs_times(needs.times).into();
        settings.min_duration = min_duration;
        settings.by_outcome = config.outcomes.is_some().into();
        rodata.results = config.outcomes.as_ref().map_or([0; bt_limit::BT_RESULTS.0 as usize], Outcomes::results);
        settings.comm = needs.comm.into();
        settings.registers = match (config.looks.ips && !config.only_counts(), config.stacks) {
            (_, Some(_)) => bt_register::BT_REGISTERS.0 as u8,
            (is_ip, None) => is_ip.into(),
        };
        settings.stack = config.stacks.map_or(0, |_| STACK);
        settings.freeze = (can_freeze && config.overflow == Overflow::Freeze).into();
        let counts = match &config.summary {
            None => bt_counts::BT_UNCOUNTED,
            // Whether they count is found out when they are shown, and they are added up there.
            Some(_) if config.adds_up_what_shows() => bt_counts::BT_UNCOUNTED,
            Some(_) if config.only_counts() => bt_counts::BT_COUNTED_ONLY,
            Some(_) => bt_counts::BT_COUNTED,
        };
        settings.counts = counts.0 as u8;
        let told = match looked_for.names {
            Names::No if looked_for.ids => bt_names::BT_IDS_ONLY,
            Names::No => bt_names::BT_NO_NAMES,
            Names::Paths => bt_names::BT_NAMES,
            Names::Details => bt_names::BT_DETAILS,
        };
        settings.names = told.0 as u8;
        settings.ids = looked_for.ids.into();
        if let Some(summary) = &config.summary {
            settings.overhead = summary.overhead;
            // Who wants to know when each call was shows how long each took.
            settings.clocked = (each_call || summary.shows_times()).into();
            settings.sampled = (!each_call && !summary.shows_single_times()).into();
            settings.histograms = summary.shows_how_often().into();
            settings.walls = summary.shows_walls().into();
            settings.tick = clock_getres(ClockId::CLOCK_MONOTONIC_COARSE).map_or(0, |tick| tick.tv_nsec() as u64);
            let by_kernel = counts != bt_counts::BT_UNCOUNTED;
            let waits_count = summary.wall || !by_kernel && !config.adds_up_processor_time();
            settings.processor = (settings.clocked != 0 && !waits_count).into();
            settings.times |= u8::from(settings.clocked != 0 && !by_kernel);
        }
        let string = if config.extent.data { MOST_DATA } else { config.extent.string };
        let room = Room::of(Limits { string, depth: Depth::Brief }.budget(), config.stacks.is_some());
        settings.high_water = room.high_water;
        settings.stray_water = room.stray_water();
        settings.memory_room = room.memory;
        settings.budget = room.budget;
        settings.processors = processors();
        settings.detach_on_exec = config.detach_on_exec.into();
        let asked = config.subjects.as_ref().map(Asked::of).unwrap_or_default();
        settings.subjects = asked.subjects;
        settings.asked = asked.texts;
        settings.asked_beyond = asked.beyond.into();
        settings.asked_kinds = asked.kinds.into();
        (rodata.asked_numbers, rodata.asked_names, rodata.asked_paths) = (asked.numbers, asked.names, asked.paths);
        open.maps.ring.set_max_entries(room.ring).map_err(probe::explain)?;
        // Preallocated maps no larger than what goes into them: clearing their memory takes time, too.
        open.maps.plans.set_max_entries(plans.all.len() as u32).map_err(probe::explain)?;
        open.maps.subplans.set_max_entries(plans.keys.len().max(1) as u32).map_err(probe::explain)?;
        if config.summary.is_none() {
            open.maps.counts.set_max_entries(1).map_err(probe::explain)?;
            open.maps.odd_counts.set_max_entries(1).map_err(probe::explain)?;
        }
        if settings.histograms == 0 {
            open.maps.times.set_max_entries(1).map_err(probe::explain)?;
        }
        let wanted = config.attach.len() + usize::from(config.has_command());
        open.maps.wanted.set_max_entries(wanted.max(1) as u32).map_err(probe::explain)?;
        settings.twice = by_perf.into();
        // Without them a call costs less; where a return can go unseen, the next entry tells.
        let skippable = probe::has_preemptible_tracepoints();
        let entries = plans.need_entries() || settings.times != 0 || settings.clocked != 0 || skippable;
        settings.entries = entries.into();
        settings.skippable = skippable.into();
        // Where programs can be preempted or left out, what a processor runs is not known for sure.
        let has_slots = config.only_counts() && config.outcomes.is_none() && settings.walls == 0;
        settings.slots = (has_slots && !skippable).into();
        let switches = settings.slots != 0 || settings.processor != 0;
        for (nr, counts) in (0..bt_limit::BT_PLANS.0).zip(&mut rodata.entry_counts) {
            *counts = plans.needs_entry(nr).into();
        }
        let memory = needs.memory || config.stacks.is_some();
        let progs = &mut open.progs;
        progs.handle_sys_enter.set_autoload(entries);
        progs.capture_at_entry.set_autoload(entries && memory);
        progs.capture_at_exit.set_autoload(memory);
        progs.capture_by_perf.set_autoload(by_perf && memory);
        progs.handle_fork.set_autoload(config.follow);
        progs.handle_signal_deliver.set_autoload(config.stacks.is_none());
        progs.handle_signal_stack.set_autoload(config.stacks.is_some());
        progs.handle_switch.set_autoload(switches);
        let spaces = config.looks.namespaces && needs.memory;
        progs.spaces_of_return.set_autoload(spaces);
        progs.spaces_of_child.set_autoload(spaces);
        for prog in [
            &mut progs.handle_sys_enter_perf,
            &mut progs.handle_sys_exit_perf,
            &mut progs.handle_exec_args,
            &mut progs.handle_exec_perf,
            &mut progs.handle_exit_perf,
        ] {
            prog.set_autoload(by_perf);
        }
        let wheres = looked_for.any().then(|| take(&mut plans.wheres));
        let order = wheres.map(|wheres| NamesWanted { wheres, by_perf, entries });
        let (skel, loading, loading_names) = load_all(open, order).map_err(probe::explain)?;
        let counters = Counters::new(skel.maps.bss.as_fd())?;
        let kernel = Kernel {
            skel,
            loading: Cell::new(Some(loading)),
            copiers: OnceCell::new(),
            loading_names: Cell::new(loading_names),
            names: OnceCell::new(),
            counters,
            low_water: room.low_water(),
            by_perf,
        };
        kernel.write_plans(&plans)?;
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

    /// Whether a ring with so many bytes in it has room for a command that was held still.
    pub fn has_room(&self, used: u64) -> bool {
        used <= self.low_water
    }

    /// The traced tasks, for a thread of its own.
    pub fn traced_tasks(&self) -> Result<TracedTasks> {
        Ok(TracedTasks { map: MapHandle::try_from(&self.skel.maps.tasks).context("cannot keep the map of tasks")? })
    }

    /// The descriptor on which the kernel wakes beetrace when the ring is filling up.
    pub fn ring_fd(&self) -> BorrowedFd<'_> {
        self.skel.maps.ring.as_fd()
    }

    fn write_plans(&self, plans: &Plans) -> Result<()> {
        let places: Vec<u32> = (0..plans.all.len() as u32).collect();
        update_all(&self.skel.maps.plans, places.bytes(), plans.all.bytes(), plans.all.len())?;
        update_all(&self.skel.maps.subplans, plans.keys.bytes(), plans.places.bytes(), plans.keys.len())
    }

    /// Waits for the programs that copy memory, and tells those of calls where they are.
    fn complete(&self) -> Result<()> {
        let Some(loading) = self.loading.take() else { return Ok(()) };
        let copiers = loading.join().unwrap_or_else(|panic| resume_unwind(panic)).map_err(probe::explain)?;
        self.link(CAPTURE_MEMORY, &copiers)?;
        self.copiers.get_or_init(|| copiers);
        Ok(())
    }

    /// Waits for the programs that say what descriptors refer to.
    fn complete_names(&self) -> Result<()> {
        let Some(loading) = self.loading_names.take() else { return Ok(()) };
        let names = loading.join().unwrap_or_else(|panic| resume_unwind(panic)).map_err(probe::explain)?;
        self.link(READ_NAMES, &names)?;
        self.names.get_or_init(|| names);
        Ok(())
    }

    /// Tells the programs of calls where those are that go on with calls.
    fn link(&self, place: u32, programs: &Copiers) -> Result<()> {
        let maps = &self.skel.maps;
        for (map, program) in [&maps.at_entry, &maps.at_exit, &maps.by_perf].into_iter().zip(programs) {
            if let Some(program) = program {
                let fd = program.as_raw_fd();
                map.update(&place.to_ne_bytes(), &fd.to_ne_bytes(), MapFlags::ANY)
                    .context("cannot link the BPF programs")?;
            }
        }
        Ok(())
    }

    /// Attaches the programs. As late as can be: it waits for those that are being loaded still.
    pub fn attach(&self) -> Result<Attached> {
        let progs = &self.skel.progs;
        // The programs at one tracepoint run in the order of their attachment, but for perf programs: these come when
        // the first of the machine was attached. Those that see calls come last.
        let all = [
            &progs.spaces_of_return,
            &progs.spaces_of_child,
            &progs.handle_fork,
            &progs.handle_switch,
            &progs.handle_exec_args,
            &progs.handle_exec_perf,
            &progs.handle_exec,
            &progs.handle_exit_perf,
            &progs.handle_exit,
            &progs.handle_signal_deliver,
            &progs.handle_signal_stack,
            &progs.handle_signal_generate,
            &progs.handle_sys_enter_perf,
            &progs.handle_sys_enter,
            &progs.handle_sys_exit_perf,
            &progs.handle_sys_exit,
        ];
        let links = all.into_iter().filter(|prog| prog.autoload()).map(|prog| prog.attach());
        let attached = Attached { links: links.collect::<Result<_, _>>().map_err(probe::explain)? };
        self.complete()?;
        self.complete_names()?;
        Ok(attached)
    }

    /// Makes the launched process a traced task: muted until it execs.
    pub fn trace_launched(&self, pid: u32) -> Result<()> {
        self.want(pid, bt_task_flag::BT_MUTED.0 | bt_task_flag::BT_LAUNCHED.0)?;
        let link = self.skel.progs.seed_tasks.attach().map_err(probe::explain)?;
        match self.seed(&link)?.len() {
            0 => Err(anyhow!("the kernel does not find process {pid}")),
            _ => Ok(()),
        }
    }

    /// Makes tasks traced ones that run already: those of these ids, or all of the processes of these ids. Those who
    /// are new. To be called when the programs are attached: what they make from then on is seen, and what they have
    /// made before is found, sooner or later.
    pub fn trace_running(&self, ids: &[u32]) -> Result<Vec<bt_there>> {
        ids.iter().try_for_each(|id| self.want(*id, 0))?;
        let link = self.skel.progs.seed_tasks.attach().map_err(probe::explain)?;
        let mut there = Vec::new();
        loop {
            let new = self.seed(&link)?;
            if new.is_empty() {
                return Ok(there);
            }
            there.extend(new);
        }
    }

    /// Names a task that is to be traced, with its first flags.
    fn want(&self, id: u32, flags: u32) -> Result<()> {
        let wanted = &self.skel.maps.wanted;
        wanted.update(&id.to_ne_bytes(), &flags.to_ne_bytes(), MapFlags::ANY).context("cannot name the task")
    }

    /// Goes through the tasks of our namespace once. Those who are traced from now on.
    fn seed(&self, link: &Link) -> Result<Vec<bt_there>> {
        let mut told = Vec::new();
        // Reading the iterator to its end runs the program on every task.
        let mut tasks = Iter::new(link).map_err(probe::explain)?;
        tasks.read_to_end(&mut told).context("cannot walk the kernel's tasks")?;
        let there = |bytes: &[u8]| {
            let mut there = bt_there::default();
            there.copy_from_bytes(bytes).ok().map(|()| there)
        };
        Ok(told.chunks_exact(size_of::<bt_there>()).filter_map(there).collect())
    }

    /// The entries of the map of tasks.
    fn tasks(&self) -> impl Iterator<Item = bt_task> + '_ {
        let tasks = &self.skel.maps.tasks;
        tasks.keys().filter_map(|key| {
            let value = tasks.lookup(&key, MapFlags::ANY).ok()??;
            let mut task = bt_task::default();
            task.copy_from_bytes(&value).ok()?;
            Some(task)
        })
    }

    /// Takes the tasks that have ended without their last record getting through.
    pub fn take_dead(&self) -> Vec<bt_task> {
        let mut dead = Vec::new();
        while let Ok(Some(value)) = self.skel.maps.lost_ends.lookup_and_delete(&[]) {
            let mut task = bt_task::default();
            if task.copy_from_bytes(&value).is_ok() {
                dead.push(task);
            }
        }
        dead
    }

    /// The calls, added up, if they are.
    pub fn counts(&self) -> Counts {
        let maps = &self.skel.maps;
        counts::read(&maps.counts, &maps.odd_counts, &maps.times)
    }

    /// The tasks whose calls were lost after the last record that got through. Asked after the programs are detached.
    pub fn with_untold_losses(&self) -> Vec<bt_task> {
        match self.counters.lost_calls() {
            0 => Vec::new(),
            _ => self.tasks().filter(|task| task.lost > 0).collect(),
        }
    }

    /// The kernel's ids of the loaded programs, all of them once they are attached.
    pub fn program_ids(&self) -> Result<Vec<u32>> {
        let loaded = self.skel.object().progs().filter(|prog| prog.autoload());
        let ids = loaded.map(|prog| Program::id_from_fd(prog.as_fd()));
        let beside = [&self.copiers, &self.names].into_iter().filter_map(OnceCell::get);
        let beside = beside.flatten().flatten().map(|program| Program::id_from_fd(program.as_fd()));
        ids.chain(beside).collect::<Result<_, _>>().context("cannot ask for a program's id")
    }

    /// Whether the perf side of tracepoints is used where the other one has gaps.
    pub fn is_by_perf(&self) -> bool {
        self.by_perf
    }
}

/// The kernel's map of traced tasks.
#[derive(Debug)]
pub struct TracedTasks {
    map: MapHandle,
}

impl TracedTasks {
    /// The ids of those that are alive; none if the kernel does not tell.
    pub fn ids(&self) -> FxHashSet<u32> {
        // More than there can be: all come at once.
        let all = self.map.lookup_batch(self.map.max_entries() + 1, MapFlags::ANY, MapFlags::ANY);
        let tasks = all.into_iter().flatten().filter_map(|(_, value)| {
            let mut task = bt_task::default();
            task.copy_from_bytes(&value).ok()?;
            Some(task.tid)
        });
        tasks.collect()
    }
}

/// Loads those that shall be. The copiers come later, from a thread of their own.
fn load_all<'obj>(
    mut open: OpenBeetraceSkel<'obj>,
    names: Option<NamesWanted>,
) -> libbpf_rs::Result<(BeetraceSkel<'obj>, Loading, Option<Loading>)> {
    let (give, take) = channel();
    let loading = thread::spawn(move || beside::load(&take));
    beside::prepare(open.open_object_mut())?;
    let order =
        names.map(|NamesWanted { wheres, by_perf, entries }| Order::new(open.open_object(), wheres, by_perf, entries));
    let loading_names = order.transpose()?.map(|order| thread::spawn(move || order.load()));
    let progs = &open.progs;
    let copiers = [&progs.capture_at_entry, &progs.capture_at_exit, &progs.capture_by_perf];
    // Sent in vain when the thread has failed: it tells why.
    let _ = give.send(copiers.map(|prog| prog.autoload().then(|| Prepared::of(open.open_object(), prog))));
    let progs = &mut open.progs;
    for prog in [&mut progs.capture_at_entry, &mut progs.capture_at_exit, &mut progs.capture_by_perf] {
        prog.set_autoload(false);
    }
    Ok((open.load()?, loading, loading_names))
}

/// Writes all of these values at once.
fn update_all(map: &impl MapCore, keys: &[u8], values: &[u8], count: usize) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    map.update_batch(keys, values, count as u32, MapFlags::ANY, MapFlags::ANY).context("cannot write the capture plans")
}

/// How many processors can run the command's tasks.
fn processors() -> u32 {
    libbpf_rs::num_possible_cpus().map_or(1, |count| count.max(1) as u32)
}
