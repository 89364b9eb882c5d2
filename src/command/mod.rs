//! The command: how it is started as if nobody traced it, held still when the ring fills up, and let go.

pub mod cgroup;
pub mod children;
pub mod holder;
pub mod inherited;
pub mod launch;
pub mod stop;
pub mod strays;
