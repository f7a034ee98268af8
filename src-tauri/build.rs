//! Tells Tauri the commands, so that each must be allowed by name in `capabilities/`; collects what the program is made of.

mod components;

/// The names of the commands, which the application declares.
macro_rules! commands {
    (
        ($app:ident)
        application {$(
            $(#[doc = $doc:literal])*
            $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty $([$($caller:ident)+])? = $body:expr;
        )*}
        windows {$(
            $(#[doc = $w_doc:literal])*
            $w_name:ident($($w_argument:ident: $w_kind:ty),*) -> $w_answer:ty $([$($w_caller:ident)+])?;
        )*}
        events { $($event:tt)* }
    ) => {
        const COMMANDS: &[&str] = &[$(stringify!($name),)* $(stringify!($w_name)),*];
    };
}

include!("../crates/app/src/commands/table.rs");

fn main() {
    if let Err(error) = components::collect() {
        println!("cargo::error=the components could not be collected: {error}");
    }
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) =
        tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
    {
        println!("cargo::error={error:#}");
    }
}
