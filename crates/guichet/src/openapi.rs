//! The description of the protocol for machines: `docs/openapi.json`.

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::{enrolment, intake, reading, uploads};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Intake desk of Atelier Badges",
        description = "Intake of badge requests by INAÉ. See PROTOCOL.md for the life of an exchange.",
        license(name = "EUPL-1.2")
    ),
    paths(
        enrolment::ping::ping,
        enrolment::enrol::enrol,
        intake::sync::sync,
        uploads::options::options,
        uploads::create::create,
        uploads::head::head,
        uploads::patch::patch,
        uploads::delete::delete,
        reading::list::list,
        reading::one::one,
        reading::evidence::evidence,
    ),
    components(schemas(atelier_protocol::ProblemCode)),
    modifiers(&Tokens),
)]
struct Description;

/// The two kinds of bearer token.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        for (name, description) in [
            ("device", "Device token, from POST /v1/enrol"),
            ("reader", "API token, from `guichet api-token add`"),
        ] {
            let scheme = HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .description(Some(description))
                .build();
            components.add_security_scheme(name, SecurityScheme::Http(scheme));
        }
    }
}

/// The OpenAPI document, as indented JSON.
///
/// # Errors
/// Never in practice: the document is plain data.
pub fn openapi_json() -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(&Description::openapi())? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_description_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
        assert!(
            std::fs::read_to_string(path).unwrap_or_default() == openapi_json().unwrap(),
            "docs/openapi.json is out of date: guichet openapi > docs/openapi.json"
        );
    }

    #[test]
    fn every_address_of_the_protocol_is_described() {
        let json: serde_json::Value = serde_json::from_str(&openapi_json().unwrap()).unwrap();
        let paths = json["paths"].as_object().unwrap();
        let mut described: Vec<String> = paths
            .iter()
            .flat_map(|(path, methods)| {
                methods
                    .as_object()
                    .unwrap()
                    .keys()
                    .map(move |method| format!("{method} {path}"))
            })
            .collect();
        described.sort();
        assert_eq!(
            described,
            [
                "delete /v1/files/{id}",
                "get /v1/evidence/{sha256}",
                "get /v1/ping",
                "get /v1/requests",
                "get /v1/requests/{id}",
                "head /v1/files/{id}",
                "options /v1/files",
                "patch /v1/files/{id}",
                "post /v1/enrol",
                "post /v1/files",
                "post /v1/sync",
            ]
        );
        assert!(json["components"]["schemas"]["BadgeRequestRecord"].is_object());
    }
}
