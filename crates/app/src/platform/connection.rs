//! Whether there is a connection. The platform is called, and hung up on at once: nothing is sent, nobody is named. It is
//! done only while something waits for the answer: a step of the guide put off, or one on the screen that needs it.
//!
//! The courier and this lookout tell each other what they learn: a page that answers in the guichet's place is no
//! connection, and a connection that comes back is a reason to send.

use std::future::pending;
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::base::app::App;
use crate::base::problem::Answer;
use crate::platform::passport::Platform;
use crate::platform::view::{ConnectionState, ConnectionView};

/// How long the platform may take to answer a call.
const PATIENCE: Duration = Duration::from_secs(6);

/// How long what was seen stays true without looking again, in milliseconds.
const FRESH_MILLIS: i64 = 60_000;

/// How often to look.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// While there is no connection.
    pub offline: Duration,
    /// While there is one.
    pub online: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            offline: Duration::from_secs(10),
            online: Duration::from_secs(45),
        }
    }
}

/// Whether something answers at this place: called, and hung up on. Nothing is sent.
fn answers(place: Option<(String, u16)>) -> bool {
    let Some(mut addresses) = place.and_then(|place| place.to_socket_addrs().ok()) else {
        return false;
    };
    addresses.any(|address| TcpStream::connect_timeout(&address, PATIENCE).is_ok())
}

/// Whether the platform answers a call.
pub async fn reaches(platform: &Platform) -> bool {
    let place = platform.place();
    // A name that cannot be found may take longer than the call itself.
    let call = tokio::task::spawn_blocking(move || answers(place));
    tokio::time::timeout(PATIENCE * 2, call)
        .await
        .is_ok_and(|answered| answered.unwrap_or(false))
}

impl App {
    /// Whether there is a connection, as last seen, and the steps that wait for it.
    ///
    /// # Errors
    /// `locked`.
    pub fn connection(&self) -> Answer<ConnectionView> {
        let put_off = self.steps_put_off()?;
        let state = match self.connection.seen() {
            Some((at, online)) if self.now().unix_millis() - at.unix_millis() < FRESH_MILLIS => {
                if online {
                    ConnectionState::Online
                } else {
                    ConnectionState::Offline
                }
            }
            Some(_) | None => ConnectionState::Unknown,
        };
        Ok(ConnectionView { state, put_off })
    }

    /// The screen shows something that needs the connection, or does not any more.
    ///
    /// # Errors
    /// `locked`.
    pub fn watch_connection(&self, watched: bool) -> Answer<ConnectionView> {
        self.connection.watched.store(watched, Ordering::SeqCst);
        self.connection.hint();
        self.connection()
    }

    /// The system says that the connection came or went: it is looked at now, and what waits tries to leave.
    pub fn connection_may_have_changed(&self) {
        self.connection.hint();
        self.courier.send_now();
    }

    /// Where to call, while something waits for the answer.
    fn awaited(&self) -> Option<Platform> {
        let platform = self.passport_platform().ok()?;
        let waits = self.connection.watched.load(Ordering::SeqCst)
            || self.steps_put_off().is_ok_and(|steps| !steps.is_empty());
        waits.then_some(platform)
    }

    /// Looks once.
    async fn try_platform(&self, platform: &Platform) -> bool {
        let online = reaches(platform).await && !self.connection.captive.load(Ordering::SeqCst);
        let before = self.connection.seen();
        self.connection.see(Some((self.now(), online)));
        if online && before.is_some_and(|(_, was)| !was) {
            self.courier.send_now();
        }
        online
    }

    /// Keeps a lookout on the connection for as long as the application runs, resting while nothing waits for it. `show`
    /// is called at every change. One lookout per application.
    pub async fn run_lookout(self: Arc<Self>, pace: Pace, show: impl Fn(ConnectionView) + Send) {
        let mut shown = None;
        loop {
            let rest = match self.awaited() {
                None => None,
                Some(platform) if self.try_platform(&platform).await => Some(pace.online),
                Some(_) => Some(pace.offline),
            };
            let view = self.connection().ok();
            if view != shown {
                if let Some(view) = &view {
                    show(view.clone());
                }
                shown = view;
            }
            tokio::select! {
                () = self.connection.news.notified() => {}
                () = rested(rest) => {}
            }
        }
    }
}

