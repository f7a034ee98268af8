//! What the interface is shown. Plain data, ready to display: no row of the store; of the domain, what has a stable text.
//! The same shapes in TypeScript are generated from here into `ui/src/api/types.ts`.

pub use crate::base::view::*;
pub use crate::catalogue::view::*;
pub use crate::home::view::*;
pub use crate::lists::search_view::*;
pub use crate::lists::view::*;
pub use crate::offers::view::*;
pub use crate::people::view::*;
pub use crate::platform::guide::view::*;
pub use crate::platform::passport_view::*;
pub use crate::platform::view::*;
pub use crate::posters::view::*;
pub use crate::printing::view::*;
pub use crate::requests::view::*;
pub use crate::sealing::view::*;
pub use crate::sending::view::*;
pub use crate::station::view::*;
pub use crate::structure::form_drafts_view::*;
pub use crate::structure::session_view::*;
pub use crate::structure::view::*;
pub use crate::workshops::board::view::*;
pub use crate::workshops::preparation_view::*;
pub use crate::workshops::summary_view::*;
pub use crate::workshops::todo_view::*;
pub use crate::workshops::view::*;

pub use crate::base::wire::{Code, Id, own, shown};
pub use atelier_domain::{
    Attendance, BadgeId, BadgeSource, BlockReason, CatalogueStatus, Connection, Device,
    EvidenceHash, Language, NotReady, Origin, OwnPicture, ParticipantId, PathwayId, RequestId,
    RequestState, StaffId, StaffRole, Step, StepState, StructureKind, Tri, ValidationMode,
    WorkshopId, WorkshopKind,
};

use ts_rs::TS;

use crate::base::problem::Problem;

/// The TypeScript file that describes these shapes.
#[must_use]
pub fn typescript() -> String {
    let config = ts_rs::Config::new();
    macro_rules! declared {
        ($($name:ident)*) => { [$(<$name as TS>::decl(&config)),*] };
    }
    macro_rules! coded {
        ($($name:ident)*) => { [$(Code::<$name>::decl(&config)),*] };
    }
    let codes = coded!(Attendance BadgeSource BlockReason CatalogueStatus Connection Device Language NotReady Origin OwnPicture RequestState StaffRole Step StepState StructureKind Tri ValidationMode WorkshopKind);
    macro_rules! identified {
        ($($name:ident)*) => { [$(Id::<$name>::decl(&config)),*] };
    }
    let ids =
        identified!(BadgeId EvidenceHash ParticipantId PathwayId RequestId StaffId WorkshopId);
    let declarations = declared!(
        Problem
        Stage
        PracticeState
        PracticeProgress
        SessionView
        Habits
        StrengthView
        PhraseView
        ComponentView
        RecoveryStep
        RecoveryView
        Choice
        StructureView
        StaffView
        RuleView
        SetupView
        BadgeView
        PathwayView
        CatalogueView
        BadgeLine
        FieldChange
        ChangedBadge
        CataloguePreview
        CatalogueChange
        BadgeForm
        PathwayForm
        PictureView
        AddressAdvice
        AddressState
        PosterBadge
        PosterRow
        PostersView
        FoundPoster
        ParticipantView
        PersonView
        PersonWorkshop
        KeptView
        ListQuery
        ListKind
        Picked
        PickedView
        ConfirmedView
        ListChoices
        GroupCount
        PersonRow
        PeoplePage
        RequestPage
        ReceiptPage
        SearchView
        SearchGroup
        SearchHit
        ParticipantForm
        FormDraftView
        EmailCheck
        ImportField
        ImportColumn
        LineVerdict
        ImportLine
        ImportPreview
        ImportChoices
        ImportDone
        WorkshopSummary
        NewWorkshop
        SeriesDay
        PlanView
        WorkshopForm
        AttendeeView
        WorkshopView
        RequestSummary
        MissingView
        EvidenceView
        RequestView
        QuestionView
        RequestFilterForm
        ReceiptView
        SyncKind
        WaitsFor
        SyncView
        AnswerView
        AnswersView
        FileProgress
        QueueFile
        QueueRow
        QueueView
        DocumentChoice
        PageView
        CodeView
        BesideLanguage
        BadgeWordsView
        LookView
        PartnerView
        SavedFile
        PrinterView
        MarginsView
        HomeView
        NextWorkshop
        StepView
        StepCell
        MarkView
        BoardRow
        BoardView
        BlockForm
        ProjectionRow
        ProjectionView
        ChecklistItem
        MailboxForm
        StationView
        StationTile
        StationPicture
        PersonStation
        StationPerson
        StationStep
        StationBadge
        StationLine
        StationQuestion
        StationChoice
        StationRequest
        StationSettings
        NotReadyView
        PreparationRow
        PreparationView
        SummaryLine
        SummaryView
        TodoItem
        TodoPerson
        TodoView
        ObtainedBadge
        CeremonyView
        TableChoice
        PassportPage
        PassportView
        PassportNews
        PassportSetting
        ConnectionState
        PutOffStep
        ConnectionView
        GuideRun
        GuideBlock
        GuideTrouble
        GuideStep
        GuideTrack
    );
    let mut text = String::from(
        "// Generated from crates/app/src/view.rs by `cargo test -p atelier-app`; do not edit.\n",
    );
    for declaration in ids.into_iter().chain(codes).chain(declarations) {
        text.push_str("\nexport ");
        text.push_str(&declaration);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_typescript_file_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/api/types.ts");
        let fresh = super::typescript();
        if std::env::var_os("UPDATE_TYPES").is_some() {
            std::fs::write(path, &fresh).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(
            committed, fresh,
            "run UPDATE_TYPES=1 cargo test -p atelier-app typescript"
        );
    }
}
