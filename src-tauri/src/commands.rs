//! The commands of the window: one line each over the use cases of `atelier-app`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use atelier_app::documents::Language;
use atelier_app::view::*;
use atelier_app::{Answer, App, Problem};
use serde::de::DeserializeOwned;
use tauri::ipc::{Invoke, InvokeBody, Request, Response};
use tauri::{AppHandle, Manager, Runtime, State, WebviewWindow};
use tauri_plugin_opener::OpenerExt;

type Shared<'a> = State<'a, Arc<App>>;

/// Header that carries the arguments of a command whose body is a file.
const ARGUMENTS: &str = "x-arguments";

macro_rules! commands {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $answer:ty = $call:expr;)*) => {
        $(
            #[tauri::command(async)]
            fn $name(app: Shared<'_>, $($argument: $kind),*) -> Answer<$answer> {
                let call: fn(&App, $($kind),*) -> Answer<$answer> = $call;
                call(&app, $($argument),*)
            }
        )*
    };
}

commands! {
    session() -> SessionView = |app| app.session();
    passphrase_strength(passphrase: String) -> StrengthView = |app, passphrase| Ok(app.passphrase_strength(&passphrase));
    propose_passphrase() -> PhraseView = |app| Ok(app.propose_passphrase());
    create_store(passphrase: String) -> SessionView = |app, passphrase| app.create_store(&passphrase);
    unlock(passphrase: String) -> SessionView = |app, passphrase| app.unlock(&passphrase);
    change_passphrase(current: String, next: String) -> () = |app, current, next| app.change_passphrase(&current, &next);
    recover(code: String, passphrase: String) -> SessionView = |app, code, passphrase| app.recover(&code, &passphrase);
    recovery() -> RecoveryView = |app| app.recovery();
    make_recovery(passphrase: String) -> RecoveryView = |app, passphrase| app.make_recovery(&passphrase);
    hide_recovery() -> RecoveryView = |app| app.hide_recovery();
    check_recovery(groups: Vec<String>) -> RecoveryView = |app, groups| app.check_recovery(&groups);
    home() -> HomeView = |app| app.home();
    habits() -> Habits = |app| app.habits();
    save_habits(habits: Habits) -> Habits = |app, habits| app.save_habits(&habits);
    answers(limit: u32) -> AnswersView = |app, limit| app.answers(limit);
    mark_answers(numbers: Vec<i32>, seen: bool) -> SyncView = |app, numbers, seen| app.mark_answers(&numbers, seen);
    see_answers(request: String) -> SyncView = |app, request| app.see_answers(&request);

    setup() -> SetupView = |app| app.setup();
    save_structure(structure: StructureView) -> SetupView = |app, structure| app.save_structure(&structure);
    save_staff(member: StaffView) -> SetupView = |app, member| app.save_staff(&member);
    remove_staff(id: String) -> SetupView = |app, id| app.remove_staff(&id);
    set_validation_mode(mode: String) -> SetupView = |app, mode| app.set_validation_mode(&mode);
    set_setup_step(step: String) -> SetupView = |app, step| app.set_setup_step(&step);
    finish_setup() -> SessionView = |app| app.finish_setup();
    catalogue() -> CatalogueView = |app| app.catalogue();
    badge_pictures() -> BTreeMap<String, String> = |app| app.badge_pictures();
    save_offer(badge: String, rule: RuleView) -> CatalogueView = |app, badge, rule| app.save_offer(&badge, rule);
    withdraw_offer(badge: String) -> CatalogueView = |app, badge| app.withdraw_offer(&badge);

    participants(query: String) -> Vec<ParticipantView> = |app, query| app.participants(&query);
    people_page(query: ListQuery) -> PeoplePage = |app, query| app.people_page(&query);
    list_choices() -> ListChoices = |app| app.list_choices();
    picked(picked: Picked) -> PickedView = |app, picked| app.picked(&picked);
    search(text: String) -> SearchView = |app, text| app.search(&text);
    person(id: String) -> PersonView = |app, id| app.person(&id);
    participant(id: String) -> ParticipantView = |app, id| app.participant(&id);
    check_email(email: String, participant: Option<String>) -> EmailCheck =
        |app, email, participant| app.check_email(&email, participant.as_deref());
    save_participant(form: ParticipantForm) -> ParticipantView = |app, form| app.save_participant(&form);
    form_drafts() -> Vec<FormDraftView> = |app| app.form_drafts();
    keep_form_draft(draft: FormDraftView) -> () = |app, draft| app.keep_form_draft(draft);
    forget_form_draft(form: String) -> () = |app, form| app.forget_form_draft(&form);
    remove_participant(id: String) -> () = |app, id| app.remove_participant(&id);
    restore_removed(id: String) -> () = |app, id| app.restore_removed(&id);
    match_columns(token: String, fields: Vec<ImportField>) -> ImportPreview =
        |app, token, fields| app.match_columns(&token, fields);
    confirm_import(token: String, choices: ImportChoices) -> ImportDone =
        |app, token, choices| app.confirm_import(&token, &choices);

    workshops() -> Vec<WorkshopSummary> = |app| app.workshops();
    workshop(id: String) -> WorkshopView = |app, id| app.workshop(&id);
    save_workshop(form: WorkshopForm) -> WorkshopView = |app, form| app.save_workshop(&form);
    new_workshop(from: Option<String>) -> NewWorkshop = |app, from| app.new_workshop(from.as_deref());
    weekly_days(first: String, many: u32, until: Option<String>) -> Vec<SeriesDay> =
        |app, first, many, until| app.weekly_days(&first, many, until.as_deref());
    save_series(form: WorkshopForm, days: Vec<String>) -> Vec<String> = |app, form, days| app.save_series(&form, &days);
    remove_workshops(ids: Vec<String>) -> u32 = |app, ids| app.remove_workshops(&ids);
    remove_workshop(id: String) -> () = |app, id| app.remove_workshop(&id);

    preparation(workshop: String) -> PreparationView = |app, workshop| app.preparation(&workshop);
    tick_item(workshop: String, item: String, done: bool, by: Option<String>) -> PreparationView =
        |app, workshop, item, done, by| app.tick_item(&workshop, &item, done, by.as_deref());
    save_mailbox(workshop: String, participant: String, form: MailboxForm) -> PreparationView =
        |app, workshop, participant, form| app.save_mailbox(&workshop, &participant, &form);
    set_informed(workshop: String, participants: Vec<String>, informed: bool, on: Option<String>) -> PreparationView =
        |app, workshop, participants, informed, on| {
            app.set_informed(&workshop, &participants, informed, on.as_deref())
        };

    board(workshop: String) -> BoardView = |app, workshop| app.board(&workshop);
    set_attendance(workshop: String, participants: Vec<String>, attendance: String) -> BoardView =
        |app, workshop, participants, attendance| app.set_attendance(&workshop, &participants, &attendance);
    set_step(workshop: String, participant: String, step: String, state: String) -> BoardView =
        |app, workshop, participant, step, state| app.set_step(&workshop, &participant, &step, &state);
    restore_step(workshop: String, participant: String, step: String, mark: Option<MarkView>) -> BoardView =
        |app, workshop, participant, step, mark| app.restore_step(&workshop, &participant, &step, mark.as_ref());
    block_step(workshop: String, participant: String, step: String, block: BlockForm) -> BoardView =
        |app, workshop, participant, step, block| app.block_step(&workshop, &participant, &step, &block);
    set_timer(workshop: String, running: bool) -> BoardView = |app, workshop, running| app.set_timer(&workshop, running);
    set_closed(workshop: String, closed: bool) -> BoardView = |app, workshop, closed| app.set_closed(&workshop, closed);
    projection(workshop: String, step: String) -> ProjectionView =
        |app, workshop, step| app.projection(&workshop, &step);

    summary(workshop: String) -> SummaryView = |app, workshop| app.summary(&workshop);
    todo(limit: u32) -> TodoView = |app, limit| app.todo(limit);
    ceremony() -> CeremonyView = |app| app.ceremony();
    set_ceremony(at: Option<f64>) -> CeremonyView = |app, at| app.set_ceremony(at);
    save_table(choice: TableChoice, format: String, path: Option<String>) -> SavedFile =
        |app, choice, format, path| app.save_table(&choice, &format, path.as_deref().map(Path::new));

    passport(participant: String) -> PassportView = |app, participant| app.passport(&participant);
    passport_setting() -> PassportSetting = |app| app.passport_setting();
    save_passport_setting(setting: PassportSetting) -> PassportSetting = |app, setting| app.save_passport_setting(&setting);
    badge_form(id: Option<String>) -> BadgeForm = |app, id| app.badge_form(id.as_deref());
    save_badge(form: BadgeForm) -> CatalogueChange = |app, form| app.save_badge(&form);
    remove_badge(id: String) -> CatalogueChange = |app, id| app.remove_badge(&id);
    move_badge(id: String, up: bool) -> CatalogueChange = |app, id, up| app.move_badge(&id, up);
    save_pathway(form: PathwayForm) -> CatalogueChange = |app, form| app.save_pathway(&form);
    remove_pathway(id: String) -> CatalogueChange = |app, id| app.remove_pathway(&id);
    move_pathway(id: String, up: bool) -> CatalogueChange = |app, id, up| app.move_pathway(&id, up);
    undo_catalogue(token: String) -> CatalogueChange = |app, token| app.undo_catalogue(&token);
    confirm_catalogue(token: String, keep_own: bool) -> CatalogueChange =
        |app, token, keep_own| app.confirm_catalogue(&token, keep_own);
    export_catalogue(format: String, path: Option<String>) -> SavedFile =
        |app, format, path| app.export_catalogue(&format, path.as_deref().map(Path::new));
    check_address(text: String) -> AddressAdvice = |app, text| Ok(app.check_address(&text));
    posters() -> PostersView = |app| app.posters();
    set_posters_hung(codes: Vec<String>, hung: bool) -> PostersView = |app, codes, hung| app.set_posters_hung(&codes, hung);
    set_poster_place(code: String, place: String) -> PostersView =
        |app, code, place| app.set_poster_place(&code, &place);
    set_poster_withdrawn(code: String, withdrawn: bool) -> PostersView =
        |app, code, withdrawn| app.set_poster_withdrawn(&code, withdrawn);
    find_poster(text: String) -> FoundPoster = |app, text| app.find_poster(&text);
    open_poster_request(participant: String, text: String, badge: Option<String>) -> RequestView =
        |app, participant, text, badge| app.open_poster_request(&participant, &text, badge.as_deref());

    guide() -> Vec<GuideTrack> = |app| app.guide();
    put_off_step(step: String, later: bool) -> Vec<GuideTrack> = |app, step, later| app.put_off_step(&step, later);

    connection() -> ConnectionView = |app| app.connection();
    watch_connection(watched: bool) -> ConnectionView = |app, watched| app.watch_connection(watched);
    connection_may_have_changed() -> () = |app| { app.connection_may_have_changed(); Ok(()) };

    requests(filter: RequestFilterForm) -> Vec<RequestSummary> = |app, filter| app.requests(&filter);
    request_page(query: ListQuery) -> RequestPage = |app, query| app.request_page(&query);
    receipt_page(query: ListQuery) -> ReceiptPage = |app, query| app.receipt_page(&query);
    request(id: String) -> RequestView = |app, id| app.request(&id);
    open_request(participant: String, badge: String, workshop: Option<String>) -> RequestView =
        |app, participant, badge, workshop| app.open_request(&participant, &badge, workshop.as_deref());
    start_requests(workshop: String, badge: String) -> WorkshopView =
        |app, workshop, badge| app.start_requests(&workshop, &badge);
    save_narrative(id: String, narrative: String) -> RequestView = |app, id, narrative| app.save_narrative(&id, &narrative);
    save_reply(id: String, reply: String) -> RequestView = |app, id, reply| app.save_reply(&id, &reply);
    label_evidence(id: String, hash: String, label: String) -> RequestView =
        |app, id, hash, label| app.label_evidence(&id, &hash, &label);
    remove_evidence(id: String, hash: String) -> RequestView = |app, id, hash| app.remove_evidence(&id, &hash);
    restore_evidence(id: String, hash: String, label: String) -> RequestView =
        |app, id, hash, label| app.restore_evidence(&id, &hash, &label);
    confirm_request(id: String) -> RequestView = |app, id| app.confirm_request(&id);
    confirm_workshop(workshop: String) -> WorkshopView = |app, workshop| app.confirm_workshop(&workshop);
    confirm_requests(picked: Picked) -> ConfirmedView = |app, picked| app.confirm_requests(&picked);
    take_back_requests(ids: Vec<String>) -> u32 = |app, ids| app.take_back_requests(&ids);
    take_back_request(id: String) -> RequestView = |app, id| app.take_back_request(&id);
    remove_request(id: String) -> () = |app, id| app.remove_request(&id);

    station() -> StationView = |app| app.station();
    open_station(workshop: String, pin: Option<String>) -> StationView =
        |app, workshop, pin| app.open_station(&workshop, pin.as_deref());
    close_station(secret: String) -> StationView = |app, secret| app.close_station(&secret);
    station_settings() -> StationSettings = |app| app.station_settings();
    set_station_pin(pin: String) -> StationSettings = |app, pin| app.set_station_pin(&pin);
    set_station_idle(minutes: u32) -> StationSettings = |app, minutes| app.set_station_idle(minutes);
    station_sit(participant: String) -> StationView = |app, participant| app.station_sit(&participant);
    station_picture(picture: String) -> StationView = |app, picture| app.station_picture(&picture);
    station_open_place(secret: String) -> StationView = |app, secret| app.station_open_place(&secret);
    set_station_pictures(on: bool) -> StationSettings = |app, on| app.set_station_pictures(on);
    person_station(participant: String) -> PersonStation = |app, participant| app.person_station(&participant);
    forget_picture(participant: String) -> PersonStation = |app, participant| app.forget_picture(&participant);
    station_stand() -> StationView = |app| app.station_stand();
    station_go(screen: String, request: Option<String>, question: Option<String>) -> StationView =
        |app, screen, request, question| app.station_go(&screen, request.as_deref(), question.as_deref());
    station_language(language: String) -> StationView = |app, language| app.station_language(&language);
    station_ask(badge: String) -> StationView = |app, badge| app.station_ask(&badge);
    station_answer(id: String, question: String, given: Vec<String>) -> StationView =
        |app, id, question, given| app.station_answer(&id, &question, &given);
    station_reply(id: String, text: String) -> StationView = |app, id, text| app.station_reply(&id, &text);
    station_words(id: String, text: String) -> StationView = |app, id, text| app.station_words(&id, &text);
    station_recompose(id: String) -> StationView = |app, id| app.station_recompose(&id);
    station_remove_evidence(id: String, hash: String) -> StationView =
        |app, id, hash| app.station_remove_evidence(&id, &hash);
    station_hand_over(id: String) -> StationView = |app, id| app.station_hand_over(&id);
    station_take_back(id: String) -> StationView = |app, id| app.station_take_back(&id);
    can_speak(language: String) -> bool = |app, language| app.can_speak(&language);
    stop_speaking() -> () = |app| { app.stop_speaking(); Ok(()) };

    queue() -> QueueView = |app| app.queue();
    send_now() -> () = |app| { app.send_now(); Ok(()) };
    resume_row(id: String) -> QueueView = |app, id| app.resume_row(&id);

    document_codes(choice: DocumentChoice, page: u32) -> Vec<CodeView> = |app, choice, page| app.document_codes(&choice, page);
    document_page(choice: DocumentChoice, page: u32, width_px: u32) -> PageView =
        |app, choice, page, width_px| app.document_page(&choice, page, width_px);
    save_document(choice: DocumentChoice, path: Option<String>) -> SavedFile =
        |app, choice, path| app.save_document(&choice, path.as_deref().map(Path::new));
    badge_words(badges: Vec<String>, language: Language) -> Vec<BadgeWordsView> =
        |app, badges, language| app.badge_words(&badges, language);
    save_badge_words(words: BadgeWordsView) -> BadgeWordsView = |app, words| app.save_badge_words(&words);
    look() -> LookView = |app| app.look();
    save_look(look: LookView) -> LookView = |app, look| app.save_look(&look);
    printers() -> Vec<PrinterView> = |_app| atelier_app::printing::printers();
    print_document(choice: DocumentChoice, printer: Option<String>, copies: u32, two_sided: bool) -> String =
        |app, choice, printer, copies, two_sided| app.print_document(&choice, printer.as_deref(), copies, two_sided);
}

