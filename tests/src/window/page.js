// What the tests do in the page: they find by what is written on the screen, and act in the same breath. Nothing is looked
// for in one question and acted upon in the next, since a screen may have moved on between the two.
//
// Read before each script of `acts.rs`: a page that was shown again knows nothing of the scripts of before.

/** Text as a person reads it: any run of spaces is one space, any apostrophe is one. */
const plain = (text) => (text ?? '').replace(/\s+/g, ' ').replace(/’/g, "'").trim()

const SELECTORS = {
  action: 'button, summary, a[href], [role=button], [role=link], [role=tab], input[type=submit]',
  field:
    'textarea, input:not([type=checkbox]):not([type=radio]):not([type=file]):not([type=submit]):not([type=hidden])',
  checkbox: 'input[type=checkbox], [role=checkbox], [role=switch]',
  radio: 'input[type=radio], [role=radio]',
  list: 'select, [role=combobox]',
  file: 'input[type=file]',
}

const rendered = (e) => e.checkVisibility({ visibilityProperty: true })

/** The words that an element gives to the name of what holds it. */
function words(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data
  if (node.nodeType !== Node.ELEMENT_NODE) return ''
  if (node.getAttribute('aria-hidden') === 'true' || !rendered(node)) return ''
  const own = node.getAttribute('aria-label')
  if (own) return ` ${own} `
  if (node.localName === 'img') return ` ${node.alt} `
  if (node.localName === 'svg') return ` ${node.querySelector('title')?.textContent ?? ''} `
  if (node.matches('input, select, textarea')) return ''
  const text = [...node.childNodes].map(words).join('')
  return getComputedStyle(node).display === 'inline' ? text : ` ${text} `
}

/** The accessible name; `access.rs` compares it with what the engine says, on every screen. */
function nameOf(e) {
  const labelled = e.getAttribute('aria-labelledby')
  if (labelled) {
    const parts = labelled.split(/\s+/).map((id) => document.getElementById(id))
    return plain(parts.map((part) => (part ? words(part) : '')).join(' '))
  }
  const own = e.getAttribute('aria-label')
  if (own) return plain(own)
  if (e.matches('input, select, textarea')) {
    if (e.type === 'submit') return plain(e.value)
    const labels = plain([...(e.labels ?? [])].map(words).join(' '))
    return labels || plain(e.title) || plain(e.placeholder)
  }
  return plain([...e.childNodes].map(words).join('')) || plain(e.title)
}

/** Everything that has that role and can be reached: an open dialogue is all that there is. */
function reachable(role) {
  const dialogues = document.querySelectorAll('dialog:modal')
  const room = dialogues[dialogues.length - 1] ?? document
  return [...room.querySelectorAll(SELECTORS[role])].filter((e) => rendered(e) && !e.closest('[inert]'))
}

/** A name that is exactly the one wanted is preferred; otherwise the first that begins with it. */
function find(role, wanted) {
  let near = null
  for (const e of reachable(role)) {
    const name = nameOf(e)
    if (name === wanted) return e
    if (near === null && name.startsWith(wanted)) near = e
  }
  return near
}

const enabled = (e) => e.isConnected && !e.disabled && e.getAttribute('aria-disabled') !== 'true'
const ticked = (e) => e.checked ?? e.getAttribute('aria-checked') === 'true'
const shown = (words) => words === '' || plain(document.body.innerText).includes(words)
const title = () => plain(document.querySelector('h1')?.innerText)

/** Whether what is meant is still what it was when it was found. */
function holds({ e, role, wanted, when, under }) {
  if (role === 'focus') return nameOf(document.activeElement ?? document.body).startsWith(wanted)
  return enabled(e) && nameOf(e).startsWith(wanted) && shown(when) && title() === under
}

/** What a person uses the mouse and the keyboard for. */
const WATCHED = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'keydown', 'keypress', 'keyup']

