//! The QR codes of a document that is looked at: large enough to be seen, with what a phone would read.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::base::app::App;
use crate::base::pages::failed;
use crate::base::problem::{Answer, Case, Problem};
use crate::posters::make::Purpose;
use crate::printing::view::{CodeView, DocumentChoice};

/// Pixels across the page: a code of a flyer is still some hundreds wide.
const WIDTH: u32 = 2_000;

impl App {
    /// The codes of a page of a document, read on the page as it will be printed; each once.
    ///
    /// # Errors
    /// As [`App::document_page`].
    pub fn document_codes(&self, choice: &DocumentChoice, page: u32) -> Answer<Vec<CodeView>> {
        let printed = self.print(choice, Purpose::Preview)?;
        let index = usize::try_from(page.max(1) - 1).unwrap_or(0);
        let seen = atelier_documents::preview(&printed.pdf, index, WIDTH).map_err(failed)?;
        let codes = atelier_evidence::codes_of_page(&seen.png)
            .map_err(|error| Problem::of(Case::DocumentFailed).because(error))?;
        let view = codes.into_iter().map(|code| CodeView {
            image: format!(
                "data:image/png;base64,{}",
                BASE64_STANDARD.encode(&code.png)
            ),
            address: code.text,
        });
        Ok(view.collect())
    }
}