#[tauri::command(async)]
fn lock<R: Runtime>(handle: AppHandle<R>, app: Shared<'_>) -> Answer<SessionView> {
    crate::passport::close(&handle);
    app.lock()
}

#[tauri::command]
async fn enrol(
    app: Shared<'_>,
    address: String,
    code: String,
    device_name: String,
) -> Answer<QueueView> {
    app.enrol(&address, &code, &device_name).await
}

#[tauri::command(async)]
fn evidence(app: Shared<'_>, hash: String) -> Answer<Response> {
    app.evidence(&hash).map(Response::new)
}

#[tauri::command(async)]
fn open_document<R: Runtime>(
    handle: AppHandle<R>,
    app: Shared<'_>,
    choice: DocumentChoice,
) -> Answer<SavedFile> {
    let saved = app.save_document(&choice, None)?;
    let opened = handle.opener().open_path(&saved.path, None::<&str>);
    opened
        .map(|()| saved.clone())
        .map_err(|_| Problem::new("document-not-opened", &[("path", &saved.path)]))
}

/// Shows a file that the program wrote: in the system's viewer, or in its folder.
#[tauri::command(async)]
fn show_file<R: Runtime>(
    handle: AppHandle<R>,
    app: Shared<'_>,
    path: String,
    in_folder: bool,
) -> Answer<()> {
    let file = app.written_file(&path)?;
    let opener = handle.opener();
    let shown = if in_folder {
        // Without a file manager that shows one file among others, its folder is opened.
        opener.reveal_item_in_dir(&file).or_else(|_| {
            let folder = file.parent().unwrap_or(Path::new("."));
            opener.open_path(folder.to_string_lossy(), None::<&str>)
        })
    } else {
        opener.open_path(file.to_string_lossy(), None::<&str>)
    };
    shown.map_err(|_| Problem::new("document-not-opened", &[("path", &path)]))
}

