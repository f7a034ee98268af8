//! Writes the documents of the example catalogue, to look at: `cargo run -p atelier-documents --example sample DIR`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::path::Path;

use atelier_documents::{
    Card, Pathway, Poster, PosterBadge, ReceiptLine, ReceiptSheet, Rule, cards, posters, receipts,
};
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::args().nth(1).ok_or("where to?")?;
    let out = Path::new(&out);
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/catalogue");
    let catalogue: Value =
        serde_json::from_str(&std::fs::read_to_string(assets.join("example.json"))?)?;
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |name: &str| catalogue[name].as_array().cloned().unwrap_or_default();
    let mut all = Vec::new();
    for badge in list("badges") {
        let pathway = list("pathways")
            .into_iter()
            .find(|p| p["id"] == badge["pathway"]);
        let rule = &badge["suggested_rule"];
        all.push(Poster {
            structure: "Les Jardins d’Exemple".into(),
            badge: PosterBadge {
                name: word(&badge["name"]),
                recognises: word(&badge["recognises"]),
                image_svg: std::fs::read_to_string(assets.join(word(&badge["image"])))?,
                application_url: word(&badge["application_url"]),
                pathway: pathway.map(|p| Pathway {
                    name: word(&p["name"]),
                    colour: word(&p["colour"]),
                }),
                example: badge["example"] == true,
            },
            rule: Rule {
                criterion: word(&rule["criterion"]),
                evidence: word(&rule["evidence"]),
                assessor: word(&rule["assessor"]),
                process: word(&rule["process"]),
            },
            short_code: Some("EQ-1234".into()),
            contact: Some("Mme Diallo, conseillère en insertion, bureau 3".into()),
        });
    }
    let day = "2026-11-23".parse()?;
    std::fs::write(out.join("posters.pdf"), posters(&all, day)?)?;
    let small: Vec<Card> = all
        .into_iter()
        .map(|poster| Card {
            structure: poster.structure,
            name: poster.badge.name,
            image_svg: poster.badge.image_svg,
            application_url: poster.badge.application_url,
            pathway: poster.badge.pathway,
            example: poster.badge.example,
            short_code: poster.short_code,
        })
        .collect();
    std::fs::write(out.join("cards.pdf"), cards(&small, day)?)?;
    let sheet = ReceiptSheet {
        structure: "Les Jardins d’Exemple".into(),
        subject: Some("Atelier du 20 novembre 2026".into()),
        receipts: small
            .iter()
            .cycle()
            .take(45)
            .enumerate()
            .map(|(n, card)| ReceiptLine {
                person: [
                    "Amina Exemple",
                    "Jean-Baptiste de la Fontaine-Exemple",
                    "Li Démo",
                ][n % 3]
                    .into(),
                badge: card.name.clone(),
                received_on: "2026-11-20".into(),
                number: format!("REC-2026-{:06}", 1_840 + n),
            })
            .collect(),
    };
    std::fs::write(out.join("receipts.pdf"), receipts(&sheet, day)?)?;
    Ok(())
}
