//! What object says whose an id is?

use super::Json;
use crate::output::strings;
use crate::wire;

impl Json {
    /// An id: a number, or `{"id": 7, "comm": "sh", "own_id": 123}` where more is asked for and known.
    pub(super) fn identity(&mut self, number: i32, is_task: bool) {
        let asked = self.decode_pids;
        // -1 stands for all of them, as 0 for the caller.
        let known = self.identities.of(number.unsigned_abs()).filter(|_| number != -1).copied();
        self.value(|out| {
            let known = known.as_ref();
            let comm = known.map(|known| wire::until_nul(&known.comm)).filter(|comm| is_task && !comm.is_empty());
            let own = known.map(|known| known.own).filter(|own| *own != number.unsigned_abs());
            let (comm, own) = (comm.filter(|_| asked.comm), own.filter(|_| asked.pidns));
            if comm.is_none() && own.is_none() {
                return out.put_int(number.into());
            }
            out.put("{\"id\":");
            out.put_int(number.into());
            if let Some(comm) = comm {
                out.put(",\"comm\":");
                strings::bytes(&mut out.buf, comm, false);
            }
            if let Some(own) = own {
                out.put(",\"own_id\":");
                out.put_int(own.into());
            }
            out.put("}");
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serde_json::Value;

    use super::super::tests::lines;
    use super::*;
    use crate::event::padded;
    use crate::identity::Identity;
    use crate::options::decode_pids::DecodePids;
    use crate::output::Emit;
    use crate::output::Line;
    use crate::output::View;
    use crate::phase::Phase;

    fn shown(comm: bool, pidns: bool, emit: impl FnOnce(&mut Json)) -> Value {
        let mut json = Json::new(false).identifying(DecodePids { comm, pidns });
        let task = Identity { number: 7, phase: Phase::Exit, own: 123, comm: padded(b"sh") };
        let nobody = Identity { number: 8, own: 8, comm: padded(b""), ..task };
        let line = Line { time: Some(1), identities: &[task, nobody], ..Line::default() };
        json.begin_signal(&line, 17);
        json.begin_struct();
        json.field("si_pid");
        emit(&mut json);
        json.end_struct();
        json.end_signal();
        lines(&json)[0]["info"]["si_pid"].clone()
    }

    #[test]
    fn an_id_is_a_number_or_an_object_with_all_that_is_known() {
        assert_eq!(shown(true, true, |json| json.pid(7)), json!({"id": 7, "comm": "sh", "own_id": 123}));
        assert_eq!(shown(true, false, |json| json.pid(7)), json!({"id": 7, "comm": "sh"}));
        assert_eq!(shown(false, true, |json| json.pid(-7)), json!({"id": -7, "own_id": 123}));
        assert_eq!(shown(true, true, |json| json.process_group(7)), json!({"id": 7, "own_id": 123}));
        assert_eq!(shown(true, false, |json| json.process_group(7)), json!(7));
        assert_eq!(shown(false, false, |json| json.pid(7)), json!(7));
        for pid in [8, 9, 0, -1] {
            assert_eq!(shown(true, true, |json| json.pid(pid)), json!(pid));
        }
    }
}
