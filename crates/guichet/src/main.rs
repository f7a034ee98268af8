//! `guichet`: the intake desk that INAÉ runs.

use atelier_texts::guichet::terminal as texts;
use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use guichet::{AddUserError, Config, Guichet};
use tracing_subscriber::EnvFilter;

/// Le guichet de l’INAÉ : reçoit les demandes de badges des applications « Atelier Badges ».
#[derive(Debug, Parser)]
#[command(name = "guichet", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Ouvre le guichet et répond aux applications.
    Serve(Serve),
    /// Donne un code d’inscription à une structure (à usage unique, valable 30 jours).
    Enrol {
        /// Nom de la structure, tel que l’INAÉ la connaît.
        #[arg(long)]
        structure: String,
        #[command(flatten)]
        data: Data,
    },
    /// Les personnes qui consultent les demandes.
    #[command(subcommand)]
    User(User),
    /// Les programmes de l’INAÉ qui lisent les demandes.
    #[command(subcommand, name = "api-token")]
    ApiToken(ApiToken),
    /// Affiche la description OpenAPI du guichet.
    Openapi,
}

#[derive(Debug, Subcommand)]
enum User {
    /// Ajoute une personne, ou change son mot de passe (lu au clavier ou sur l’entrée standard).
    Add {
        /// Nom de connexion.
        name: String,
        #[command(flatten)]
        data: Data,
    },
}

#[derive(Debug, Subcommand)]
enum ApiToken {
    /// Donne un jeton de lecture, affiché une seule fois. Remplace celui du même nom.
    Add {
        /// Nom du programme.
        name: String,
        #[command(flatten)]
        data: Data,
    },
}

#[derive(Debug, Args)]
struct Data {
    /// Dossier des données du guichet.
    #[arg(long = "data", value_name = "DIR")]
    directory: PathBuf,
}

#[derive(Debug, Args)]
struct Serve {
    #[command(flatten)]
    data: Data,
    /// Adresse d’écoute. Le port 0 laisse le système choisir.
    #[arg(long, default_value = "127.0.0.1:8787")]
    listen: String,
    /// Adresse publique, telle que les applications la voient (https://…).
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Qui tient le guichet.
    #[arg(long, default_value_t = atelier_texts::network::inae())]
    name: String,
}

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(
            EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")),
        )
        .with_writer(std::io::stderr)
        .init();
    match Cli::parse().command {
        Command::Serve(serve) => run(serve),
        Command::Enrol { structure, data } => {
            println!("{}", open(&data)?.new_enrolment_code(&structure)?);
            Ok(())
        }
        Command::User(User::Add { name, data }) => add_user(&name, &data),
        Command::ApiToken(ApiToken::Add { name, data }) => {
            println!("{}", open(&data)?.add_api_token(&name)?);
            Ok(())
        }
        Command::Openapi => {
            print!("{}", guichet::openapi_json()?);
            Ok(())
        }
    }
}

fn add_user(name: &str, data: &Data) -> anyhow::Result<()> {
    let guichet = open(data)?;
    let password = if std::io::stdin().is_terminal() {
        let first = rpassword::prompt_password(texts::password())?;
        let second = rpassword::prompt_password(texts::again())?;
        anyhow::ensure!(first == second, texts::differ());
        first
    } else {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    match guichet.add_user(name, &password) {
        Ok(()) => {
            println!("{}", texts::can_sign_in(name));
            Ok(())
        }
        Err(AddUserError::Weak(_)) => anyhow::bail!(texts::weak()),
        Err(AddUserError::EmptyName) => anyhow::bail!(texts::no_name()),
        Err(AddUserError::Fault(fault)) => Err(fault).with_context(texts::not_added),
    }
}

fn open(data: &Data) -> anyhow::Result<Guichet> {
    Guichet::open(Config::new(&data.directory)).with_context(texts::not_opened)
}

#[tokio::main]
async fn run(serve: Serve) -> anyhow::Result<()> {
    let guichet = Guichet::open(Config {
        public_url: serve.public_url,
        guichet_name: serve.name,
        ..Config::new(serve.data.directory)
    })
    .with_context(texts::not_opened)?;
    let listener = tokio::net::TcpListener::bind(&serve.listen)
        .await
        .with_context(|| texts::not_listening(&serve.listen))?;
    // Before the address is said: whoever reads it may already give the order.
    let stop = order_to_stop().with_context(texts::no_order)?;
    println!("http://{}", listener.local_addr()?);
    guichet::serve(guichet, listener, stop)
        .await
        .with_context(texts::stopped)
}

/// Listens for ctrl-c, and for SIGTERM where that exists, from now on; the future ends with the first of them.
fn order_to_stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
