//! Plays the main job without a display: `demo --out DIR`.

use std::path::PathBuf;

use anyhow::{Result, bail};

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [option, out] = arguments.as_slice() else {
        bail!("usage: demo --out DIR");
    };
    if option != "--out" {
        bail!("usage: demo --out DIR");
    }
    let out = PathBuf::from(out);
    let outcome = atelier_tests::scenario::play(&out).await?;
    println!("received by INAÉ: {}", outcome.receipts.join(", "));
    println!("read on the posters: {}", outcome.addresses.join(", "));
    Ok(())
}
