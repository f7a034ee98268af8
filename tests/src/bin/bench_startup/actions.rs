//! The actions that are measured: one of each kind that a person does.

/// An action of a person.
pub struct Action {
    /// Its name in the figures.
    pub name: &'static str,
    /// What is done before, without being measured.
    pub before: &'static str,
    /// The click, or the typing.
    pub act: &'static str,
    /// What must then be on the screen. `was` is the screen as it stood before.
    pub seen: &'static str,
}

const fn action(
    name: &'static str,
    before: &'static str,
    act: &'static str,
    seen: &'static str,
) -> Action {
    Action {
        name,
        before,
        act,
        seen,
    }
}

/// Every action, in the words of [`WORDS`].
pub const ACTIONS: &[Action] = &[
    action(
        "home: open",
        "go('#/people')",
        "link('#/home')",
        "title('Bonjour') && count('#home-people') && count('#home-next')",
    ),
    action(
        "people: open",
        "go('#/home')",
        "link('#/people')",
        "title('Personnes') && count('main tbody tr') > 5",
    ),
    action(
        "people: search",
        "fresh('#/people')",
        "type('main input', 'nbb')",
        "first() !== was.first && first().includes('Nbb')",
    ),
    action(
        "people: next page",
        "fresh('#/people')",
        "last('main nav button').click()",
        "first() !== was.first",
    ),
    action(
        "person: open",
        "fresh('#/people')",
        "last('main [data-row]').click()",
        "count('dialog[open] section') > 3 && count('dialog[open] li') > 0",
    ),
    action(
        "requests: open",
        "go('#/home')",
        "link('#/requests')",
        "title('Demandes') && count('main tbody tr') > 5",
    ),
    action(
        "requests: filter",
        "fresh('#/requests')",
        "press('.group:nth-child(5)')",
        "told() !== was.told && first() !== was.first",
    ),
    action(
        "requests: search",
        "fresh('#/requests')",
        "type('main input', 'nbb')",
        "first() !== was.first && first().includes('Nbb')",
    ),
    action(
        "requests: next page",
        "fresh('#/requests')",
        "last('main nav button').click()",
        "first() !== was.first",
    ),
    action(
        "requests: sort",
        "fresh('#/requests')",
        "press('main th:nth-child(2) button')",
        "first() !== was.first",
    ),
    action(
        "everywhere: search",
        "fresh('#/requests'); press('.find'); await until(() => count('dialog[open] [role=combobox]'))",
        "type('dialog[open] [role=combobox]', 'nbb')",
        "document.querySelector('dialog[open] [role=option]')?.innerText.includes('Nbb')",
    ),
    action(
        "request: open",
        "drafts()",
        "press('main [data-row]')",
        "count('main textarea') > 0 && settled()",
    ),
    // Words are kept at each pause; from the end of the pause, or from leaving the field as here, to the mark.
    action(
        "request: words kept",
        "draft()",
        "document.querySelector('main textarea').dispatchEvent(new Event('blur'))",
        "count('main .mark.saved') > 0",
    ),
    action(
        "workshops: open",
        "go('#/home')",
        "link('#/workshops')",
        "title('Ateliers') && count('main li a') > 2",
    ),
    action(
        "workshop: open",
        "fresh('#/workshops')",
        "last('main li a').click()",
        "count('main nav a[aria-current]') > 0 && settled()",
    ),
    action(
        "workshop: prepare",
        "board()",
        "press('main nav a[href$=\"/prepare\"]')",
        "count('main .items input') > 0",
    ),
    action(
        "checklist: tick",
        "tab('prepare', '.items')",
        "press('main .items input')",
        "main() !== was.main",
    ),
    action(
        "board: open",
        "tab('summary', '#blocked, #to-confirm')",
        "press('main nav a[href$=\"/run\"]')",
        "count('[role=grid] tbody tr') > 2",
    ),
    action(
        "board: attendance",
        "board()",
        "press('[role=grid] .toggle button[aria-pressed=false]')",
        "told() !== was.told",
    ),
    action(
        "board: undo",
        "turned()",
        "press('.said .undo')",
        "told() !== was.told",
    ),
    action(
        "board: move on",
        "board()",
        "press('[role=grid] .cell.doing, [role=grid] .cell.todo')",
        "told() !== was.told",
    ),
    action(
        "board: blocked",
        "board()",
        "document.querySelector('[role=grid]').dispatchEvent(new KeyboardEvent('keydown', { key: 'b', bubbles: true }))",
        "count('dialog[open] #block select') > 0",
    ),
    action(
        "workshop: bilan",
        "board()",
        "press('main nav a[href$=\"/summary\"]')",
        "count('#blocked, #to-confirm') > 0 && settled()",
    ),
    action(
        "queue: open",
        "go('#/home')",
        "link('#/queue')",
        "title('Envois')",
    ),
    // The screen, its badges and the sheet.
    action(
        "posters: open",
        "go('#/home')",
        "link('#/posters')",
        "title('Affiches') && count('main input[type=checkbox]') > 5",
    ),
    action(
        "guide: open",
        "go('#/home')",
        "link('#/guide')",
        "title('Guide') && count('main li a') > 3",
    ),
    action(
        "guide: next step",
        "step()",
        "press('main [aria-keyshortcuts=ArrowRight]')",
        "heading() !== was.heading && settled()",
    ),
    action(
        "settings: open",
        "go('#/home')",
        "link('#/settings')",
        "title('Réglages') && count('main input') > 0",
    ),
];

