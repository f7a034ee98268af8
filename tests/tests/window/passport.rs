//! Open Badge Passport's window in the real application: two people in a row, a page that tries everything, a connection
//! that goes and comes back, and what is copied for a person. The platform is a page of our own, which sets a cookie and
//! tells what it was sent and what it could do.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use atelier_app::view::{ParticipantView, PassportSetting};
use atelier_app::{App, Clock, Places, demo};
use atelier_tests::display::Display;
use atelier_tests::wait_until;
use atelier_tests::window::{Role, Window};
use serde_json::json;

/// A page that tells its server what it has and what it can reach.
const PAGE: &str = "<!doctype html><meta charset=utf-8><title>Plateforme</title><h1>Plateforme</h1><script>
    const tell = (what) => fetch('/told?' + encodeURIComponent(what))
    const before = document.cookie + '|' + (localStorage.getItem('who') || '')
    localStorage.setItem('who', 'kept')
    const internals = window.__TAURI_INTERNALS__
    const asked = internals ? internals.invoke('home').then(() => 'answered', () => 'refused') : Promise.resolve('absent')
    asked.then((command) => tell('kept=' + before + ' command=' + command))
</script>";

/// What each page of the platform tries: another window, another site, a file, another program. One stays until the
/// connection is lost, then asks for itself again.
const TRIES: &str =
    "<!doctype html><meta charset=utf-8><title>Plateforme</title><h1>Plateforme</h1><script>
    ({
        '/app/user/register/fr': () => { window.open('OPENED'); location.href = 'LEFT' },
        '/app/user/login/fr': () => { location.href = '/file' },
        '/app/badge/application': () => { location.href = 'mailto:quelquun@exemple.fr' },
        '/app/user/edit/email-addresses': () => { fetch('/held').catch(() => location.reload()) },
    })[location.pathname]?.()
</script>";

type Seen = Mutex<Vec<(String, String)>>;

/// A server that remembers every request: its path, and its cookie. `/file` is a file to keep; `/held` is answered by
/// nothing, for as long as the server lives.
struct Server {
    address: SocketAddr,
    seen: Arc<Seen>,
    open: Arc<AtomicBool>,
}

impl Server {
    /// Starts it; `page` is what it answers, `cookie` what it sets.
    fn start(page: String, cookie: Option<&'static str>) -> Self {
        Self::start_at("127.0.0.1:0", page, cookie)
    }

    fn start_at(address: &str, page: String, cookie: Option<&'static str>) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, open) = (Arc::new(Seen::default()), Arc::new(AtomicBool::new(true)));
        let (kept, lives) = (Arc::clone(&seen), Arc::clone(&open));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if !lives.load(Ordering::SeqCst) {
                    return;
                }
                let (page, kept, lives) = (page.clone(), Arc::clone(&kept), Arc::clone(&lives));
                std::thread::spawn(move || answer(stream, &page, cookie, &kept, &lives));
            }
        });
        Self {
            address,
            seen,
            open,
        }
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn seen(&self) -> Vec<(String, String)> {
        self.seen.lock().unwrap().clone()
    }

    fn forget(&self) {
        self.seen.lock().unwrap().clear();
    }

    /// Waits until a path was asked for.
    async fn asked_for(&self, path: &str) {
        wait_until(path, async || {
            Ok(self.seen().iter().any(|one| one.0 == path).then_some(()))
        })
        .await
        .unwrap();
    }

    /// Ends it: nobody listens there any more.
    fn close(self) -> SocketAddr {
        self.open.store(false, Ordering::SeqCst);
        while TcpStream::connect(self.address).is_ok() {
            std::thread::yield_now();
        }
        self.address
    }
}

/// An address where nobody listens.
fn nobody() -> SocketAddr {
    Server::start(String::new(), None).close()
}

fn answer(
    mut stream: TcpStream,
    page: &str,
    cookie: Option<&str>,
    seen: &Seen,
    lives: &AtomicBool,
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
        .push((path.clone(), sent.unwrap_or_default().trim().to_owned()));
    // Held until the reader hangs up, or the site is closed.
    let moment = std::time::Duration::from_millis(10);
    stream.set_read_timeout(Some(moment)).ok();
    while path == "/held" && lives.load(Ordering::SeqCst) {
        if matches!(stream.read(&mut [0]), Ok(0)) {
            break;
        }
    }
    if path == "/held" {
        return;
    }
    let mut headers = cookie
        .map(|cookie| format!("Set-Cookie: {cookie}\r\n"))
        .unwrap_or_default();
    if path == "/file" {
        headers.push_str("Content-Disposition: attachment; filename=\"badge.png\"\r\n");
    }
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{page}",
        page.len()
    );
    stream.write_all(answer.as_bytes()).ok();
}

