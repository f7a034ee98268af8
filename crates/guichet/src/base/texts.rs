//! What is said of a problem, in French.

use atelier_protocol::ProblemCode;
use atelier_texts::guichet::problems;

/// Title and detail of a code.
pub(crate) fn problem(code: ProblemCode) -> (String, String) {
    match code {
        ProblemCode::Malformed => (problems::malformed::title(), problems::malformed::detail()),
        ProblemCode::ProtocolVersion => (
            problems::protocol_version::title(),
            problems::protocol_version::detail(),
        ),
        ProblemCode::EnrolmentCode => (
            problems::enrolment_code::title(),
            problems::enrolment_code::detail(),
        ),
        ProblemCode::NotEnrolled => (
            problems::not_enrolled::title(),
            problems::not_enrolled::detail(),
        ),
        ProblemCode::HashMismatch => (
            problems::hash_mismatch::title(),
            problems::hash_mismatch::detail(),
        ),
        ProblemCode::Conflict => (problems::conflict::title(), problems::conflict::detail()),
        ProblemCode::InvalidRecord => (
            problems::invalid_record::title(),
            problems::invalid_record::detail(),
        ),
        ProblemCode::NotDeclared => (
            problems::not_declared::title(),
            problems::not_declared::detail(),
        ),
        ProblemCode::EvidenceRefused => (
            problems::evidence_refused::title(),
            problems::evidence_refused::detail(),
        ),
        ProblemCode::TooLarge => (problems::too_large::title(), problems::too_large::detail()),
        ProblemCode::TooMany => (problems::too_many::title(), problems::too_many::detail()),
        ProblemCode::Unavailable | ProblemCode::Unknown => (
            problems::unavailable::title(),
            problems::unavailable::detail(),
        ),
        ProblemCode::NotFound => (problems::not_found::title(), problems::not_found::detail()),
    }
}