/** Between the driver and the page: an event that would reach anything else than what is meant is withheld. */
function watch(event) {
  const hand = window.testHand
  if (!hand || !event.isTrusted || hand.state === 'done') return
  const key = event.type.startsWith('key')
  if (key !== (hand.role === 'focus')) return
  const there = key || event.composedPath().includes(hand.target)
  // A box is ticked while its click is told, and no sooner.
  if (event.type === 'pointerdown' && hand.role !== 'action' && ticked(hand.e)) hand.state = 'missed'
  if (hand.state === 'ready' && there && holds(hand)) {
    if (event.type === 'click' || key) hand.state = 'done'
    return
  }
  hand.state = 'missed'
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** From now on, and until `withdraw`, the driver's hand reaches that and nothing else. */
function mean(hand) {
  window.testHand = { ...hand, state: 'ready' }
  if (!window.testWatched) for (const type of WATCHED) addEventListener(type, watch, true)
  window.testWatched = true
}

/** How it went: `done`, `missed` (withheld), `ready` (nothing came), or null on a page that is new. */
function withdraw() {
  const state = window.testHand?.state ?? null
  delete window.testHand
  return state
}

/** What would be hit at the middle of an element. */
function hit(e) {
  const { left, top, width, height } = e.getBoundingClientRect()
  return document.elementFromPoint(left + width / 2, top + height / 2)
}

/** What is to be clicked for a button, a box or a choice, which may be drawn by its label; null if it cannot be now. */
function aim({ role, wanted, when }) {
  if (!shown(when)) return null
  const e = find(role, wanted)
  if (!e || !enabled(e)) return null
  if (role !== 'action' && ticked(e)) return 'already'
  const label = role === 'action' ? undefined : e.labels?.[0]
  for (const block of ['nearest', 'center']) {
    e.scrollIntoView({ block, inline: 'nearest' })
    for (const target of [e, label]) {
      if (!target?.contains(hit(target))) continue
      mean({ e, target, role, wanted, when, under: title() })
      return target
    }
  }
  return null
}

/** Types in a field, in the place of what it held; false if it cannot be now. `unless`: says `already` when it holds that. */
function write({ wanted, text, when, unless }) {
  if (!shown(when)) return null
  const e = find('field', wanted)
  if (!e || !enabled(e) || e.readOnly) return null
  if (unless && e.value === text) return 'already'
  e.scrollIntoView({ block: 'nearest' })
  e.focus()
  e.select()
  const done = text === '' ? e.value === '' || document.execCommand('delete') : document.execCommand('insertText', false, text)
  return done ? 'done' : null
}

/** The first of several things that can be done now, each on a screen that shows certain words, all seen at one moment. */
function turn(list) {
  for (const { when, act, wanted, text } of list) {
    if (!shown(when)) continue
    if (act === 'arrive') return 'arrived'
    const done = act === 'press' ? aim({ role: 'action', wanted, when }) : write({ wanted, text, when, unless: true })
    if (done !== null && done !== 'already') return done
  }
  return null
}

/** Means the key about to come for what has the focus; false if that is called otherwise. */
function meanKey(wanted) {
  const hand = { role: 'focus', wanted }
  if (!holds(hand)) return false
  mean(hand)
  return true
}

function setDate({ wanted, date }) {
  const e = find('field', wanted)
  if (!e || !enabled(e)) return false
  e.value = date
  for (const type of ['input', 'change']) e.dispatchEvent(new Event(type, { bubbles: true }))
  return true
}

function choose({ wanted, entry }) {
  const list = find('list', wanted)
  const found = [...(list?.options ?? [])].find((option) => plain(option.textContent).startsWith(entry))
  if (!found || !enabled(list) || found.disabled) return false
  list.focus()
  list.value = found.value
  for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }))
  return true
}

/** The names of all that can be acted on, for whoever reads a failure. */
function names() {
  return Object.keys(SELECTORS).flatMap((role) => reachable(role).map((e) => `${role} « ${nameOf(e)} »`))
}
