//! What windows would do, where there are none: what is asked of them is noted, and what they would tell is told.

use atelier_domain::{ParticipantId, WorkshopId};
use std::convert::Infallible;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use atelier_app::commands::{Event, Shell, events};
use atelier_app::view::{
    Code, ComponentView, DocumentChoice, Id, PassportNews, ProjectionView, SavedFile, SessionView,
    Step,
};
use atelier_app::{Answer, App, Case, Problem};
use futures_core::Stream;
use serde::Serialize;
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Who listens to the events.
#[derive(Clone, Default)]
pub(crate) struct Telling(Arc<Mutex<Vec<UnboundedSender<String>>>>);

impl Telling {
    pub(crate) fn tell<T: Serialize>(&self, event: &Event<T>, carried: &T) {
        let line = format!("data: {}\n\n", json!([event.name, carried]));
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| listener.send(line.clone()).is_ok());
    }

    pub(crate) fn listen(&self) -> Told {
        let (listener, told) = unbounded_channel();
        // The head of the answer leaves with the first line.
        let _ = listener.send(": here\n\n".to_owned());
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.push(listener);
        Told(told)
    }
}

/// The events, as they come.
pub(crate) struct Told(UnboundedReceiver<String>);

impl Stream for Told {
    type Item = Result<String, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|line| line.map(Ok))
    }
}

/// The windows of one application.
pub(crate) struct Windows {
    app: Arc<App>,
    told: Telling,
    shown: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    on_show: Option<ProjectionView>,
    passport: bool,
}

impl Windows {
    pub(crate) fn new(app: Arc<App>) -> Self {
        Self {
            app,
            told: Telling::default(),
            shown: Mutex::default(),
        }
    }

    pub(crate) fn told(&self) -> Telling {
        self.told.clone()
    }

    fn shown<T>(&self, change: impl FnOnce(&mut Shown) -> T) -> T {
        change(&mut self.shown.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn show_passport(&self, open: bool) {
        self.shown(|shown| shown.passport = open);
        let news = PassportNews {
            open,
            problem: None,
        };
        self.told.tell(&events::PASSPORT, &news);
    }
}

impl Shell for Windows {
    async fn lock(&self) -> Answer<SessionView> {
        self.app.lock()
    }

    async fn components(&self) -> Answer<Vec<ComponentView>> {
        // The package is what collects them.
        Ok(Vec::new())
    }

    async fn licence_text(&self, _: String, _: String) -> Answer<String> {
        Err(Problem::of(Case::NotFound))
    }

    async fn diagnostic(&self) -> Answer<String> {
        self.app.diagnostic(&[])
    }

    async fn save_diagnostic(&self, path: String) -> Answer<SavedFile> {
        self.app.save_diagnostic(&[], Path::new(&path))
    }

    async fn start_practice(&self) -> Answer<SessionView> {
        self.app
            .start_practice(|progress| self.told.tell(&events::PRACTICE, &progress))
    }

    async fn end_practice(&self) -> Answer<SessionView> {
        self.app.end_practice()
    }

    async fn project(&self, workshop: Id<WorkshopId>, step: Code<Step>) -> Answer<()> {
        let view = self.app.projection(workshop.0, step.0)?;
        self.shown(|shown| shown.on_show = Some(view.clone()));
        self.told.tell(&events::PROJECTION, &view);
        Ok(())
    }

    async fn projecting(&self) -> Answer<bool> {
        Ok(self.shown(|shown| shown.on_show.is_some()))
    }

    async fn on_show(&self) -> Answer<Option<ProjectionView>> {
        Ok(self.shown(|shown| shown.on_show.clone()))
    }

    async fn stop_projecting(&self) -> Answer<()> {
        self.shown(|shown| shown.on_show = None);
        Ok(())
    }

    async fn projector_full_screen(&self) -> Answer<()> {
        Ok(())
    }

    async fn open_passport(
        &self,
        participant: Id<ParticipantId>,
        page: String,
        _: f64,
    ) -> Answer<()> {
        self.app.may_open_passport()?;
        let view = self.app.passport(participant.0)?;
        if !view.pages.iter().any(|one| one.code == page) {
            return Err(Problem::of(Case::PassportPage));
        }
        self.show_passport(true);
        Ok(())
    }

    async fn close_passport(&self) -> Answer<()> {
        self.show_passport(false);
        Ok(())
    }

    async fn passport_open(&self) -> Answer<bool> {
        Ok(self.shown(|shown| shown.passport))
    }

    async fn copy_text(&self, _: String) -> Answer<()> {
        // As where the application cannot copy by itself: the page does.
        Err(Problem::of(Case::CopyFailed))
    }

    async fn open_document(&self, choice: DocumentChoice) -> Answer<SavedFile> {
        self.app.save_document(&choice, None)
    }

    async fn show_file(&self, path: String, _: bool) -> Answer<()> {
        self.app.written_file(&path).map(drop)
    }

    async fn full_screen(&self, _: bool) -> Answer<()> {
        Ok(())
    }
}
