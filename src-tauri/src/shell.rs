//! What only the windows can do, as the table of commands declares it (`crates/app/src/commands/table.rs`).

use std::path::Path;
use std::sync::Arc;

use atelier_app::commands::Shell;
use atelier_app::view::{
    Code, ComponentView, DocumentChoice, Id, ParticipantId, ProjectionView, SavedFile, SessionView,
    Step, WorkshopId,
};
use atelier_app::{Answer, App, Case, Problem};
use tauri::{AppHandle, Manager, Runtime, Webview};
use tauri_plugin_opener::OpenerExt;

use crate::remembered::Remembered;
use crate::{about, copied, passport, practice, projector};

/// The window that asks.
pub(crate) struct Window<R: Runtime> {
    webview: Webview<R>,
    app: Arc<App>,
}

impl<R: Runtime> Window<R> {
    /// The window of this page.
    pub(crate) fn of(webview: &Webview<R>) -> Self {
        Self {
            webview: webview.clone(),
            app: Arc::clone(&webview.state::<Arc<App>>()),
        }
    }

    fn handle(&self) -> &AppHandle<R> {
        self.webview.app_handle()
    }

    fn log(&self) -> Vec<String> {
        self.webview.state::<Remembered>().lines()
    }
}

impl<R: Runtime> Shell for Window<R> {
    async fn lock(&self) -> Answer<SessionView> {
        passport::close(self.handle());
        self.app.lock()
    }

    async fn components(&self) -> Answer<Vec<ComponentView>> {
        Ok(about::components())
    }

    async fn licence_text(&self, name: String, version: String) -> Answer<String> {
        about::licence_text(&name, &version)
    }

    async fn diagnostic(&self) -> Answer<String> {
        self.app.diagnostic(&self.log())
    }

    async fn save_diagnostic(&self, path: String) -> Answer<SavedFile> {
        self.app.save_diagnostic(&self.log(), Path::new(&path))
    }

    async fn start_practice(&self) -> Answer<SessionView> {
        practice::start(self.handle(), &self.app)
    }

    async fn end_practice(&self) -> Answer<SessionView> {
        passport::close(self.handle());
        practice::end(self.handle(), &self.app)
    }

    async fn project(&self, workshop: Id<WorkshopId>, step: Code<Step>) -> Answer<()> {
        projector::show(self.handle(), self.app.projection(workshop.0, step.0)?)
    }

    async fn projecting(&self) -> Answer<bool> {
        Ok(projector::is_open(self.handle()))
    }

    async fn on_show(&self) -> Answer<Option<ProjectionView>> {
        Ok(projector::on_show(self.handle()))
    }

    async fn stop_projecting(&self) -> Answer<()> {
        projector::stop(self.handle())
    }

    async fn projector_full_screen(&self) -> Answer<()> {
        projector::full_screen(self.handle())
    }

    async fn open_passport(
        &self,
        participant: Id<ParticipantId>,
        page: String,
        beside: f64,
    ) -> Answer<()> {
        passport::open(self.handle(), &self.app, participant.0, &page, beside).await
    }

    async fn close_passport(&self) -> Answer<()> {
        passport::close(self.handle());
        Ok(())
    }

    async fn passport_open(&self) -> Answer<bool> {
        Ok(passport::is_open(self.handle()))
    }

    async fn copy_text(&self, text: String) -> Answer<()> {
        copied::copy(self.handle(), text)
    }

    async fn open_document(&self, choice: DocumentChoice) -> Answer<SavedFile> {
        let saved = self.app.save_document(&choice, None)?;
        let opened = self.handle().opener().open_path(&saved.path, None::<&str>);
        opened.map(|()| saved.clone()).map_err(|_| {
            Problem::of(Case::DocumentNotOpened {
                path: saved.path.clone(),
            })
        })
    }

    async fn show_file(&self, path: String, in_folder: bool) -> Answer<()> {
        let file = self.app.written_file(&path)?;
        let opener = self.handle().opener();
        let shown = if in_folder {
            // Without a file manager that shows one file among others, its folder is opened.
            opener.reveal_item_in_dir(&file).or_else(|_| {
                let folder = file.parent().unwrap_or(Path::new("."));
                opener.open_path(folder.to_string_lossy(), None::<&str>)
            })
        } else {
            opener.open_path(file.to_string_lossy(), None::<&str>)
        };
        shown.map_err(|_| Problem::of(Case::DocumentNotOpened { path }))
    }

    async fn full_screen(&self, on: bool) -> Answer<()> {
        self.webview
            .window()
            .set_fullscreen(on)
            .map_err(Problem::unexpected)
    }
}