/// The demonstration structure, whose platform is ours; two people.
fn furnish(home: &Path, address: &str) -> Vec<ParticipantView> {
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
    people.into_iter().take(2).collect()
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

/// The application, opened on that home.
async fn opened(display: &Display, home: &Path) -> Window {
    let window = Window::open(display, home, &[]).await.unwrap();
    window
        .type_in("Phrase de passe", demo::PASSPHRASE)
        .await
        .unwrap();
    window.press("Ouvrir").await.unwrap();
    window.wait_for("Accueil").await.unwrap();
    window
}

async fn go(window: &Window, hash: &str) {
    let script = "location.hash = arguments[0]";
    window.session().script(script, json!(hash)).await.unwrap();
}

/// Opens the panel of a person, from the step of the guide where the account is made.
async fn panel(window: &Window, person: &ParticipantView) {
    go(window, "#/guide/account/2").await;
    window.press("Choisir une personne").await.unwrap();
    let ParticipantView {
        first_name,
        last_name,
        email,
        ..
    } = person;
    let name = format!("{first_name} {last_name} {email}");
    window.tick(Role::Radio, &name).await.unwrap();
    window.press("Ouvrir son passeport").await.unwrap();
    window.find(Role::Action, "Créer un compte").await.unwrap();
}

/// Opens a page of the platform, and waits for what the panel says of it.
async fn tries(window: &Window, page: &str, said: &str) {
    window.press(page).await.unwrap();
    let ways = ["Ouvrir pour cette personne", "Ouvrir cette page"];
    window.press_first(&ways).await.unwrap();
    window.wait_for(said).await.unwrap();
}

/// What is in the clipboard of that display; `None` when nobody offers anything.
fn clipboard(display: &Display) -> Option<String> {
    let output = Command::new("xclip")
        .args(["-selection", "clipboard", "-out"])
        .env("DISPLAY", display.name())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Copies something else, as another program would.
fn copy_elsewhere(display: &Display, text: &str) {
    let mut other = Command::new("xclip")
        .args(["-selection", "clipboard", "-in"])
        .env("DISPLAY", display.name())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = other.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    assert!(other.wait().unwrap().success());
}

/// Presses keys in the window of the platform's page, as the person would.
fn press_keys(display: &Display, keys: &[&str]) {
    let tree = display.ask("xwininfo", &["-root", "-tree"]).unwrap();
    // By name, as `0x40003a "Open Badge Passport · …": (…)  600x700+0+0 …`.
    let line = tree
        .lines()
        .find(|line| line.contains("\"Open Badge Passport"))
        .unwrap_or_else(|| panic!("no window of the platform: {tree}"));
    let id = line.split_whitespace().next().unwrap();
    let typed = [&["windowfocus", "--sync", id, "key"], keys].concat();
    display.ask("xdotool", &typed).unwrap();
}

#[tokio::test]
async fn two_people_in_a_row_share_nothing_and_the_page_reaches_nothing() {
    let platform = Server::start(PAGE.to_owned(), Some("who=first; Path=/"));
    let home = tempfile::tempdir().unwrap();
    let people = furnish(home.path(), &platform.url());
    let display = Display::open(1366, 768).unwrap();
    let window = opened(&display, home.path()).await;

    for person in &people {
        platform.forget();
        let opened = window
            .asked(
                "open_passport",
                json!({"participant": person.id, "page": "register", "beside": 0.6}),
            )
            .await
            .unwrap();
        assert_eq!(opened, "ok null");
        assert_eq!(
            window.asked("passport_open", json!({})).await.unwrap(),
            "ok true"
        );
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
    // Another page for the same person: still signed in.
    platform.forget();
    let again = json!({"participant": people[1].id, "page": "login", "beside": 0.6});
    assert_eq!(
        window.asked("open_passport", again).await.unwrap(),
        "ok null"
    );
    platform.asked_for("/app/user/login/fr").await;
    assert_eq!(platform.seen()[0].1, "who=first");
    assert_eq!(
        window.asked("close_passport", json!({})).await.unwrap(),
        "ok null"
    );
    assert_eq!(
        window.asked("passport_open", json!({})).await.unwrap(),
        "ok false"
    );
}

#[tokio::test]
async fn what_the_page_is_refused_is_said_and_a_lost_page_is_tried_again() {
    let elsewhere = Server::start("ailleurs".to_owned(), None);
    let port = elsewhere.address.port();
    let page = TRIES
        .replace("OPENED", &format!("{}/opened", elsewhere.url()))
        .replace("LEFT", &format!("http://localhost:{port}/left"));
    let platform = Server::start(page.clone(), None);
    let home = tempfile::tempdir().unwrap();
    let people = furnish(home.path(), &platform.url());
    let display = Display::open(1366, 768).unwrap();
    let window = opened(&display, home.path()).await;
    panel(&window, &people[0]).await;

    // Another window first, then another site: the last is said last.
    tries(
        &window,
        "Créer un compte",
        "La page mène au site « localhost », qui n’est pas permis.",
    )
    .await;
    let file = "La page veut enregistrer un fichier.";
    tries(&window, "Se connecter", file).await;
    platform.asked_for("/file").await;
    let program = "La page veut ouvrir un autre programme.";
    tries(&window, "Demander un badge", program).await;
    assert_eq!(elsewhere.seen(), [], "another site was shown");

    platform.forget();
    window.press("Ses adresses mail").await.unwrap();
    window.press("Ouvrir cette page").await.unwrap();
    platform.asked_for("/held").await;
    window.wait_for_end_of(program).await.unwrap();
    let address = platform.close();
    let lost = "Open Badge Passport ne répond plus.";
    window.wait_for(lost).await.unwrap();
    let platform = Server::start_at(&address.to_string(), page, None);
    // « Réessayer » is the only place that the Tab key leads to.
    press_keys(&display, &["Tab", "Return"]);
    platform.asked_for("/app/user/edit/email-addresses").await;
    window.wait_for_end_of(lost).await.unwrap();
    window.press("Fermer et tout effacer").await.unwrap();
    window
        .find(Role::Action, "Ouvrir pour cette personne")
        .await
        .unwrap();
    assert_eq!(
        window.asked("passport_open", json!({})).await.unwrap(),
        "ok false"
    );
}

#[tokio::test]
async fn what_is_copied_for_a_person_is_in_the_clipboard_until_their_window_is_closed() {
    let platform = Server::start("plateforme".to_owned(), None);
    let home = tempfile::tempdir().unwrap();
    let people = furnish(home.path(), &platform.url());
    let person = people.iter().find(|one| !one.email.is_empty()).unwrap();
    let display = Display::open(1366, 768).unwrap();
    let window = opened(&display, home.path()).await;
    panel(&window, person).await;
    window.press("Ouvrir pour cette personne").await.unwrap();
    let close = "Fermer et tout effacer";
    window.find(Role::Action, close).await.unwrap();
    assert_eq!(clipboard(&display), None);
    let copied = async |what: &str, text: &str| {
        window.press(&format!("Copier : {what}")).await.unwrap();
        wait_until(text, async || {
            Ok((clipboard(&display).as_deref() == Some(text)).then_some(()))
        })
        .await
        .unwrap();
    };
    copied("Adresse mail", &person.email).await;
    copied("Prénom", &person.first_name).await;
    copied("Nom", &person.last_name).await;
    window.press(close).await.unwrap();
    wait_until("an empty clipboard", async || {
        Ok(clipboard(&display).is_none().then_some(()))
    })
    .await
    .unwrap();

    // What someone copied meanwhile is theirs.
    window.press("Ouvrir pour cette personne").await.unwrap();
    window.find(Role::Action, close).await.unwrap();
    copied("Nom", &person.last_name).await;
    copy_elsewhere(&display, "autre chose");
    window.press(close).await.unwrap();
    window
        .find(Role::Action, "Ouvrir pour cette personne")
        .await
        .unwrap();
    assert_eq!(clipboard(&display).as_deref(), Some("autre chose"));
}

#[tokio::test]
async fn a_step_put_off_is_proposed_wherever_one_is_when_the_connection_is_back() {
    let home = tempfile::tempdir().unwrap();
    let address = nobody();
    // A computer that is not linked to INAÉ: the sending says nothing of the connection.
    furnish(home.path(), &format!("http://{address}"));
    let display = Display::open(1366, 768).unwrap();
    let window = opened(&display, home.path()).await;
    go(&window, "#/guide/account/2").await;
    window
        .press("Me le rappeler quand la connexion revient")
        .await
        .unwrap();
    window
        .find(Role::Action, "Ne plus me le rappeler")
        .await
        .unwrap();
    go(&window, "#/home").await;
    let step = "Ouvrir Open Badge Passport";
    let waits = format!("Guide : {step} (attend la connexion)");
    window.wait_for(&waits).await.unwrap();
    go(&window, "#/people").await;
    window
        .find(Role::Field, "Chercher une personne")
        .await
        .unwrap();
    let back = "La connexion est revenue.";
    assert!(!window.sees(back).await.unwrap());

    let _platform = Server::start_at(&address.to_string(), String::new(), None);
    window.wait_for(back).await.unwrap();
    go(&window, "#/home").await;
    let ready = format!("Guide : {step} (la connexion est là)");
    window.wait_for(&ready).await.unwrap();
    window.press(&format!("Reprendre : {step}")).await.unwrap();
    window.wait_for("Étape 2 sur").await.unwrap();
    window.wait_for_end_of(back).await.unwrap();
    go(&window, "#/home").await;
    window.wait_for("Reste à faire").await.unwrap();
    assert!(!window.sees(step).await.unwrap());
}

#[tokio::test]
async fn without_a_connection_it_is_said_before_anything_opens() {
    let home = tempfile::tempdir().unwrap();
    let people = furnish(home.path(), &format!("http://{}", nobody()));
    let display = Display::open(1366, 768).unwrap();
    let window = opened(&display, home.path()).await;
    panel(&window, &people[0]).await;
    window.press("Ouvrir pour cette personne").await.unwrap();
    window
        .wait_for("Open Badge Passport ne répond pas.")
        .await
        .unwrap();
    assert_eq!(
        window.asked("passport_open", json!({})).await.unwrap(),
        "ok false"
    );
}
