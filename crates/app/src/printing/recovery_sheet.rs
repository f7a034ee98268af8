//! The recovery sheet, on paper.

use atelier_documents::Fields;
use atelier_texts as texts;
use atelier_texts::french;
use std::collections::BTreeMap;
use std::io::Write as _;

use crate::base::app::App;
use crate::base::names::structure_name;
use crate::base::pages::failed;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::view::SavedFile;
use crate::printing::printers;
use crate::printing::subject::Printed;
use crate::structure::recovery::{PRINTED_ON, SHEET};

impl App {
    /// The sheet, while its code is shown.
    pub(crate) fn recovery_sheet(&self) -> Answer<Printed> {
        let code = self
            .shown_code()
            .ok_or_else(|| Problem::of(Case::RecoveryHidden))?;
        let day = self.clock.today();
        let theme = self.with(crate::structure::look::theme)?;
        let values = BTreeMap::from([
            ("structure".to_owned(), self.with(structure_name)?),
            ("code".to_owned(), code),
            ("made_on".to_owned(), french::date(day)),
        ]);
        let fields = Fields {
            values,
            lists: BTreeMap::new(),
        };
        Ok(Printed::plain(
            texts::sheet::recovery(day),
            atelier_documents::sheet(SHEET, &fields, &theme, day).map_err(failed)?,
        ))
    }

    /// Sends the sheet to a printer, from a file that is gone right after.
    pub(crate) fn print_recovery(&self, printer: Option<&str>, copies: u32) -> Answer<String> {
        let sheet = self.recovery_sheet()?;
        let file = tempfile::NamedTempFile::new().and_then(|mut file| {
            file.write_all(&sheet.pdf)?;
            file.flush()?;
            Ok(file)
        });
        let not_printed = |cause: String| Problem::of(Case::RecoveryNotPrinted).because(cause);
        let file = file.map_err(|error| not_printed(error.kind().to_string()))?;
        let sent = SavedFile {
            path: file.path().display().to_string(),
            name: sheet.name,
        };
        let printed = printers::print(&sent, &sheet.pdf, printer, (copies, false));
        // The usual words say where the PDF is kept: this one is not.
        let printed = printed.map_err(|problem| not_printed(problem.code()))?;
        let today = self.clock.today().to_string();
        self.with(|store| Ok(store.set_setting(PRINTED_ON, &today)?))?;
        Ok(printed)
    }
}
