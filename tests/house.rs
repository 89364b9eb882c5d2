//! Do imports point down, as src/lib.rs draws them? Then no circle of files is left.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;

/// A module, by its path from the crate's root on.
type Module = Vec<String>;

/// The modules and their texts without comments and tests.
fn modules() -> BTreeMap<Module, String> {
    let (mut found, mut tests) = (BTreeMap::new(), BTreeSet::new());
    let comment = Regex::new("(?m)//.*$").unwrap();
    let test = Regex::new(r"#\[cfg\(test\)\]\s+(?:pub(?:\(\w+\))? )?mod (\w+);").unwrap();
    let mut folders = vec![(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), Module::new())];
    while let Some((folder, inside)) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let mut module = inside.clone();
            if path.is_dir() {
                module.push(name);
                folders.push((path, module));
                continue;
            }
            // The root and the program stand above all others.
            if inside.is_empty() && ["lib", "main"].contains(&name.as_str()) {
                continue;
            }
            if name != "mod" {
                module.push(name);
            }
            let text = fs::read_to_string(&path).unwrap();
            let text = comment.replace_all(&text, "").into_owned();
            tests.extend(test.captures_iter(&text).map(|found| [&module[..], &[found[1].to_owned()]].concat()));
            let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
            found.insert(module, text[..end].to_owned());
        }
    }
    found.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
    found
}

/// Which modules each one takes something from.
fn imports(modules: &BTreeMap<Module, String>) -> BTreeMap<Module, BTreeSet<Module>> {
    let path = Regex::new(r"\b(crate|super)((?:::\w+)+)").unwrap();
    let of = |(module, text): (&Module, &String)| {
        let taken = path.captures_iter(text).filter_map(|found| {
            let from = if &found[1] == "crate" { &[][..] } else { module.split_last()?.1 };
            let mut taken = from.to_vec();
            taken.extend(found[2].split("::").skip(1).map(str::to_owned));
            // What is behind the last module is what is taken from it.
            while !taken.is_empty() && !modules.contains_key(&taken) {
                taken.pop();
            }
            Some(taken).filter(|taken| !taken.is_empty() && taken != module)
        });
        (module.clone(), taken.collect())
    };
    modules.iter().map(of).collect()
}

/// A way that leads from a module back to itself.
fn circle(imports: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<Module>> {
    fn go(
        from: &Module,
        imports: &BTreeMap<Module, BTreeSet<Module>>,
        way: &mut Vec<Module>,
        done: &mut BTreeSet<Module>,
    ) -> Option<Vec<Module>> {
        if let Some(at) = way.iter().position(|module| module == from) {
            return Some(way[at..].to_vec());
        }
        if !done.insert(from.clone()) {
            return None;
        }
        way.push(from.clone());
        let found = imports.get(from).into_iter().flatten().find_map(|next| go(next, imports, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    imports.keys().find_map(|module| go(module, imports, &mut Vec::new(), &mut done))
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = imports(&modules());
    assert!(imports.len() > 200 && imports.values().map(BTreeSet::len).sum::<usize>() > 800, "where are the imports?");
    assert_eq!(circle(&imports), None);
}

#[test]
fn no_folders_import_each_other_in_a_circle() {
    let mut folders: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (module, taken) in imports(&modules()) {
        let folder = vec![module[0].clone()];
        let others = taken.iter().map(|taken| vec![taken[0].clone()]).filter(|other| *other != folder);
        folders.entry(folder.clone()).or_default().extend(others.collect::<Vec<_>>());
    }
    assert_eq!(circle(&folders), None);
}

#[test]
fn a_circle_is_found() {
    let module = |name: &str| vec![name.to_owned()];
    let imports = |pairs: &[(&str, &str)]| {
        let mut imports: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
        pairs.iter().for_each(|(from, to)| {
            imports.entry(module(from)).or_default().insert(module(to));
        });
        imports
    };
    assert_eq!(circle(&imports(&[("a", "b"), ("b", "c"), ("a", "c")])), None);
    assert_eq!(circle(&imports(&[("a", "b"), ("b", "c"), ("c", "b")])), Some(vec![module("b"), module("c")]));
}