/// A file, and the arguments that come beside it.
fn file<'a, T: DeserializeOwned>(request: &'a Request<'_>) -> Answer<(T, &'a [u8])> {
    let unexpected = || Problem::of("unexpected");
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(unexpected());
    };
    let text = request
        .headers()
        .get(ARGUMENTS)
        .and_then(|value| value.to_str().ok())
        .ok_or_else(unexpected)?;
    let text = percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .map_err(|_| unexpected())?;
    let arguments = serde_json::from_str(&text).map_err(|_| unexpected())?;
    Ok((arguments, bytes))
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct NamedFile {
    #[serde(default)]
    id: String,
    file_name: String,
}

#[tauri::command(async)]
fn read_catalogue(app: Shared<'_>, request: Request<'_>) -> Answer<CataloguePreview> {
    let (NamedFile { .. }, bytes) = file(&request)?;
    app.read_catalogue(bytes)
}

#[tauri::command(async)]
fn read_picture(app: Shared<'_>, request: Request<'_>) -> Answer<PictureView> {
    let (NamedFile { file_name, .. }, bytes) = file(&request)?;
    app.read_picture(&file_name, bytes)
}

#[tauri::command]
async fn look_at_address(app: Shared<'_>, badge: String) -> Answer<AddressState> {
    app.look_at_address(&badge).await
}

