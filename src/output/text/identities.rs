//! What stands behind the id of a task, a process group or a session?

use super::Text;
use crate::output::digits;
use crate::output::quote;
use crate::wire;

impl Text {
    /// `<sh>`: what a task is called.
    pub(super) fn comm(&mut self, comm: &[u8]) {
        self.punctuation("<");
        quote::path(&mut self.buf, comm, b"", self.looks.hex);
        self.punctuation(">");
    }

    /// What is said of the id that has just been written: `<sh> /* 123 in strace's PID NS */`.
    pub(super) fn identity(&mut self, number: u32, is_task: bool) {
        let asked = self.looks.decode_pids;
        let Some(&known) = self.identities.of(number) else { return };
        let comm = wire::until_nul(&known.comm);
        if asked.comm && is_task && !comm.is_empty() {
            self.comm(comm);
        }
        if asked.pidns && known.own != number {
            self.begin_comment();
            digits::uint(&mut self.buf, known.own.into());
            self.put(" in strace's PID NS");
            self.end_comment();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::padded;
    use crate::identity::Identity;
    use crate::options::decode_pids::DecodePids;
    use crate::options::looks::Hex;
    use crate::options::looks::Looks;
    use crate::output::Emit;
    use crate::output::Line;
    use crate::output::Prefix;
    use crate::output::View;
    use crate::phase::Phase;

    fn shown(comm: bool, pidns: bool, hex: Hex, emit: impl FnOnce(&mut Text)) -> String {
        let looks = Looks { decode_pids: DecodePids { comm, pidns }, hex, ..Looks::default() };
        let mut text = Text::new(false).looking(&looks);
        let task = Identity { number: 7, phase: Phase::Exit, own: 123, comm: padded(b"a <b\"\x01") };
        let group = Identity { number: 8, own: 124, comm: padded(b""), ..task };
        let same = Identity { number: 9, own: 9, comm: padded(b"same"), ..task };
        text.begin_signal(&Line { identities: &[task, group, same], ..Line::default() }, 17);
        let from = text.buf.len();
        emit(&mut text);
        String::from_utf8(text.buf.split_off(from)).unwrap()
    }

    // Expected texts are what strace 7.2 prints.
    #[test]
    fn names_and_ids_elsewhere_stand_behind_ids_of_tasks() {
        let of = |comm, pidns, pid| shown(comm, pidns, Hex::Nothing, |text| text.pid(pid));
        assert_eq!(of(true, false, 7), "7<a \\74b\\\"\\1>");
        assert_eq!(of(true, true, 7), "7<a \\74b\\\"\\1> /* 123 in strace's PID NS */");
        assert_eq!(of(false, true, 7), "7 /* 123 in strace's PID NS */");
        assert_eq!(of(false, false, 7), "7");
        assert_eq!(of(true, true, 9), "9<same>");
        // Of the caller itself, of a group, of nobody.
        assert_eq!([0, -1, 10].map(|pid| of(true, true, pid)), ["0", "-1", "10"]);
        assert_eq!(of(true, true, -7), "-7 /* 123 in strace's PID NS */");
        assert_eq!(of(true, true, 8), "8 /* 124 in strace's PID NS */");
        assert_eq!(shown(true, true, Hex::Nothing, |text| text.process_group(7)), "7 /* 123 in strace's PID NS */");
        assert_eq!(shown(true, false, Hex::All, |text| text.pid(9)), r"9<\x73\x61\x6d\x65>");
    }

    #[test]
    fn a_line_says_what_its_task_is_called() {
        let begin = |prefix, comm: bool| {
            let looks = Looks { decode_pids: DecodePids { comm, pidns: true }, ..Looks::default() };
            let mut text = Text::new(false).looking(&looks);
            text.stopped(&Line { prefix, tid: 71, comm: b"a b", ..Line::default() }, 19);
            String::from_utf8_lossy(text.lines()).into_owned()
        };
        assert_eq!(begin(Prefix::Bracketed, true), "[pid    71<a b>] --- stopped by SIGSTOP ---\n");
        assert_eq!(begin(Prefix::Plain, true), "71<a b> --- stopped by SIGSTOP ---\n");
        assert_eq!(begin(Prefix::None, true), "--- stopped by SIGSTOP ---\n");
        assert_eq!(begin(Prefix::Plain, false), "71    --- stopped by SIGSTOP ---\n");
    }
}
