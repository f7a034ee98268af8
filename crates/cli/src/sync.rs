//! `atelier sync` and `atelier enrol`.

use atelier_texts::cli as texts;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use atelier_app::App;
use atelier_app::view::SyncKind;
use tokio::sync::mpsc::unbounded_channel;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    store: crate::StoreArguments,
}

#[derive(clap::Args)]
pub(crate) struct EnrolArguments {
    #[command(flatten)]
    store: crate::StoreArguments,
    /// Adresse du guichet.
    #[arg(long, value_name = "ADRESSE")]
    guichet: String,
    /// Code à usage unique donné par INAÉ.
    #[arg(long)]
    code: String,
    /// Nom de cet ordinateur.
    #[arg(long, default_value_t = texts::device())]
    device: String,
}

/// Sends until nothing is left to send, or until it cannot go on. Exit code 0 when all is sent.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let app = arguments.store.open()?;
    runtime()?.block_on(async {
        let (line, mut end) = unbounded_channel();
        let courier = tokio::spawn(Arc::clone(&app).run_courier(move |sync| {
            // Nobody listens any more once the last word was heard.
            let _ = line.send(sync);
        }));
        let mut done = false;
        while let Some(sync) = end.recv().await {
            match sync.kind {
                SyncKind::Sending => continue,
                SyncKind::Idle => done = true,
                SyncKind::NotEnrolled
                | SyncKind::Waiting
                | SyncKind::Attention
                | SyncKind::Practice => {}
            }
            println!("{}", sync.text);
            if let Some(problem) = sync.problem {
                eprintln!("{problem}");
            }
            break;
        }
        courier.abort();
        for receipt in app.queue()?.receipts {
            println!(
                "{}\t{}\t{}\t{}",
                receipt.number, receipt.person, receipt.badge_name, receipt.received_at
            );
        }
        Ok(if done {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    })
}

pub(crate) fn enrol(arguments: &EnrolArguments) -> anyhow::Result<ExitCode> {
    let EnrolArguments {
        store,
        guichet,
        code,
        device,
    } = arguments;
    let app: Arc<App> = store.open()?;
    let queue = runtime()?.block_on(app.enrol(guichet, code, device))?;
    println!("{}", texts::linked(queue.guichet_name.unwrap_or_default()));
    Ok(ExitCode::SUCCESS)
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .with_context(texts::network)
}