/// What the actions are written with.
pub const WORDS: &str = "
    window.all = (css) => [...document.querySelectorAll(css)];
    window.count = (css) => all(css).length;
    window.last = (css) => all(css).at(-1);
    window.settled = () => count('h1') > 0 && count('main [aria-busy=true]') === 0;
    window.heading = () => document.querySelector('h1')?.innerText ?? '';
    window.title = (words) => heading().startsWith(words) && settled();
    window.told = () => all('main [role=status]').map((one) => one.innerText).join(' | ');
    window.first = () => (document.querySelector('main [data-row]') ?? document.querySelector('main li a, main li button'))?.innerText ?? '';
    window.main = () => document.querySelector('main')?.textContent ?? '';
    window.screen_now = () => ({ told: told(), first: first(), main: main(), heading: heading() });
    window.press = (css) => document.querySelector(css).click();
    window.link = (href) => press(`a[href=\"${href}\"]`);
    window.type = (css, words) => { const field = document.querySelector(css); field.focus(); field.value = words;
        field.dispatchEvent(new Event('input', { bubbles: true })) };
    window.frame = () => new Promise((done) => requestAnimationFrame(done));
    window.until = async (test) => { for (let n = 0; n < 1200; n += 1) { if (test()) return; await frame() }
        throw new Error(`did not come: ${test}`) };
    window.quiet = async () => { await frame(); await until(settled); await frame(); await frame() };
    window.go = async (hash) => {
        // A panel has an address: it is left before another is gone to.
        if (count('dialog[open]')) { document.querySelector('dialog[open]').close(); await until(() => !count('dialog[open]')); await quiet() }
        if (location.hash !== hash) { const turned = new Promise((done) => addEventListener('hashchange', done, { once: true }));
            location.hash = hash; await turned }
        if (hash === '#/home') await until(() => count('#home-people') && count('#home-next'));
        await quiet() };
    // A list is as it was left: everything is shown again.
    window.fresh = async (hash) => { await go('#/settings'); await go(hash);
        await until(() => count('.tools input') || count('main li, main tbody tr') > 2); await quiet();
        for (let back; (back = document.querySelector('main nav span:first-child:not(.off) > button')); ) {
            const was = first(); back.click(); await until(() => first() !== was); await quiet() }
        if (document.querySelector('.tools input')?.value) type('.tools input', '');
        if (count('.group:first-child[aria-pressed=false]')) press('.group:first-child');
        await quiet(); await until(() => count('main li, main tbody tr') > 2); await quiet() };
    window.drafts = async () => { await fresh('#/requests'); const was = told(); press('.group:nth-child(2)');
        await until(() => told() !== was); await quiet() };
    window.draft = async () => { await drafts(); press('main [data-row]'); await until(() => count('main textarea')); await quiet();
        window.drawn = (window.drawn ?? 0) + 1; type('main textarea', `J’ai rangé ${drawn} palettes.`);
        await until(() => count('main .mark.pending')) };
    window.board = async () => { document.querySelector('dialog[open]')?.close();
        if (!count('[role=grid]')) { await fresh('#/workshops');
            await go(last('main li a').getAttribute('href') + '/run'); await until(() => count('[role=grid] tbody tr') > 2) }
        await quiet() };
    window.tab = async (name, css) => { await board(); press(`main nav a[href$=\"/${name}\"]`);
        await until(() => count(css)); await quiet() };
    window.turned = async () => { await board(); const was = told();
        press('[role=grid] .toggle button[aria-pressed=false]'); await until(() => told() !== was); await quiet() };
    window.step = async () => { await fresh('#/guide'); press('main li a'); await until(() => count('.moves')); await quiet() };";
