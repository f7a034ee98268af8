//! The story as it was played, for people: `report.md`.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;

/// What has been told so far.
pub(super) struct Report {
    text: String,
    pictures: u32,
    begun: Instant,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            text: String::from("# Le travail principal, joué dans la vraie fenêtre\n"),
            pictures: 0,
            begun: Instant::now(),
        }
    }
}

impl Report {
    /// Begins a part.
    pub(super) fn part(&mut self, title: &str) {
        let seconds = self.begun.elapsed().as_secs();
        self.text.push_str(&format!("\n## {title} ({seconds} s)\n"));
    }

    /// Adds a paragraph.
    pub(super) fn say(&mut self, paragraph: &str) {
        self.text.push_str(&format!("\n{paragraph}\n"));
    }

    /// Shows the next picture; gives the name that its file must have.
    pub(super) fn picture(&mut self, name: &str, caption: &str) -> String {
        self.pictures += 1;
        let file = format!("{:02}-{name}.png", self.pictures);
        self.text
            .push_str(&format!("\n![{caption}]({file})\n\n*{caption}*\n"));
        file
    }

    /// Writes the report beside its pictures.
    pub(super) fn write(&self, out: &Path) -> Result<()> {
        Ok(std::fs::write(out.join("report.md"), &self.text)?)
    }
}
