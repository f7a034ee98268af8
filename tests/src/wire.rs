//! The connection between the application and the guichet, in the hands of the test.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Result;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// How the connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Carries everything at once.
    Up,
    /// Connections are refused, those that exist are cut.
    Down,
    /// Carries so many bytes per second, each way and each connection.
    Slow(u32),
    /// A captive portal: answers every request itself, with a page and « 200 OK ».
    Portal,
}

/// A TCP relay on the loopback interface, stopped when dropped.
#[derive(Debug)]
pub struct Wire {
    address: SocketAddr,
    state: watch::Sender<State>,
    sent: Arc<AtomicU64>,
    relay: JoinHandle<()>,
}

impl Wire {
    /// Lays a wire towards a server; it is up at first.
    ///
    /// # Errors
    /// When no port of the loopback interface is free.
    pub async fn to(server: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (state, seen) = watch::channel(State::Up);
        let sent = Arc::new(AtomicU64::new(0));
        let relay = tokio::spawn(relay(listener, address, server, seen, Arc::clone(&sent)));
        Ok(Self {
            address,
            state,
            sent,
            relay,
        })
    }

    /// Where the application connects: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Changes how the connection is, for existing connections too.
    pub fn set(&self, state: State) {
        self.state.send_replace(state);
    }

    /// How many bytes went from the application to the guichet so far.
    #[must_use]
    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::SeqCst)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.relay.abort();
    }
}

async fn relay(
    first: TcpListener,
    address: SocketAddr,
    server: SocketAddr,
    mut state: watch::Receiver<State>,
    sent: Arc<AtomicU64>,
) {
    let mut listener = Some(first);
    loop {
        let now = *state.borrow_and_update();
        if now == State::Down {
            // Closing the listener makes the system refuse connections, as when no server is there.
            listener = None;
            if state.changed().await.is_err() {
                return;
            }
            continue;
        }
        let open = match listener.take() {
            Some(open) => open,
            None => match listen_again(address) {
                Ok(open) => open,
                // Another program holds the port for a moment.
                Err(_) => {
                    sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
        };
        tokio::select! {
            accepted = open.accept() => if let Ok((near, _)) = accepted {
                tokio::spawn(carry(near, server, state.clone(), Arc::clone(&sent)));
            },
            changed = state.changed() => if changed.is_err() {
                return;
            },
        }
        listener = Some(open);
    }
}

fn listen_again(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(64)
}

async fn carry(
    mut near: TcpStream,
    server: SocketAddr,
    mut state: watch::Receiver<State>,
    sent: Arc<AtomicU64>,
) {
    if *state.borrow() == State::Portal {
        portal(&mut near).await.ok();
        return;
    }
    let Ok(far) = TcpStream::connect(server).await else {
        return;
    };
    let (near_in, near_out) = near.into_split();
    let (far_in, far_out) = far.into_split();
    let up = pump(near_in, far_out, state.clone(), Some(sent));
    let down = pump(far_in, near_out, state.clone(), None);
    tokio::select! {
        _ = async { tokio::join!(up, down) } => {}
        _ = state.wait_for(|now| matches!(now, State::Down | State::Portal)) => {}
    }
}

async fn pump(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    state: watch::Receiver<State>,
    count: Option<Arc<AtomicU64>>,
) -> std::io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let pace = match *state.borrow() {
            State::Slow(bytes_per_second) => Some(bytes_per_second.max(1)),
            State::Up | State::Down | State::Portal => None,
        };
        // A tenth of a second's worth at a time.
        let room = pace.map_or(buffer.len(), |rate| {
            (rate as usize / 10).clamp(1, buffer.len())
        });
        let read = from
            .read(buffer.get_mut(..room).unwrap_or_default())
            .await?;
        if read == 0 {
            return to.shutdown().await;
        }
        to.write_all(buffer.get(..read).unwrap_or_default()).await?;
        if let Some(count) = &count {
            count.fetch_add(read as u64, Ordering::SeqCst);
        }
        if let Some(rate) = pace {
            sleep(Duration::from_secs_f64(read as f64 / f64::from(rate))).await;
        }
    }
}

async fn portal(near: &mut TcpStream) -> std::io::Result<()> {
    const PAGE: &str =
        "<!doctype html><title>Wi-Fi</title><p>Acceptez les conditions pour continuer.";
    let mut request = vec![0; 16 * 1024];
    if near.read(&mut request).await? == 0 {
        return Ok(());
    }
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{PAGE}",
        PAGE.len()
    );
    near.write_all(answer.as_bytes()).await?;
    near.shutdown().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    /// A server that sends back whatever it is sent.
    async fn echo() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let (mut from, mut to) = stream.into_split();
                    tokio::io::copy(&mut from, &mut to).await
                });
            }
        });
        address
    }

    async fn round_trip(wire: &Wire, bytes: usize) -> std::io::Result<Duration> {
        let begun = Instant::now();
        let (mut from, mut to) = TcpStream::connect(wire.address).await?.into_split();
        let sending = async {
            to.write_all(&vec![7; bytes]).await?;
            to.shutdown().await
        };
        let mut back = Vec::new();
        let (sent, _) = tokio::join!(sending, from.read_to_end(&mut back));
        sent?;
        if back.len() == bytes {
            Ok(begun.elapsed())
        } else {
            Err(std::io::ErrorKind::UnexpectedEof.into())
        }
    }

    #[tokio::test]
    async fn a_wire_that_is_up_carries_everything() {
        let wire = Wire::to(echo().await).await.unwrap();
        round_trip(&wire, 100_000).await.unwrap();
        assert_eq!(wire.sent(), 100_000);
    }

    #[tokio::test]
    async fn a_wire_that_is_down_refuses_and_works_again_once_up() {
        let wire = Wire::to(echo().await).await.unwrap();
        wire.set(State::Down);
        crate::wait_until("a refusal", async || {
            Ok(round_trip(&wire, 10).await.is_err().then_some(()))
        })
        .await
        .unwrap();
        assert!(TcpStream::connect(wire.address).await.is_err());
        wire.set(State::Up);
        crate::wait_until("a connection", async || {
            Ok(round_trip(&wire, 10).await.ok())
        })
        .await
        .unwrap();
    }

    #[tokio::test]
    async fn cutting_the_wire_ends_the_connections_that_exist() {
        let wire = Wire::to(echo().await).await.unwrap();
        let mut stream = TcpStream::connect(wire.address).await.unwrap();
        stream.write_all(b"here").await.unwrap();
        let mut back = [0; 4];
        stream.read_exact(&mut back).await.unwrap();
        wire.set(State::Down);
        let rest = stream.read(&mut back).await;
        assert!(matches!(rest, Ok(0) | Err(_)), "still open: {rest:?}");
    }

    #[tokio::test]
    async fn a_slow_wire_keeps_its_pace() {
        let wire = Wire::to(echo().await).await.unwrap();
        wire.set(State::Slow(20_000));
        let took = round_trip(&wire, 10_000).await.unwrap();
        // 10,000 bytes at 20,000 a second: half a second at least.
        assert!(took >= Duration::from_millis(450), "{took:?}");
    }

    #[tokio::test]
    async fn a_portal_answers_ok_to_anything() {
        let wire = Wire::to(echo().await).await.unwrap();
        wire.set(State::Portal);
        let mut stream = TcpStream::connect(wire.address).await.unwrap();
        stream
            .write_all(b"POST /v1/sync HTTP/1.1\r\n\r\n")
            .await
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    }
}
