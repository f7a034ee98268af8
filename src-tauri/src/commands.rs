//! The way from a window to the commands of `atelier-app`: who asks, the arguments, the answer.
//!
//! The commands themselves, and who may ask each, are in one table (`crates/app/src/commands/table.rs`).

use std::sync::Arc;

use atelier_app::commands::{Caller, Input, Reply, dispatch, find};
use atelier_app::{Answer, App, Problem};
use serde_json::{Map, Value};
use tauri::ipc::{Invoke, InvokeBody, InvokeError, InvokeMessage, InvokeResponseBody};
use tauri::{Manager, Runtime};

use crate::shell::Window;

/// Header that carries the arguments of a command whose body is a file.
const ARGUMENTS: &str = "x-arguments";

/// Every command, by name; what a window may ask was checked by the system of permissions before this.
pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    |invoke| {
        let Invoke {
            message, resolver, ..
        } = invoke;
        if find(message.command()).is_none() {
            return false;
        }
        resolver.respond_async_serialized(async move {
            match answer(&message).await {
                Ok(Reply::Json(text)) => Ok(InvokeResponseBody::Json(text)),
                Ok(Reply::Bytes(bytes)) => Ok(InvokeResponseBody::Raw(bytes)),
                Err(problem) => Err(InvokeError::from(problem)),
            }
        });
        true
    }
}

async fn answer<R: Runtime>(message: &InvokeMessage<R>) -> Answer<Reply> {
    let webview = message.webview_ref();
    let caller = match webview.label() {
        "main" => Caller::Main,
        crate::projector::LABEL => Caller::Projector,
        _ => return Err(Problem::unexpected("an unknown window")),
    };
    let app = Arc::clone(&webview.state::<Arc<App>>());
    let beside;
    let (arguments, file) = match message.payload() {
        InvokeBody::Json(Value::Object(arguments)) => (arguments, None),
        InvokeBody::Json(_) => return Err(Problem::unexpected("arguments that are no object")),
        InvokeBody::Raw(bytes) => {
            beside = arguments_beside(message)
                .ok_or_else(|| Problem::unexpected("a file without arguments"))?;
            (&beside, Some(bytes.as_slice()))
        }
    };
    let shell = Window::of(webview);
    dispatch(
        &app,
        &shell,
        caller,
        message.command(),
        &Input { arguments, file },
    )
    .await
}

/// The arguments that come beside a file.
fn arguments_beside<R: Runtime>(message: &InvokeMessage<R>) -> Option<Map<String, Value>> {
    let text = message.headers().get(ARGUMENTS)?.to_str().ok()?;
    let text = percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use atelier_app::commands::{ALL, Caller};
    use serde_json::Value;

    const SCHEMA: &str = "../gen/schemas/desktop-schema.json";
    /// What pages may ask of Tauri itself: to be told, and nothing to the group's window besides.
    const TOLD: &[&str] = &["core:event:allow-listen", "core:event:allow-unlisten"];
    const MAIN: &[&str] = &["core:webview:allow-set-webview-zoom", "dialog:allow-save"];

    /// What a window may ask for, as Tauri reads it.
    fn capability(
        window: &str,
        description: &str,
        more: &[&str],
        may: impl Fn(Caller) -> bool,
    ) -> String {
        let commands = ALL
            .iter()
            .filter(|command| command.callers.iter().copied().any(&may))
            .map(|command| format!("allow-{}", command.name.replace('_', "-")));
        let permissions: Vec<String> = TOLD
            .iter()
            .chain(more)
            .map(|name| (*name).to_owned())
            .chain(commands)
            .map(|name| format!("    \"{name}\""))
            .collect();
        let permissions = permissions.join(",\n");
        // Written line by line, in an order that does not depend on how JSON is kept elsewhere in the program.
        format!(
            "{{\n  \"$schema\": \"{SCHEMA}\",\n  \"identifier\": \"{window}\",\n  \"description\": \"{description}\",\n  \
             \"windows\": [\n    \"{window}\"\n  ],\n  \"permissions\": [\n{permissions}\n  ]\n}}\n"
        )
    }

    fn is_fresh(window: &str, fresh: &str) {
        let path = format!("{}/capabilities/{window}.json", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_TYPES").is_some() {
            std::fs::write(&path, fresh).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == fresh,
            "run UPDATE_TYPES=1 cargo test -p atelier-badges capabilities"
        );
    }

    #[test]
    fn the_capabilities_are_fresh() {
        let main = capability(
            "main",
            "What the application's own window may ask for; no other window may ask for anything.",
            MAIN,
            |caller| matches!(caller, Caller::Main | Caller::Station),
        );
        is_fresh("main", &main);
        let projector = capability(
            "projector",
            "The projector shows what the main window gives it, and nothing else.",
            &[],
            |caller| caller == Caller::Projector,
        );
        is_fresh("projector", &projector);
    }

    /// The passport's window has no capability at all, hence no command.
    #[test]
    fn there_is_a_capability_for_these_two_windows_and_no_other() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/capabilities"));
        let mut windows = Vec::new();
        for file in folder.unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let capability: Value = serde_json::from_str(&text).unwrap();
            windows.extend(capability["windows"].as_array().unwrap().clone());
        }
        windows.sort_by_key(ToString::to_string);
        assert_eq!(windows, ["main", "projector"]);
    }
}
