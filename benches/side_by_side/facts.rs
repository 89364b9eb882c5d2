//! On what was it measured?

use std::fs::read_to_string;
use std::process::Command;
use std::thread::available_parallelism;

/// Prints what the figures depend on.
pub fn print() {
    let kernel = nix::sys::utsname::uname().map(|found| found.release().to_string_lossy().into_owned());
    let cpuinfo = read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    // Flags that change what entering the kernel, or waking another processor, costs.
    let notes = [(" hypervisor", ", virtual machine"), (" pti", ", page-table isolation")];
    let notes: String = notes.iter().filter(|(flag, _)| cpuinfo.contains(flag)).map(|(_, note)| *note).collect();
    println!("kernel      {}", kernel.unwrap_or_default());
    let processors = available_parallelism().map_or(1, usize::from);
    println!("processors  {processors} x {}{notes}", model.map_or("unknown", |(_, model)| model));
    println!("beetrace    {}", env!("CARGO_PKG_VERSION"));
    for (tool, option) in [("strace", "-V"), ("perf", "--version")] {
        let output = Command::new(tool).arg(option).output();
        let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        let version = text.as_deref().unwrap_or("not installed").lines().next().unwrap_or_default();
        println!("{tool:12}{}", version.rsplit("version ").next().unwrap_or_default());
    }
}
