//! Is what tasks enter shown: namespaces, virtual processors?

use anyhow::bail;
use anyhow::Result;

use crate::options::qualifiers::Qualifier;
use crate::options::qualifiers::Qualifiers;

/// Whether the ids of namespaces show with the calls that enter them.
pub(super) fn namespaces(qualifiers: &Qualifiers) -> Result<bool> {
    Ok(qualifiers.last(Qualifier::Namespace, |text| one_of("namespace", &["new"], text))?.is_some())
}

/// What is asked of virtual processors makes sense.
pub(super) fn check_kvm(qualifiers: &Qualifiers) -> Result<()> {
    qualifiers.last(Qualifier::Kvm, |text| one_of("kvm", &["vcpu", "vcpu+"], text)).map(|_| ())
}

fn one_of(what: &str, words: &[&str], text: &str) -> Result<()> {
    if !words.contains(&text) {
        bail!("invalid -e {what}= argument: '{text}'");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use crate::options::cli::Cli;
    use crate::options::looks::Looks;

    fn looks(words: &[&str]) -> anyhow::Result<Looks> {
        let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
        Looks::new(&Cli::read(words)?)
    }

    // Expected is what strace 7.2 does with the same words.
    #[test]
    fn ids_of_namespaces_show_when_they_are_asked_for() {
        assert!(!looks(&[]).unwrap().namespaces);
        for words in [&["-e", "namespace=new"][..], &["--namespace"], &["--namespace=new"], &["-enamespace=new"]] {
            assert!(looks(words).unwrap().namespaces, "{words:?}");
        }
        for words in [&["-e", "kvm=vcpu"][..], &["--kvm", "vcpu"], &["--kvm=vcpu+"]] {
            assert!(!looks(words).unwrap().namespaces, "{words:?}");
        }
    }

    #[test]
    fn straces_words_for_what_cannot_be_entered() {
        for (words, what, text) in [
            (&["-e", "namespace=foo"][..], "namespace", "foo"),
            (&["--namespace="], "namespace", ""),
            (&["--namespace=all"], "namespace", "all"),
            (&["-e", "namespace=!new"], "namespace", "!new"),
            (&["--namespace=new,new"], "namespace", "new,new"),
            (&["-e", "namespace=none", "--namespace"], "namespace", "none"),
            (&["-e", "kvm=foo"], "kvm", "foo"),
            (&["--kvm="], "kvm", ""),
            (&["--kvm=vcpu++"], "kvm", "vcpu++"),
            (&["-e", "kvm=vcpu,vcpu"], "kvm", "vcpu,vcpu"),
        ] {
            let said = looks(words).unwrap_err().to_string();
            assert_eq!(said, format!("invalid -e {what}= argument: '{text}'"), "{words:?}");
        }
    }
}