async fn rested(rest: Option<Duration>) {
    match rest {
        Some(rest) => tokio::time::sleep(rest).await,
        None => pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::app::Places;
    use crate::base::clock::Clock;
    use crate::demo;
    use crate::platform::passport_view::PassportSetting;
    use atelier_sync::{Failure, Status};
    use std::net::{SocketAddr, TcpListener};
    use std::sync::atomic::AtomicBool;
    use std::sync::atomic::AtomicU32;
    use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

    const STEP: &str = "account-20-open";

    /// A platform that counts the calls it gets, until it is dropped.
    struct Platform {
        address: SocketAddr,
        calls: Arc<AtomicU32>,
        open: Arc<AtomicBool>,
    }

    impl Platform {
        fn at(address: &str) -> Self {
            let listener = TcpListener::bind(address).unwrap();
            let address = listener.local_addr().unwrap();
            let (calls, open) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(true)));
            let (counted, still) = (Arc::clone(&calls), Arc::clone(&open));
            std::thread::spawn(move || {
                for call in listener.incoming() {
                    if !still.load(Ordering::SeqCst) {
                        return;
                    }
                    counted.fetch_add(1, Ordering::SeqCst);
                    drop(call);
                }
            });
            Self {
                address,
                calls,
                open,
            }
        }

        fn calls(&self) -> u32 {
            self.calls.load(Ordering::SeqCst)
        }

        /// Nobody listens there any more.
        fn close(self) -> SocketAddr {
            self.open.store(false, Ordering::SeqCst);
            drop(TcpStream::connect(self.address));
            while TcpStream::connect(self.address).is_ok() {
                std::thread::yield_now();
            }
            self.address
        }
    }

    fn app(folder: &std::path::Path, platform: SocketAddr) -> Arc<App> {
        let places = Places {
            data: folder.join("data"),
            documents: folder.join("documents"),
        };
        let app = App::new(places, Clock::of_tests());
        demo::fill(&app).unwrap();
        let setting = PassportSetting {
            address: format!("http://{platform}"),
            hosts: vec![],
        };
        app.save_passport_setting(&setting).unwrap();
        app
    }

    fn look_out(app: &Arc<App>, pace: Pace) -> UnboundedReceiver<ConnectionView> {
        let (say, said) = unbounded_channel();
        let lookout = Arc::clone(app).run_lookout(pace, move |view| {
            let _ = say.send(view);
        });
        tokio::spawn(lookout);
        said
    }

    async fn until(said: &mut UnboundedReceiver<ConnectionView>, state: ConnectionState) {
        while said.recv().await.unwrap().state != state {}
    }

    const SOON: Duration = Duration::from_millis(20);
    const NEVER: Duration = Duration::from_secs(36_000);

    #[tokio::test]
    async fn the_connection_is_seen_to_go_and_to_come_back_while_a_step_waits() {
        let folder = tempfile::tempdir().unwrap();
        let platform = Platform::at("127.0.0.1:0");
        let app = app(folder.path(), platform.address);
        let pace = Pace {
            offline: SOON,
            online: SOON,
        };
        let mut said = look_out(&app, pace);
        assert_eq!(app.connection().unwrap().state, ConnectionState::Unknown);
        app.put_off_step(STEP, true).unwrap();
        until(&mut said, ConnectionState::Online).await;
        let address = platform.close();
        until(&mut said, ConnectionState::Offline).await;
        let view = app.connection().unwrap();
        assert_eq!(view.state, ConnectionState::Offline);
        let put_off = view.put_off.first().unwrap();
        assert_eq!((put_off.id.as_str(), put_off.position), (STEP, 2));
        let _back = Platform::at(&address.to_string());
        until(&mut said, ConnectionState::Online).await;
    }

    #[tokio::test]
    async fn nobody_is_called_while_nothing_waits() {
        let folder = tempfile::tempdir().unwrap();
        let platform = Platform::at("127.0.0.1:0");
        let app = app(folder.path(), platform.address);
        let pace = Pace {
            offline: NEVER,
            online: NEVER,
        };
        let mut said = look_out(&app, pace);
        for _ in 0..20 {
            app.connection_may_have_changed();
            tokio::task::yield_now().await;
        }
        // What is shown of the beginning: nothing is known.
        until(&mut said, ConnectionState::Unknown).await;
        app.watch_connection(true).unwrap();
        until(&mut said, ConnectionState::Online).await;
        // That one call, and none of the twenty before.
        assert!(platform.calls() <= 2, "{} calls", platform.calls());
        app.lock().unwrap();
        app.unlock(demo::PASSPHRASE).unwrap();
        until(&mut said, ConnectionState::Unknown).await;
    }

    #[tokio::test]
    async fn a_page_that_answers_in_the_guichets_place_is_no_connection() {
        let folder = tempfile::tempdir().unwrap();
        let platform = Platform::at("127.0.0.1:0");
        let app = app(folder.path(), platform.address);
        let pace = Pace {
            offline: NEVER,
            online: NEVER,
        };
        let mut said = look_out(&app, pace);
        app.watch_connection(true).unwrap();
        until(&mut said, ConnectionState::Online).await;
        let next_try_at = app.now();
        let offline = |failure| Status::Offline {
            next_try_at,
            failure,
        };
        app.connection
            .courier_said(&offline(Failure::CaptivePortal));
        until(&mut said, ConnectionState::Offline).await;
        // INAÉ's own machine in trouble says nothing of the platform.
        app.connection.courier_said(&offline(Failure::Unreachable));
        until(&mut said, ConnectionState::Online).await;
    }
}
