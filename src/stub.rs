//! temporary
use crate::decode::call::*;
use crate::output::*;
pub fn args<E: Emit>(call: &Call<'_>, from: usize, out: &mut E) -> usize {
    for i in from..call.params.len().max(if call.syscall.is_none() { 6 } else { 0 }) {
        out.arg(call.params.get(i).map_or("a", |p| p.name), call.args[i]);
        match call.input(i, 0) {
            Memory::Bytes { bytes, want } => out.text(bytes, (bytes.len() as u64) < want),
            _ => out.hex(call.args[i]),
        }
    }
    call.params.len()
}
pub fn result<E: Emit>(call: &Call<'_>, out: &mut E) {
    match call.outcome {
        Outcome::Returned(r) if (-4095..0).contains(&r) => out.error(-r as i32),
        Outcome::Returned(r) => out.int(r),
        _ => out.no_result(),
    }
}
pub fn siginfo<E: Emit>(_bytes: &[u8], out: &mut E) {
    out.begin_struct();
    out.end_struct();
}
pub fn call<V: View>(v: &mut V, line: &Line<'_>, c: &Call<'_>, part: Part) -> usize {
    let from = v.begin_call(line, c, part);
    let n = args(c, from, v);
    if part == Part::Beginning {
        v.end_beginning();
        return n;
    }
    v.end_args(c, false);
    result(c, v);
    v.end_call();
    n
}
pub fn signal<V: View>(v: &mut V, line: &Line<'_>, signo: u32, info: &[u8]) {
    v.begin_signal(line, signo);
    siginfo(info, v);
    v.end_signal();
}
