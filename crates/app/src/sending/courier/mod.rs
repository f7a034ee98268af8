//! The courier: runs the synchronisation machine's effects in the background, for as long as a store is open.
//!
//! One task owns the machine. What it decides is done in other tasks, one at a time, whose end comes back as an event.
//! Everything that must survive a power cut is in the store before the network is touched.

pub mod intake;
pub mod status;
#[cfg(test)]
mod tests;

use atelier_domain::Moment;
use atelier_protocol::{ExchangeRequest, PROTOCOL_VERSION, RecordHash};
use atelier_sync::{
    DeviceToken, Effect, Event, ExchangeSummary, Failure, Guichet, GuichetAddress, Machine,
    MachineConfig, Patience, UploadJob, install_tls,
};
use std::future::pending;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinHandle;

use crate::base::app::App;
use crate::base::courier_handle::{Exchanged, Signal};
use crate::base::practice;
use crate::base::problem::{Answer, Case, Problem};
use crate::sealing::enrolment;
use crate::sealing::enrolment::Enrolment;
use crate::sending::view::SyncView;

/// Exchanges the one-time code for a device token.
pub(crate) async fn enrol(address: &str, code: &str, device_name: &str) -> Answer<Enrolment> {
    let parsed = GuichetAddress::parse(address)
        .map_err(|_| Problem::of(Case::GuichetAddress).on("address"))?;
    let guichet = Guichet::new(parsed, None, Patience::default()).map_err(Problem::unexpected)?;
    let answer = guichet.enrol(code, device_name).await.map_err(|failure| {
        let problem = status::problem(&failure);
        match problem.case {
            Case::GuichetRefusedEnrolmentCode => problem.on("code"),
            _ => problem.on("address"),
        }
    })?;
    Ok(Enrolment {
        address: address.trim().to_owned(),
        device_id: answer.device_id,
        device_token: answer.device_token,
        guichet_name: answer.guichet_name,
    })
}

/// The line to the guichet, kept as long as the enrolment is the same: one TLS handshake serves many requests.
fn client(app: &App, enrolment: &Enrolment) -> Result<Arc<Guichet>, Failure> {
    let mut kept = app
        .courier
        .client
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if let Some((token, guichet)) = kept.as_ref()
        && *token == enrolment.device_token
    {
        return Ok(Arc::clone(guichet));
    }
    let address = GuichetAddress::parse(&enrolment.address).map_err(|_| Failure::Unreachable)?;
    let token = DeviceToken::new(enrolment.device_token.clone());
    let guichet = Guichet::new(address, Some(&token), Patience::default())
        .map(Arc::new)
        .map_err(|_| Failure::TlsRefused)?;
    *kept = Some((enrolment.device_token.clone(), Arc::clone(&guichet)));
    Ok(guichet)
}

impl App {
    /// How the sending goes.
    pub(crate) fn sync_view(&self) -> Answer<SyncView> {
        // Ranked while the store is held: a view of a greater rank is never read from an older state.
        self.with(|store| {
            let rank = self.courier.given.fetch_add(1, Ordering::Relaxed);
            status::view(
                store,
                self.courier.said().as_ref(),
                rank,
                self.courier.exchanged(),
            )
        })
    }

    /// Runs the courier until the line is dropped. `show` is called at every change. One courier per application.
    pub async fn run_courier(self: Arc<Self>, show: impl Fn(SyncView) + Send + 'static) {
        install_tls();
        let end = self
            .courier
            .end
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(mut end) = end else { return };
        let mut courier = Courier {
            machine: Machine::new(MachineConfig::default()),
            app: self,
            generation: 0,
            timer: None,
            flight: None,
        };
        loop {
            let signal = tokio::select! {
                signal = end.recv() => signal,
                () = rest_until(courier.timer, courier.app.clock.now) => Some(Signal::Landed(courier.generation, Event::TimerFired)),
            };
            let Some(signal) = signal else { return };
            if courier.take(signal)
                && let Ok(view) = courier.app.sync_view()
            {
                show(view);
            }
        }
    }
}

async fn rest_until(timer: Option<Moment>, now: fn() -> Moment) {
    let Some(at) = timer else {
        return pending().await;
    };
    let millis = at.unix_millis().saturating_sub(now().unix_millis()).max(0);
    tokio::time::sleep(Duration::from_millis(u64::try_from(millis).unwrap_or(0))).await;
}

struct Courier {
    app: Arc<App>,
    machine: Machine,
    generation: u32,
    timer: Option<Moment>,
    flight: Option<JoinHandle<()>>,
}

impl Courier {
    /// Takes a signal in; whether there is something new to show.
    pub(crate) fn take(&mut self, signal: Signal) -> bool {
        let event = match signal {
            Signal::Opened => {
                self.ground();
                if let Err(problem) = intake::learn(&self.app) {
                    // Kept as it was, and tried again at the next opening.
                    tracing::warn!(code = problem.code(), "what INAÉ said could not be learned");
                }
                match self.app.with(|store| {
                    Ok((
                        // A trial is never linked, whatever is in it.
                        enrolment::enrolment(store)?.is_some() && !practice::is(store)?,
                        !store.outbox()?.is_empty(),
                    ))
                }) {
                    Ok((enrolled, has_work)) => Event::Started { enrolled, has_work },
                    Err(_) => return false,
                }
            }
            Signal::Closed => {
                self.ground();
                return false;
            }
            Signal::WorkAdded => Event::WorkAdded,
            Signal::Enrolled => Event::Enrolled,
            Signal::SendNow => Event::ConnectionMayBeBack,
            Signal::Landed(generation, _) if generation != self.generation => return false,
            Signal::Landed(_, event) => {
                if event == Event::TimerFired {
                    self.timer = None;
                }
                event
            }
        };
        let work_changed = event == Event::WorkAdded;
        let jitter = self.app.clock.jitter();
        let effects = self.machine.handle(event, self.app.now(), jitter);
        let mut news = work_changed;
        for effect in effects {
            match effect {
                Effect::Exchange => self.fly(exchange),
                Effect::Upload(hash) => {
                    self.fly(move |app, line, generation| upload(app, hash, line, generation))
                }
                Effect::SetTimer(at) => self.timer = Some(at),
                Effect::CancelTimer => self.timer = None,
                Effect::Report(status) => {
                    self.app.connection.courier_said(&status);
                    self.app.courier.say(Some(status));
                    news = true;
                }
            }
        }
        news
    }