#[tauri::command(async)]
fn read_list(app: Shared<'_>, request: Request<'_>) -> Answer<ImportPreview> {
    let (NamedFile { file_name, .. }, bytes) = file(&request)?;
    app.read_list(&file_name, bytes)
}

#[tauri::command(async)]
fn add_evidence(app: Shared<'_>, request: Request<'_>) -> Answer<RequestView> {
    let (NamedFile { id, file_name }, bytes) = file(&request)?;
    app.add_evidence(&id, &file_name, bytes)
}

#[tauri::command(async)]
fn station_add_evidence(app: Shared<'_>, request: Request<'_>) -> Answer<StationView> {
    let (NamedFile { id, file_name }, bytes) = file(&request)?;
    app.station_add_evidence(&id, &file_name, bytes)
}

#[tauri::command(async)]
fn station_evidence(app: Shared<'_>, hash: String) -> Answer<Response> {
    app.station_evidence(&hash).map(Response::new)
}

#[tauri::command]
async fn speak(app: Shared<'_>, text: String, language: String) -> Answer<()> {
    app.speak(&text, &language).await
}

/// Gives the whole screen to the window, or takes it back.
#[tauri::command(async)]
fn full_screen<R: Runtime>(window: WebviewWindow<R>, on: bool) -> Answer<()> {
    window
        .set_fullscreen(on)
        .map_err(|_| Problem::of("unexpected"))
}

