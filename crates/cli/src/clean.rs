//! `atelier clean`: the evidence intake on any files.

use atelier_texts::cli as texts;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use atelier_app::clean::clean;
use serde_json::{Value, json};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fichiers à nettoyer.
    #[arg(required = true, value_name = "FICHIER")]
    files: Vec<PathBuf>,
    /// Dossier où écrire les fichiers nettoyés.
    #[arg(long, value_name = "DOSSIER")]
    out: PathBuf,
    /// Compte rendu : une ligne JSON par fichier.
    #[arg(long, value_name = "FICHIER")]
    json: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { files, out, json } = arguments;
    fs::create_dir_all(out).with_context(|| texts::not_created(out.display()))?;
    let mut report: Box<dyn std::io::Write> = match json {
        Some(path) => {
            Box::new(fs::File::create(path).with_context(|| texts::not_written(path.display()))?)
        }
        None => Box::new(std::io::stdout()),
    };
    let mut every_file_has_its_verdict = true;
    for file in files {
        let line = match fs::read(file) {
            Ok(bytes) => verdict(file, &bytes, out)?,
            Err(error) => {
                every_file_has_its_verdict = false;
                let told = texts::not_read(error, file.display());
                eprintln!("{}", texts::error(told));
                continue;
            }
        };
        writeln!(report, "{line}")?;
    }
    Ok(if every_file_has_its_verdict {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn verdict(file: &Path, bytes: &[u8], out: &Path) -> anyhow::Result<Value> {
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let begun = Instant::now();
    let outcome = clean(&name, bytes);
    let ms = begun.elapsed().as_secs_f64() * 1_000.0;
    let file = file.display().to_string();
    Ok(match outcome {
        Ok(clean) => {
            let target = out.join(format!("{}.{}", clean.hash, clean.kind.extension()));
            crate::write(&target, &clean.bytes)?;
            json!({"file": file, "verdict": "clean", "reason": null, "kind": clean.kind.media_type(),
                   "bytes_in": bytes.len(), "bytes_out": clean.bytes.len(), "ms": ms})
        }
        Err(problem) => {
            json!({"file": file, "verdict": "refused", "reason": problem.to_string(), "kind": null,
                               "bytes_in": bytes.len(), "bytes_out": 0, "ms": ms})
        }
    })
}