    /// Ends what is under way and forgets it: it is all in the store, and begins again from there.
    fn ground(&mut self) {
        if let Some(flight) = self.flight.take() {
            flight.abort();
        }
        self.generation = self.generation.wrapping_add(1);
        self.timer = None;
        self.machine = Machine::new(MachineConfig::default());
        self.app.courier.say(None);
        self.app.courier.forget_client();
        self.app.courier.set_exchanged(Exchanged::default());
    }

    fn fly<F, T>(&mut self, task: F)
    where
        F: FnOnce(Arc<App>, UnboundedSender<Signal>, u32) -> T,
        T: Future<Output = Event> + Send + 'static,
    {
        let (line, generation) = (self.app.courier.line.clone(), self.generation);
        let task = task(Arc::clone(&self.app), line.clone(), generation);
        self.flight = Some(tokio::spawn(async move {
            let event = task.await;
            let _ = line.send(Signal::Landed(generation, event));
        }));
    }
}

/// Runs a use case of the store off the network's threads.
async fn in_store<T: Send + 'static>(
    app: &Arc<App>,
    run: impl FnOnce(&App) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let app = Arc::clone(app);
    tokio::task::spawn_blocking(move || run(&app))
        .await
        .unwrap_or_else(|_| Err(Problem::unexpected("a task of the courier ended")))
}

async fn exchange(app: Arc<App>, _line: UnboundedSender<Signal>, _generation: u32) -> Event {
    Event::ExchangeDone(try_exchange(&app).await)
}

async fn try_exchange(app: &Arc<App>) -> Result<ExchangeSummary, Failure> {
    // A store that cannot be written gives no attempt: nothing is sent that could not be remembered.
    let (enrolment, cursor, sent) = in_store(app, intake::prepare)
        .await
        .map_err(|_| Failure::Local)?;
    let request = ExchangeRequest {
        protocol: PROTOCOL_VERSION,
        cursor,
        records: sent,
    };
    let answer = client(app, &enrolment)?.exchange(&request).await;
    let token = enrolment.device_token;
    in_store(app, move |app| match answer {
        // Linked to another guichet meanwhile: this answer says nothing any more.
        Ok(_) if !intake::is_current(app, &token)? => Ok(Err(Failure::Interrupted)),
        Ok(answer) => {
            let taken = intake::take_in(app, &request.records, answer);
            if let Ok(summary) = &taken {
                app.courier.count_exchange(summary.changes);
            }
            Ok(taken)
        }
        Err(failure) => {
            if failure == Failure::Unreachable {
                intake::nothing_left(app, &request.records)?;
            }
            Ok(Err(failure))
        }
    })
    .await
    .map_err(|_| Failure::Local)?
}

async fn upload(
    app: Arc<App>,
    hash: RecordHash,
    line: UnboundedSender<Signal>,
    generation: u32,
) -> Event {
    let result = try_upload(&app, &hash, line, generation).await;
    if let Err(failure) = &result
        && failure.is_permanent()
    {
        let (hash, code) = (hash.clone(), failure.code());
        let detail = failure.detail().unwrap_or_default().to_owned();
        let stopped = in_store(&app, move |app| {
            intake::stop_evidence(app, &hash, code, &detail)
        })
        .await;
        if stopped.is_err() {
            tracing::warn!("evidence could not be marked as refused");
        }
    }
    Event::UploadDone(hash, result)
}

async fn try_upload(
    app: &Arc<App>,
    hash: &RecordHash,
    line: UnboundedSender<Signal>,
    generation: u32,
) -> Result<(), Failure> {
    let wanted = hash.clone();
    let (enrolment, piece) = in_store(app, move |app| intake::evidence_to_send(app, &wanted))
        .await
        .map_err(|problem| intake::evidence_failure(&problem))?;
    let job = UploadJob {
        hash: hash.clone(),
        media_type: piece.media_type,
        bytes: piece.bytes.into(),
        resume_url: piece.upload_url,
    };
    let created = {
        let (app, hash) = (Arc::clone(app), hash.clone());
        move |url: &str| intake::upload_created(&app, &hash, url)
    };
    let progress = {
        let hash = hash.clone();
        move |sent: u64, total: u64| {
            let event = Event::UploadProgress {
                hash: hash.clone(),
                sent,
                total,
            };
            let _ = line.send(Signal::Landed(generation, event));
        }
    };
    client(app, &enrolment)?
        .upload(&job, created, progress)
        .await?;
    let done = hash.clone();
    if in_store(app, move |app| intake::upload_done(app, &done))
        .await
        .is_err()
    {
        // The guichet holds it, and will say so at the next exchange.
        tracing::warn!("the end of an upload could not be kept");
    }
    Ok(())
}
