// Every command, once. Included by `commands/mod.rs`, which makes the dispatch and the client of it, and by the build
// script of the window, which takes the names.
//
// `name(arguments) -> answer [who may ask] = what is run;`
//
// The main window alone may ask, while the participant's station is closed, unless it is said otherwise. What is said
// above a command goes to the client of the interface. `docs/recipes/command.md` shows how one is added.

commands! {
    (app)
    application {
        session() -> SessionView [Main Station] = app.session();
        passphrase_strength(passphrase: String) -> StrengthView = Ok(app.passphrase_strength(&passphrase));
        /// Seven words drawn by the operating system's randomness.
        propose_passphrase() -> PhraseView = Ok(app.propose_passphrase());
        create_store(passphrase: String) -> SessionView = app.create_store(&passphrase);
        unlock(passphrase: String) -> SessionView [Main Station] = app.unlock(&passphrase);
        change_passphrase(current: String, next: String) -> () = app.change_passphrase(&current, &next);
        /// Gives the store another passphrase by the code of its recovery sheet, and opens it.
        recover(code: String, passphrase: String) -> SessionView = app.recover(&code, &passphrase);
        recovery() -> RecoveryView = app.recovery();
        /// Makes a recovery sheet; its code is shown until it is hidden.
        make_recovery(passphrase: String) -> RecoveryView = app.make_recovery(&passphrase);
        hide_recovery() -> RecoveryView = app.hide_recovery();
        /// Checks what was copied from the paper: the groups of the code that `asked` names.
        check_recovery(groups: Vec<String>) -> RecoveryView = app.check_recovery(&groups);
        /// Opens the trial again after it was locked.
        resume_practice() -> SessionView = app.resume_practice();
        home() -> HomeView = app.home();
        /// When the store closes by itself, and whether the system tells of answers.
        habits() -> Habits = app.habits();
        save_habits(habits: Habits) -> Habits = app.save_habits(&habits);
        /// Those that nobody saw first; `limit` at most.
        answers(limit: u32) -> AnswersView = app.answers(limit);
        /// Marks as seen, or as not seen again; gives how the sending goes, with how many nobody saw.
        mark_answers(numbers: Vec<i32>, seen: bool) -> SyncView = app.mark_answers(&numbers, seen);
        /// All that was said of this request is seen: it is on the screen.
        see_answers(request: Id<RequestId>) -> SyncView = app.see_answers(request.0);

        setup() -> SetupView = app.setup();
        save_structure(structure: StructureView) -> SetupView = app.save_structure(&structure);
        save_staff(member: StaffView) -> SetupView = app.save_staff(&member);
        remove_staff(id: Id<StaffId>) -> SetupView = app.remove_staff(id.0);
        set_validation_mode(mode: Code<ValidationMode>) -> SetupView = app.set_validation_mode(mode.0);
        set_setup_step(step: String) -> SetupView = app.set_setup_step(&step);
        finish_setup() -> SessionView = app.finish_setup();
        catalogue() -> CatalogueView = app.catalogue();
        /// The picture of every badge of the catalogue, by the badge's code, as `data:` addresses.
        badge_pictures() -> BTreeMap<Id<BadgeId>, String> [Main Station] = app.badge_pictures();
        /// What a catalogue, or definitions of badges, would change. Nothing is changed.
        read_catalogue(file_name: String, bytes: File<'_>) -> CataloguePreview = app.read_catalogue(bytes.0);
        save_offer(badge: Id<BadgeId>, rule: RuleView) -> CatalogueView = app.save_offer(&badge, rule);
        withdraw_offer(badge: Id<BadgeId>) -> CatalogueView = app.withdraw_offer(&badge);

        participants(query: String) -> Vec<ParticipantView> = app.participants(&query);
        people_page(query: ListQuery) -> PeoplePage = app.people_page(&query);
        /// What lists can be narrowed to.
        list_choices() -> ListChoices = app.list_choices();
        /// What can be done with what is ticked in a list.
        picked(picked: Picked) -> PickedView = app.picked(&picked);
        /// A few of each kind of thing that holds each word of a text.
        search(text: String) -> SearchView = app.search(&text);
        /// A person, with their requests, their workshops, and why they cannot be removed.
        person(id: Id<ParticipantId>) -> PersonView = app.person(id.0);
        participant(id: Id<ParticipantId>) -> ParticipantView = app.participant(id.0);
        check_email(email: String, participant: Option<Id<ParticipantId>>) -> EmailCheck =
            app.check_email(&email, participant.map(|id| id.0));
        save_participant(form: ParticipantForm) -> ParticipantView = app.save_participant(&form);
        /// What was typed in forms and neither saved nor given up.
        form_drafts() -> Vec<FormDraftView> = app.form_drafts();
        keep_form_draft(draft: FormDraftView) -> () = app.keep_form_draft(draft);
        forget_form_draft(form: String) -> () = app.forget_form_draft(&form);
        remove_participant(id: Id<ParticipantId>) -> () = app.remove_participant(id.0);
        /// Puts back a person, a workshop or a request removed since the store was opened, whole.
        restore_removed(id: String) -> () = app.restore_removed(&id);
        read_list(file_name: String, bytes: File<'_>) -> ImportPreview = app.read_list(&file_name, bytes.0);
        match_columns(token: String, fields: Vec<ImportField>) -> ImportPreview = app.match_columns(&token, fields);
        confirm_import(token: String, choices: ImportChoices) -> ImportDone = app.confirm_import(&token, &choices);

        workshops() -> Vec<WorkshopSummary> = app.workshops();
        workshop(id: Id<WorkshopId>) -> WorkshopView = app.workshop(id.0);
        save_workshop(form: WorkshopForm) -> WorkshopView = app.save_workshop(&form);
        /// What a new workshop starts from: another, or what is usual.
        new_workshop(from: Option<Id<WorkshopId>>) -> NewWorkshop = app.new_workshop(from.map(|id| id.0));
        /// The days of a weekly workshop: so many, or until a day.
        weekly_days(first: String, many: u32, until: Option<String>) -> Vec<SeriesDay> =
            app.weekly_days(&first, many, until.as_deref());
        /// The same workshop on several days: all of them, or none. Gives their identifiers.
        save_series(form: WorkshopForm, days: Vec<String>) -> Vec<Id<WorkshopId>> = app.save_series(&form, &days);
        /// Removes all of them, or none; says how many.
        remove_workshops(ids: Vec<Id<WorkshopId>>) -> u32 = app.remove_workshops(&own(ids));
        remove_workshop(id: Id<WorkshopId>) -> () = app.remove_workshop(id.0);

        preparation(workshop: Id<WorkshopId>) -> PreparationView = app.preparation(workshop.0);
        /// `by`: the permanent who did it, if known.
        tick_item(workshop: Id<WorkshopId>, item: String, done: bool, by: Option<Id<StaffId>>) -> PreparationView =
            app.tick_item(workshop.0, &item, done, by.map(|id| id.0));
        save_mailbox(workshop: Id<WorkshopId>, participant: Id<ParticipantId>, form: MailboxForm) -> PreparationView =
            app.save_mailbox(workshop.0, participant.0, &form);
        /// `on`: the day it was done, to put it back; null for today.
        set_informed(workshop: Id<WorkshopId>, participants: Vec<Id<ParticipantId>>, informed: bool, on: Option<String>) -> PreparationView =
            app.set_informed(workshop.0, &own(participants), informed, on.as_deref());

        board(workshop: Id<WorkshopId>) -> BoardView = app.board(workshop.0);
        /// `expected`, `present` or `absent`.
        set_attendance(workshop: Id<WorkshopId>, participants: Vec<Id<ParticipantId>>, attendance: Code<Attendance>) -> BoardView =
            app.set_attendance(workshop.0, &own(participants), attendance.0);
        /// `done`, or `todo` to take it back.
        set_step(workshop: Id<WorkshopId>, participant: Id<ParticipantId>, step: Code<Step>, state: Code<StepState>) -> BoardView =
            app.set_step(workshop.0, participant.0, step.0, state.0);
        /// Puts a mark back as it was (undo).
        restore_step(workshop: Id<WorkshopId>, participant: Id<ParticipantId>, step: Code<Step>, mark: Option<MarkView>) -> BoardView =
            app.restore_step(workshop.0, participant.0, step.0, mark.as_ref());
        block_step(workshop: Id<WorkshopId>, participant: Id<ParticipantId>, step: Code<Step>, block: BlockForm) -> BoardView =
            app.block_step(workshop.0, participant.0, step.0, &block);
        set_timer(workshop: Id<WorkshopId>, running: bool) -> BoardView = app.set_timer(workshop.0, running);
        set_closed(workshop: Id<WorkshopId>, closed: bool) -> BoardView = app.set_closed(workshop.0, closed);
        projection(workshop: Id<WorkshopId>, step: Code<Step>) -> ProjectionView = app.projection(workshop.0, step.0);

        summary(workshop: Id<WorkshopId>) -> SummaryView = app.summary(workshop.0);
        /// The first `limit` things left to do about people.
        todo(limit: u32) -> TodoView = app.todo(limit);
        ceremony() -> CeremonyView = app.ceremony();
        /// `null`: now. Otherwise puts back when the last one took place, in milliseconds since 1970; below zero for never.
        set_ceremony(at: Option<f64>) -> CeremonyView = app.set_ceremony(at);
        /// `csv` or `xlsx`; saved in « Documents/Atelier Badges » when `path` is null.
        save_table(choice: TableChoice, format: String, path: Option<String>) -> SavedFile =
            app.save_table(&choice, &format, path.as_deref().map(Path::new));

        /// What a person needs on Open Badge Passport: to be copied, never filled in.
        passport(participant: Id<ParticipantId>) -> PassportView = app.passport(participant.0);
        passport_setting() -> PassportSetting = app.passport_setting();
        save_passport_setting(setting: PassportSetting) -> PassportSetting = app.save_passport_setting(&setting);
        /// What the editor starts from; null to add a badge.
        badge_form(id: Option<Id<BadgeId>>) -> BadgeForm = app.badge_form(id.as_deref());
        /// Makes a picture safe: SVG, PNG or JPEG. Nothing is kept yet.
        read_picture(file_name: String, bytes: File<'_>) -> PictureView = app.read_picture(&file_name, bytes.0);
        save_badge(form: BadgeForm) -> CatalogueChange = app.save_badge(&form);
        remove_badge(id: Id<BadgeId>) -> CatalogueChange = app.remove_badge(&id);
        move_badge(id: Id<BadgeId>, up: bool) -> CatalogueChange = app.move_badge(&id, up);
        save_pathway(form: PathwayForm) -> CatalogueChange = app.save_pathway(&form);
        remove_pathway(id: Id<PathwayId>) -> CatalogueChange = app.remove_pathway(&id);
        move_pathway(id: Id<PathwayId>, up: bool) -> CatalogueChange = app.move_pathway(&id, up);
        undo_catalogue(token: String) -> CatalogueChange = app.undo_catalogue(&token);
        /// `keepOwn`: the structure's own badges stay beside a whole catalogue.
        confirm_catalogue(token: String, keep_own: bool) -> CatalogueChange =
            app.confirm_catalogue(&token, keep_own);
        /// `json` or `zip`; saved in « Documents/Atelier Badges » when `path` is null.
        export_catalogue(format: String, path: Option<String>) -> SavedFile =
            app.export_catalogue(&format, path.as_deref().map(Path::new));
        check_address(text: String) -> AddressAdvice = Ok(app.check_address(&text));
        /// Asks the site whether the page of a badge exists.
        look_at_address(badge: Id<BadgeId>) -> AddressState = app.look_at_address(&badge).await;
        /// The posters printed or saved, and the requests that came from each.
        posters() -> PostersView = app.posters();
        /// Notes that posters hang, or that they do not after all.
        set_posters_hung(codes: Vec<String>, hung: bool) -> PostersView = app.set_posters_hung(&codes, hung);
        set_poster_place(code: String, place: String) -> PostersView = app.set_poster_place(&code, &place);
        set_poster_withdrawn(code: String, withdrawn: bool) -> PostersView =
            app.set_poster_withdrawn(&code, withdrawn);
        /// The poster that a person saw, from the code under its QR code, or the address in it.
        find_poster(text: String) -> FoundPoster = app.find_poster(&text);
        /// The poster on a picture; null when no QR code is seen on it.
        scan_poster(file_name: String, bytes: File<'_>) -> Option<FoundPoster> =
            app.scan_poster(&file_name, bytes.0);
        /// As openRequest, for the badge of a poster; remembers that it came from there.
        open_poster_request(participant: Id<ParticipantId>, text: String, badge: Option<Id<BadgeId>>) -> RequestView =
            app.open_poster_request(participant.0, &text, badge.as_deref());

        guide() -> Vec<GuideTrack> = app.guide();
        /// Puts a step off until the connection is back, or takes it up again.
        put_off_step(step: String, later: bool) -> Vec<GuideTrack> = app.put_off_step(&step, later);

        connection() -> ConnectionView = app.connection();
        /// Whether what is on the screen needs the connection: it is looked at meanwhile.
        watch_connection(watched: bool) -> ConnectionView = app.watch_connection(watched);
        /// The system says that it came or went.
        connection_may_have_changed() -> () = { app.connection_may_have_changed(); Ok(()) };

        requests(filter: RequestFilterForm) -> Vec<RequestSummary> = app.requests(&filter);
        request_page(query: ListQuery) -> RequestPage = app.request_page(&query);
        receipt_page(query: ListQuery) -> ReceiptPage = app.receipt_page(&query);
        request(id: Id<RequestId>) -> RequestView = app.request(id.0);
        /// Opens the person's request for this badge, creating the draft if there is none under way.
        open_request(participant: Id<ParticipantId>, badge: Id<BadgeId>, workshop: Option<Id<WorkshopId>>) -> RequestView =
            app.open_request(participant.0, &badge, workshop.map(|id| id.0));
        /// A draft of this badge for everyone present who has none.
        start_requests(workshop: Id<WorkshopId>, badge: Id<BadgeId>) -> WorkshopView = app.start_requests(workshop.0, &badge);
        save_narrative(id: Id<RequestId>, narrative: String) -> RequestView = app.save_narrative(id.0, &narrative);
        /// What is answered to INAÉ's question.
        save_reply(id: Id<RequestId>, reply: String) -> RequestView = app.save_reply(id.0, &reply);
        add_evidence(id: Id<RequestId>, file_name: String, bytes: File<'_>) -> RequestView =
            app.add_evidence(id.0, &file_name, bytes.0);
        label_evidence(id: Id<RequestId>, hash: Id<EvidenceHash>, label: String) -> RequestView =
            app.label_evidence(id.0, hash.0, &label);
        remove_evidence(id: Id<RequestId>, hash: Id<EvidenceHash>) -> RequestView = app.remove_evidence(id.0, hash.0);
        /// Puts back a piece of evidence just removed (undo).
        restore_evidence(id: Id<RequestId>, hash: Id<EvidenceHash>, label: String) -> RequestView =
            app.restore_evidence(id.0, hash.0, &label);
        /// The evidence's own bytes, to be shown.
        evidence(hash: Id<EvidenceHash>) -> Bytes = app.evidence(hash.0).map(Bytes);
        confirm_request(id: Id<RequestId>) -> RequestView = app.confirm_request(id.0);
        /// Confirms every complete request of the workshop; the others are left as they are.
        confirm_workshop(workshop: Id<WorkshopId>) -> WorkshopView = app.confirm_workshop(workshop.0);
        /// Confirms the complete requests among those ticked; the others are left as they are.
        confirm_requests(picked: Picked) -> ConfirmedView = app.confirm_requests(&picked);
        /// Takes back those of which nothing was sent (undo); gives how many.
        take_back_requests(ids: Vec<Id<RequestId>>) -> u32 = app.take_back_requests(&own(ids));
        take_back_request(id: Id<RequestId>) -> RequestView = app.take_back_request(id.0);
        remove_request(id: Id<RequestId>) -> () = app.remove_request(id.0);

        station() -> StationView [Main Station] = app.station();
        /// `pin` the first time: the code that will close the station.
        open_station(workshop: Id<WorkshopId>, pin: Option<String>) -> StationView =
            app.open_station(workshop.0, pin.as_deref());
        close_station(secret: String) -> StationView [Main Station] = app.close_station(&secret);
        station_settings() -> StationSettings = app.station_settings();
        set_station_pin(pin: String) -> StationSettings = app.set_station_pin(&pin);
        set_station_idle(minutes: u32) -> StationSettings = app.set_station_idle(minutes);
        station_sit(participant: Id<ParticipantId>) -> StationView [Main Station] = app.station_sit(participant.0);
        /// The picture of the person whose tile was chosen: kept the first time, looked at after.
        station_picture(picture: Code<OwnPicture>) -> StationView [Main Station] = app.station_picture(picture.0);
        /// The facilitator's code opens the place of the person whose tile was chosen: they choose another picture.
        station_open_place(secret: String) -> StationView [Main Station] = app.station_open_place(&secret);
        set_station_pictures(on: bool) -> StationSettings = app.set_station_pictures(on);
        person_station(participant: Id<ParticipantId>) -> PersonStation = app.person_station(participant.0);
        forget_picture(participant: Id<ParticipantId>) -> PersonStation = app.forget_picture(participant.0);
        station_stand() -> StationView [Main Station] = app.station_stand();
        station_go(screen: String, request: Option<Id<RequestId>>, question: Option<String>) -> StationView [Main Station] =
            app.station_go(&screen, request.map(|id| id.0), question.as_deref());
        station_language(language: Code<Language>) -> StationView [Main Station] = app.station_language(language.0);
        station_ask(badge: Id<BadgeId>) -> StationView [Main Station] = app.station_ask(&badge);
        station_answer(id: Id<RequestId>, question: String, given: Vec<String>) -> StationView [Main Station] =
            app.station_answer(id.0, &question, &given);
        /// What the person answers to INAÉ's question.
        station_reply(id: Id<RequestId>, text: String) -> StationView [Main Station] = app.station_reply(id.0, &text);
        station_words(id: Id<RequestId>, text: String) -> StationView [Main Station] = app.station_words(id.0, &text);
        station_recompose(id: Id<RequestId>) -> StationView [Main Station] = app.station_recompose(id.0);
        station_add_evidence(id: Id<RequestId>, file_name: String, bytes: File<'_>) -> StationView [Main Station] =
            app.station_add_evidence(id.0, &file_name, bytes.0);
        station_remove_evidence(id: Id<RequestId>, hash: Id<EvidenceHash>) -> StationView [Main Station] =
            app.station_remove_evidence(id.0, hash.0);
        station_evidence(hash: Id<EvidenceHash>) -> Bytes [Main Station] = app.station_evidence(hash.0).map(Bytes);
        station_hand_over(id: Id<RequestId>) -> StationView [Main Station] = app.station_hand_over(id.0);
        station_take_back(id: Id<RequestId>) -> StationView [Main Station] = app.station_take_back(id.0);
        /// Whether the computer reads aloud.
        can_speak() -> bool [Main Station] = Ok(app.can_speak());
        /// Resolves once the text is read.
        speak(text: String, language: Code<Language>) -> () [Main Station] = app.speak(&text, language.0).await;
        stop_speaking() -> () [Main Station] = { app.stop_speaking(); Ok(()) };

        queue() -> QueueView = app.queue();
        enrol(address: String, code: String, device_name: String) -> QueueView =
            app.enrol(&address, &code, &device_name).await;
        send_now() -> () = { app.send_now(); Ok(()) };
        resume_row(id: String) -> QueueView = app.resume_row(&id);

        /// The QR codes of a page as it will be printed, and what a phone reads in each.
        document_codes(choice: DocumentChoice, page: u32) -> Vec<CodeView> = app.document_codes(&choice, page);
        document_page(choice: DocumentChoice, page: u32, width_px: u32) -> PageView =
            app.document_page(&choice, page, width_px);
        /// Saved in « Documents/Atelier Badges » when `path` is null.
        save_document(choice: DocumentChoice, path: Option<String>) -> SavedFile =
            app.save_document(&choice, path.as_deref().map(Path::new));
        /// What posters say of these badges in another language, in their order.
        badge_words(badges: Vec<Id<BadgeId>>, language: BesideLanguage) -> Vec<BadgeWordsView> =
            app.badge_words(&own(badges), language.0);
        save_badge_words(words: BadgeWordsView) -> BadgeWordsView = app.save_badge_words(&words);
        /// How what is printed looks.
        look() -> LookView = app.look();
        save_look(look: LookView) -> LookView = app.save_look(&look);
        printers() -> Vec<PrinterView> = crate::printing::printers::printers();
        print_document(choice: DocumentChoice, printer: Option<String>, copies: u32, two_sided: bool) -> String =
            app.print_document(&choice, printer.as_deref(), copies, two_sided);
    }
    // Done by the window (`src-tauri/src/shell.rs`).
    windows {
        /// Closes the store, and all that was open on it.
        lock() -> SessionView [Main Station];

        /// What the program is made of besides its own work.
        components() -> Vec<ComponentView>;
        /// The terms under which a component comes, in full.
        licence_text(name: String, version: String) -> String;
        /// What the diagnostic file says: nothing of anybody.
        diagnostic() -> String;
        /// Writes it where it was asked for.
        save_diagnostic(path: String) -> SavedFile;

        /// Makes a trial with invented people and opens it; the real data must be closed.
        start_practice() -> SessionView;
        /// Ends the trial and deletes all of it.
        end_practice() -> SessionView;

        /// Shows a step on the projector, opening its window if needed.
        project(workshop: Id<WorkshopId>, step: Code<Step>) -> ();
        /// Whether the projector's window is open.
        projecting() -> bool;
        /// In the projector's own window: what is on show.
        on_show() -> Option<ProjectionView> [Projector];
        /// Closes the projector's window.
        stop_projecting() -> () [Main Projector];
        /// In the projector's own window: full screen, or back to a window.
        projector_full_screen() -> () [Projector];

        /// Opens a page of the platform for one person, in a window with nothing of anyone else's in it; `beside` is the
        /// part of the main window's width that is left to it, from 0 to 1.
        open_passport(participant: Id<ParticipantId>, page: String, beside: f64) -> ();
        /// Closes that window, wipes what it held, and what was copied.
        close_passport() -> ();
        /// Whether that window is open.
        passport_open() -> bool;
        /// Copies a text, until the person's window is closed.
        copy_text(text: String) -> ();

        /// Opens the document in the system's viewer.
        open_document(choice: DocumentChoice) -> SavedFile;
        /// Shows a file that was saved since the program was started: in the system's viewer, or in its folder.
        show_file(path: String, in_folder: bool) -> ();
        /// Gives the whole screen to the window, or takes it back.
        full_screen(on: bool) -> () [Main Station];
    }
    events {
        /// Told at every change of the sending.
        SYNC = "sync": SyncView;
        /// Told when there is a connection or none, and what waits for it.
        CONNECTION = "connection": ConnectionView;
        /// Told as a trial is made.
        PRACTICE = "practice": PracticeProgress;
        /// Told when something happens to the platform's window.
        PASSPORT = "passport": PassportNews;
        /// In the projector's own window: told at every change of what is on show.
        PROJECTION = "projection": ProjectionView;
    }
}
