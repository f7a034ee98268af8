//! The other end of a connection, spoken by hand.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// How long the other side may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A listener on this computer.
pub struct Peer(TcpListener);

impl Peer {
    pub async fn open() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().unwrap())
    }

    pub async fn accept(&self) -> Conversation {
        let accepted = timeout(PATIENCE, self.0.accept()).await;
        let (stream, _) = accepted.expect("nobody called").unwrap();
        Conversation {
            stream,
            ahead: Vec::new(),
        }
    }

    /// The next conversation: the same connection if the caller goes on with it, else a new one.
    pub async fn accept_unless(&self, mut talk: Conversation) -> Conversation {
        tokio::select! {
            more = talk.more() => if more { talk } else { self.accept().await },
            new = self.accept() => new,
        }
    }

    /// Whether somebody is waiting to be accepted.
    pub fn was_called(self) -> bool {
        let listener = self.0.into_std().unwrap();
        listener.accept().is_ok()
    }
}

/// One connection.
pub struct Conversation {
    stream: TcpStream,
    ahead: Vec<u8>,
}

/// A request without its body.
pub struct Head {
    pub line: String,
    headers: Vec<(String, String)>,
}

impl Head {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The length announced; 0 without a body.
    pub fn length(&self) -> usize {
        assert_eq!(self.header("transfer-encoding"), None);
        self.header("content-length")
            .map_or(0, |length| length.parse().unwrap())
    }
}

impl Conversation {
    /// Reads ahead; `false` at the end of the stream.
    async fn more(&mut self) -> bool {
        let mut piece = [0; 65_536];
        let read = timeout(PATIENCE, self.stream.read(&mut piece)).await;
        let count = read.expect("nothing was said").unwrap_or(0);
        self.ahead.extend_from_slice(&piece[..count]);
        count > 0
    }

    pub async fn request(&mut self) -> Head {
        let end = loop {
            if let Some(end) = self.ahead.windows(4).position(|w| w == b"\r\n\r\n") {
                break end;
            }
            assert!(self.more().await, "the caller hung up");
        };
        let head: Vec<u8> = self.ahead.drain(..end + 4).collect();
        let text = String::from_utf8(head).unwrap();
        let mut lines = text.trim_end().lines();
        let line = lines.next().unwrap().to_owned();
        let headers = lines
            .map(|line| line.split_once(':').unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Head { line, headers }
    }

    /// Exactly so many bytes of a body, reading not one more from the system.
    pub async fn body(&mut self, size: usize) -> Vec<u8> {
        let ready = size.min(self.ahead.len());
        let mut body: Vec<u8> = self.ahead.drain(..ready).collect();
        body.resize(size, 0);
        let read = timeout(PATIENCE, self.stream.read_exact(&mut body[ready..])).await;
        read.expect("the body stopped").expect("the body was cut");
        body
    }

    pub async fn say(&mut self, bytes: &[u8]) {
        assert!(self.try_say(bytes).await, "the caller hung up");
    }

    pub async fn try_say(&mut self, bytes: &[u8]) -> bool {
        let said = timeout(PATIENCE, self.stream.write_all(bytes)).await;
        said.expect("nobody listens").is_ok()
    }

    pub async fn until_closed(&mut self) {
        while self.more().await {
            self.ahead.clear();
        }
    }
}
