//! Open Badge Passport's window in the real application: two people in a row, and a page that tries everything. The
//! platform is a page of our own, which sets a cookie and tells what it was sent and what it could do.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

use atelier_app::view::PassportSetting;
use atelier_app::{App, Clock, Places, demo};
use atelier_tests::display::Display;
use atelier_tests::wait_until;
use atelier_tests::window::Window;
use serde_json::{Value, json};

/// A page that tells its server what it has and what it can reach.
const PAGE: &str = "<!doctype html><meta charset=utf-8><title>Plateforme</title><h1>Plateforme</h1><script>
    const tell = (what) => fetch('/told?' + encodeURIComponent(what))
    const before = document.cookie + '|' + (localStorage.getItem('who') || '')
    localStorage.setItem('who', 'kept')
    const internals = window.__TAURI_INTERNALS__
    const asked = internals ? internals.invoke('home').then(() => 'answered', () => 'refused') : Promise.resolve('absent')
    asked.then((command) => tell('kept=' + before + ' command=' + command))
        .then(() => { window.open('OTHER/opened'); setTimeout(() => { location.href = 'OTHER/left' }, 300) })
</script>";

/// A server that remembers every request: its path, and its cookie.
struct Server {
    address: String,
    seen: Arc<Mutex<Vec<(String, String)>>>,
}

impl Server {
    /// Starts it; `page` is what it answers, `cookie` what it sets.
    fn start(page: String, cookie: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&seen);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (page, kept) = (page.clone(), Arc::clone(&kept));
                std::thread::spawn(move || answer(stream, &page, cookie, &kept));
            }
        });
        Self { address, seen }
    }

    fn seen(&self) -> Vec<(String, String)> {
        self.seen.lock().unwrap().clone()
    }

    fn forget(&self) {
        self.seen.lock().unwrap().clear();
    }
}

fn answer(
    mut stream: TcpStream,
    page: &str,
    cookie: Option<&str>,
    seen: &Mutex<Vec<(String, String)>>,
) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
            // A call that was only made to see whether someone answers.
            _ => return,
        }
    }
    let text = String::from_utf8_lossy(&request);
    let path = text
        .split_whitespace()
        .nth(1)
        .unwrap_or_default()
        .to_owned();
    let sent = text.lines().find_map(|line| {
        line.to_lowercase()
            .strip_prefix("cookie:")
            .map(str::to_owned)
    });
    seen.lock()
        .unwrap()
        .push((path, sent.unwrap_or_default().trim().to_owned()));
    let set = cookie
        .map(|cookie| format!("Set-Cookie: {cookie}\r\n"))
        .unwrap_or_default();
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n{set}\r\n{page}",
        page.len()
    );
    stream.write_all(answer.as_bytes()).ok();
}

/// The demonstration structure, whose platform is ours; two people.
fn furnish(home: &Path, address: &str) -> Vec<String> {
    let places = Places {
        data: Window::data(home),
        documents: home.join("documents"),
    };
    let app = App::new(places, Clock::system());
    demo::fill(&app).unwrap();
    let setting = PassportSetting {
        address: address.to_owned(),
        hosts: vec![],
    };
    app.save_passport_setting(&setting).unwrap();
    let people = app.participants("").unwrap();
    app.lock().unwrap();
    people.into_iter().take(2).map(|one| one.id).collect()
}

async fn asked(window: &Window, command: &str, arguments: Value) -> String {
    const ASK: &str = "const [command, given] = arguments[0];
        window.answered = null;
        window.__TAURI_INTERNALS__.invoke(command, given).then(
            (got) => (window.answered = 'ok ' + JSON.stringify(got)), (no) => (window.answered = no.code ?? String(no)));
        return true;";
    let session = window.session();
    session
        .script(ASK, json!([command, arguments]))
        .await
        .unwrap();
    wait_until("an answer", async || {
        let answered = session
            .script("return window.answered", Value::Null)
            .await?;
        Ok(answered.as_str().map(str::to_owned))
    })
    .await
    .unwrap()
}

/// What the page told of itself.
async fn told(server: &Server) -> String {
    wait_until("the page's own words", async || {
        let seen = server.seen();
        Ok(seen
            .iter()
            .find_map(|(path, _)| path.strip_prefix("/told?").map(str::to_owned)))
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn two_people_in_a_row_share_nothing_and_the_page_reaches_nothing() {
    let elsewhere = Server::start("ailleurs".to_owned(), None);
    let page = PAGE.replace("OTHER", &elsewhere.address);
    let platform = Server::start(page, Some("who=first; Path=/"));
    let home = tempfile::tempdir().unwrap();
    let people = furnish(home.path(), &platform.address);
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    window
        .type_in("Phrase de passe", demo::PASSPHRASE)
        .await
        .unwrap();
    window.press("Ouvrir").await.unwrap();
    window.wait_for("Accueil").await.unwrap();

    for person in &people {
        platform.forget();
        let opened = asked(
            &window,
            "open_passport",
            json!({"participant": person, "register": true}),
        )
        .await;
        assert_eq!(opened, "ok null");
        assert_eq!(asked(&window, "passport_open", json!({})).await, "ok true");
        let told = told(&platform).await;
        let (path, cookie) = platform.seen()[0].clone();
        assert_eq!(path, "/app/user/register/fr");
        assert_eq!(cookie, "", "the person before is still known");
        // The cookie of this very visit, and nothing from before; no command of the application.
        assert!(told.contains("kept%3Dwho%3Dfirst%7C%20"), "{told}");
        assert!(
            told.ends_with("command%3Drefused") || told.ends_with("command%3Dabsent"),
            "{told}"
        );
        // The cookie does live while the window does.
        let seen = platform.seen();
        let told_with = seen
            .iter()
            .find(|(path, _)| path.starts_with("/told"))
            .unwrap();
        assert_eq!(told_with.1, "who=first");
    }
    // It tried to leave, and to open a window: neither went anywhere else.
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    assert_eq!(
        elsewhere.seen(),
        [],
        "a page that is not the platform's was shown"
    );
    assert_eq!(asked(&window, "close_passport", json!({})).await, "ok null");
    assert_eq!(asked(&window, "passport_open", json!({})).await, "ok false");
}

#[tokio::test]
async fn without_a_connection_it_is_said_before_anything_opens() {
    let home = tempfile::tempdir().unwrap();
    // Nobody listens there any more.
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let people = furnish(home.path(), &format!("http://{closed}"));
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    window
        .type_in("Phrase de passe", demo::PASSPHRASE)
        .await
        .unwrap();
    window.press("Ouvrir").await.unwrap();
    window.wait_for("Accueil").await.unwrap();
    let answer = asked(
        &window,
        "open_passport",
        json!({"participant": people[0], "register": false}),
    )
    .await;
    assert_eq!(answer, "passport-offline");
    assert_eq!(asked(&window, "passport_open", json!({})).await, "ok false");
}
