//! The page of a request.

use atelier_domain::EvidenceKind;
use atelier_protocol::{BadgeRequestRecord, EvidenceRecord};
use maud::{Markup, html};

use crate::reading::rows::{Question, ReceivedRequest};
use crate::staff::page;
use atelier_texts::guichet::staff as say;

/// What INAÉ asked, then what the structure answered.
fn exchange(question: Option<&Question>, reply: Option<&str>) -> Markup {
    html! {
        section.card {
            @if let Some(question) = question {
                h2 { (say::detail::question()) }
                p { (page::instant(&question.at)) }
                (page::paragraphs(&question.text))
            }
            @if let Some(reply) = reply {
                h2 { (say::detail::reply()) }
                (page::paragraphs(reply))
            }
        }
    }
}

pub(super) fn content(
    request: &ReceivedRequest,
    body: &BadgeRequestRecord,
    question: Option<&Question>,
) -> Markup {
    let BadgeRequestRecord {
        person,
        badge,
        badge_name,
        example,
        rule,
        workshop,
        narrative,
        evidence,
        reply,
        confirmed_at,
    } = body;
    html! {
        p { a href="/" { (say::detail::back()) } }
        div.head {
            h1 {
                (person.first_name) " " (person.last_name)
                span.sub { (badge_name) @if *example { " " (page::example_mark()) } }
            }
            p.right { (page::state_mark(&request.state)) }
        }
        @if *example { p.note { (say::example::detail()) } }
        div.columns {
            div {
                @if question.is_some() || reply.is_some() { (exchange(question, reply.as_deref())) }
                section.card {
                    h2 { (say::detail::narrative()) }
                    (page::paragraphs(narrative))
                }
                section.card {
                    h2 { (say::detail::evidence(evidence.len())) }
                    ul.evidence {
                        @for piece in evidence { li { (evidence_piece(&request.number, piece)) } }
                    }
                }
            }
            div {
                section.card {
                    h2 { (say::detail::request()) }
                    dl {
                        dt { (say::column::number()) } dd.number { (request.number) }
                        dt { (say::detail::email()) } dd { (person.email) }
                        dt { (say::column::badge()) } dd { (badge_name) " " code { (badge) } }
                        dt { (say::column::structure()) } dd { (request.structure) }
                        @if let Some(workshop) = workshop {
                            dt { (say::detail::workshop()) }
                            dd { (page::day(&workshop.date)) @if !workshop.place.is_empty() { ", " (workshop.place) } }
                        }
                        dt { (say::detail::confirmed()) } dd { (page::instant(confirmed_at)) }
                        dt { (say::column::received()) } dd { (page::instant(&request.received_at)) }
                        dt { (say::detail::revision()) } dd { (request.record.revision) }
                    }
                }
                section.card {
                    h2 { (say::detail::rule()) }
                    dl {
                        dt { (say::rule::criterion()) } dd { (rule.criterion) }
                        dt { (say::rule::evidence()) } dd { (rule.evidence) }
                        dt { (say::rule::assessor()) } dd { (rule.assessor) }
                        dt { (say::rule::process()) } dd { (rule.process) }
                    }
                }
                section.card {
                    h2 { (say::detail::prints()) }
                    p { (say::detail::prints_why()) }
                    p { code.hash { (request.record.hash) } }
                    @for piece in evidence {
                        p { (label(piece)) br; code.hash { (piece.sha256) } }
                    }
                }
            }
        }
    }
}

fn label(piece: &EvidenceRecord) -> String {
    match piece.label.trim() {
        "" => say::detail::unnamed(),
        _ => piece.label.clone(),
    }
}

fn evidence_piece(number: &str, piece: &EvidenceRecord) -> Markup {
    let address = format!("/demandes/{number}/pieces/{}", piece.sha256);
    let size = say::detail::size(piece.size.div_ceil(1_000));
    let alt = say::detail::picture(label(piece));
    match EvidenceKind::from_media_type(&piece.media_type) {
        Some(EvidenceKind::Jpeg | EvidenceKind::Png) => html! {
            figure {
                a href=(address) { img src=(address) alt=(alt) loading="lazy"; }
                figcaption { (label(piece)) span.size { " – " (size) } }
            }
        },
        Some(EvidenceKind::Pdf) | None => html! {
            p.document {
                a href=(address) { (say::detail::pdf(label(piece))) }
                span.size { " – PDF, " (size) }
            }
        },
    }
}
