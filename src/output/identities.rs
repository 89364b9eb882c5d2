//! Who has the ids that a line shows?
//!
//! A view is told of them when the line begins; decoders know numbers only.

use crate::identity::Identity;
use crate::output::Line;
use crate::phase::Phase;

/// Those of the call or signal whose line it is.
#[derive(Debug, Default)]
pub(super) struct Identities {
    known: Vec<Identity>,
    /// What is shown is known when the call has returned.
    after: bool,
}

impl Identities {
    /// Forgets those of the line before.
    pub fn learn(&mut self, line: &Line<'_>) {
        self.after = false;
        self.known.clear();
        self.known.extend_from_slice(line.identities);
    }

    /// What follows only the return can tell.
    pub fn end_entry(&mut self) {
        self.after = true;
    }

    /// Who has the id that is shown now. What the program has passed was read when the call began, if it could be.
    pub fn of(&self, number: u32) -> Option<&Identity> {
        let at = |phase: Phase| self.known.iter().find(|known| (known.number, known.phase) == (number, phase));
        let passed = if self.after { None } else { at(Phase::Enter) };
        passed.or_else(|| at(Phase::Exit)).filter(|_| number != 0)
    }

    /// Who has that id in beetrace's PID namespace.
    pub fn of_own(&self, own: u32) -> Option<&Identity> {
        self.known.iter().find(|known| known.own == own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Comm;

    #[test]
    fn what_was_passed_and_what_came_of_it_are_told_apart() {
        let of = |number, phase, own| Identity { number, phase, own, comm: Comm::default() };
        let told = [of(7, Phase::Enter, 71), of(8, Phase::Exit, 81), of(9, Phase::Enter, 90), of(9, Phase::Exit, 91)];
        let mut identities = Identities::default();
        identities.learn(&Line { identities: &told, ..Line::default() });
        let own = |identities: &Identities, number| identities.of(number).map(|known| known.own);
        assert_eq!([7, 8, 9, 0].map(|number| own(&identities, number)), [Some(71), Some(81), Some(90), None]);
        identities.end_entry();
        assert_eq!([7, 8, 9, 0].map(|number| own(&identities, number)), [None, Some(81), Some(91), None]);
        assert_eq!(identities.of_own(71).map(|known| known.number), Some(7));
        // Those of a line are not those of the next.
        identities.learn(&Line::default());
        assert_eq!((own(&identities, 8), own(&identities, 9)), (None, None));
    }
}
