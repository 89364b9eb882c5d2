//! Writes the man page and the shells' completions into a folder: `make install` puts them in place.

use std::fs::create_dir_all;
use std::fs::write;
use std::path::PathBuf;

use anyhow::Context;
use anyhow::Result;
use beetrace::options::cli::Cli;
use beetrace::options::manual::page;
use clap::CommandFactory;
use clap_complete::generate_to;
use clap_complete::Shell;

fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).context("usage: assets FOLDER")?);
    create_dir_all(&folder)?;
    let mut command = Cli::command();
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        generate_to(shell, &mut command, "beetrace", &folder)?;
    }
    write(folder.join("beetrace.1"), page())?;
    Ok(())
}
