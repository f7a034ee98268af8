//! The last lines of the log, for the diagnostic file: when, how grave, where, and the sentence and the code written in the
//! program. What a line says besides may quote a path or an answer, and is not remembered.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// How many are remembered.
const LINES: usize = 100;

/// The last lines, the oldest first.
#[derive(Default, Clone)]
pub(crate) struct Remembered(Arc<Mutex<VecDeque<String>>>);

impl Remembered {
    /// All of them.
    pub(crate) fn lines(&self) -> Vec<String> {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().cloned().collect()
    }
}

/// The sentence and the code of a line.
#[derive(Default)]
struct Said {
    message: String,
    code: String,
}

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "code" {
            value.clone_into(&mut self.code);
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            self.message = format!("{value:?}");
        }
    }
}

impl<S: Subscriber> Layer<S> for Remembered {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let target = event.metadata().target();
        // Our own lines: those of the libraries may quote anything.
        let ours = target.starts_with("atelier");
        if !ours || *event.metadata().level() > Level::INFO {
            return;
        }
        let mut said = Said::default();
        event.record(&mut said);
        let seconds = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let level = event.metadata().level();
        let line = format!("{seconds} {level} {target} {} {}", said.code, said.message);
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() >= LINES {
            lines.pop_front();
        }
        lines.push_back(line.trim_end().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    #[test]
    fn a_line_keeps_its_sentence_and_its_code_and_nothing_else() {
        let remembered = Remembered::default();
        let subscriber = tracing_subscriber::registry().with(remembered.clone());
        tracing::subscriber::with_default(subscriber, || {
            for n in 0..150 {
                tracing::warn!(
                    code = "store-full",
                    path = "liste-amina.csv",
                    n,
                    "not saved"
                );
            }
            tracing::warn!(target: "reqwest", "https://exemple.fr/amina");
            tracing::debug!("too small a matter");
        });
        let lines = remembered.lines();
        assert_eq!(lines.len(), LINES);
        for line in lines {
            assert!(
                line.ends_with("store-full not saved") && !line.contains("amina"),
                "{line}"
            );
        }
    }
}