#[tauri::command(async)]
fn scan_poster(app: Shared<'_>, request: Request<'_>) -> Answer<Option<FoundPoster>> {
    let (NamedFile { file_name, .. }, bytes) = file(&request)?;
    app.scan_poster(&file_name, bytes)
}

/// Every command, by name. While the participant's station is open, the main window is refused all that is not of it.
pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    let run: Box<dyn Fn(Invoke<R>) -> bool + Send + Sync> = Box::new(tauri::generate_handler![
        session,
        passphrase_strength,
        propose_passphrase,
        create_store,
        unlock,
        lock,
        change_passphrase,
        recover,
        recovery,
        make_recovery,
        hide_recovery,
        check_recovery,
        crate::about::components,
        crate::about::licence_text,
        crate::about::diagnostic,
        crate::about::save_diagnostic,
        crate::practice::start_practice,
        crate::practice::resume_practice,
        crate::practice::end_practice,
        home,
        habits,
        save_habits,
        answers,
        mark_answers,
        see_answers,
        setup,
        save_structure,
        save_staff,
        remove_staff,
        set_validation_mode,
        set_setup_step,
        finish_setup,
        catalogue,
        badge_pictures,
        read_catalogue,
        read_picture,
        look_at_address,
        badge_form,
        save_badge,
        remove_badge,
        move_badge,
        save_pathway,
        remove_pathway,
        move_pathway,
        undo_catalogue,
        confirm_catalogue,
        export_catalogue,
        check_address,
        posters,
        set_posters_hung,
        set_poster_place,
        set_poster_withdrawn,
        save_offer,
        withdraw_offer,
        participants,
        people_page,
        list_choices,
        picked,
        search,
        participant,
        person,
        check_email,
        save_participant,
        remove_participant,
        restore_removed,
        form_drafts,
        keep_form_draft,
        forget_form_draft,
        read_list,
        match_columns,
        confirm_import,
        workshops,
        workshop,
        new_workshop,
        weekly_days,
        save_series,
        save_workshop,
        remove_workshops,
        remove_workshop,
        set_attendance,
        preparation,
        tick_item,
        save_mailbox,
        set_informed,
        board,
        set_step,
        restore_step,
        block_step,
        set_timer,
        set_closed,
        projection,
        summary,
        todo,
        ceremony,
        set_ceremony,
        save_table,
        guide,
        put_off_step,
        crate::projector::project,
        crate::projector::projecting,
        crate::projector::on_show,
        crate::projector::stop_projecting,
        crate::projector::projector_full_screen,
        passport,
        passport_setting,
        save_passport_setting,
        crate::passport::open_passport,
        crate::passport::close_passport,
        crate::passport::passport_open,
        crate::copied::copy_text,
        connection,
        watch_connection,
        connection_may_have_changed,
        find_poster,
        scan_poster,
        open_poster_request,
        requests,
        request_page,
        receipt_page,
        request,
        open_request,
        start_requests,
        save_narrative,
        save_reply,
        add_evidence,
        label_evidence,
        remove_evidence,
        restore_evidence,
        evidence,
        confirm_request,
        confirm_workshop,
        confirm_requests,
        take_back_requests,
        take_back_request,
        remove_request,
        station,
        open_station,
        close_station,
        station_settings,
        set_station_pin,
        set_station_idle,
        station_sit,
        station_picture,
        station_open_place,
        set_station_pictures,
        person_station,
        forget_picture,
        station_stand,
        station_go,
        station_language,
        station_ask,
        station_answer,
        station_words,
        station_reply,
        station_recompose,
        station_add_evidence,
        station_remove_evidence,
        station_evidence,
        station_hand_over,
        station_take_back,
        can_speak,
        speak,
        stop_speaking,
        full_screen,
        queue,
        enrol,
        send_now,
        resume_row,
        document_page,
        save_document,
        open_document,
        show_file,
        document_codes,
        printers,
        badge_words,
        save_badge_words,
        look,
        save_look,
        print_document,
    ]);
    move |invoke| {
        let refused = {
            let app: Shared<'_> = invoke.message.webview_ref().state();
            invoke.message.webview_ref().label() == "main" && app.refuses(invoke.message.command())
        };
        if refused {
            invoke.resolver.reject(Problem::of("station-open"));
            return true;
        }
        run(invoke)
    }
}
