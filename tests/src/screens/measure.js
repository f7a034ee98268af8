// What is measured in the page, for `measure.rs`.

const visible = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })

/** Nothing is loading and nothing moves: the words on the screen, to be compared with those of a moment later. */
function settled() {
  if (document.querySelector('h1') === null) return null
  if (document.querySelector('.skeleton, [aria-busy=true]')) return null
  const moving = document.getAnimations().some(({ effect }) => effect?.target?.checkVisibility())
  return moving ? null : document.body.innerText
}

/** How far the document is larger than its window, whether its content scrolls by itself, and where both are. */
function extent() {
  const { scrollHeight, clientHeight, scrollWidth, clientWidth, scrollTop } = document.scrollingElement
  const main = document.querySelector('main')
  const inner = main !== null && /auto|scroll/.test(getComputedStyle(main).overflowY)
  return { below: scrollHeight - clientHeight, beside: scrollWidth - clientWidth, inner, top: scrollTop, main: main?.scrollTop ?? 0 }
}

/** Everything that scrolls goes to its end. */
function scrollToEnd() {
  for (const e of [document.scrollingElement, ...document.querySelectorAll('main, aside')]) e.scrollTop = e.scrollHeight
}

const brief = (e) => e.outerHTML.replace(/\s+/g, ' ').slice(0, 140)

/** What runs out of the window sideways, unless it can be moved across by itself, as a table. */
function beside() {
  const edge = document.documentElement.clientWidth + 1
  const scrolls = (e) => {
    if (e === null || e === document.documentElement) return false
    const across = e.scrollWidth > e.clientWidth && /auto|scroll/.test(getComputedStyle(e).overflowX)
    return (across && e.tagName !== 'MAIN') || scrolls(e.parentElement)
  }
  const seen = (e) => visible(e) && !e.closest('[aria-hidden=true], .visually-hidden, .skip')
  return [...document.body.querySelectorAll('*')]
    .filter((e) => {
      const { left, right, width } = e.getBoundingClientRect()
      return width > 1 && (right > edge || left < -1) && seen(e) && !scrolls(e.parentElement)
    })
    .map(brief)
}

/** Links and buttons of the navigation that cannot be seen without scrolling. */
function navigationOut() {
  const all = [...document.querySelectorAll('aside a, aside button')].filter(visible)
  return all
    .filter((e) => {
      const { top, bottom } = e.getBoundingClientRect()
      return top < -1 || bottom > innerHeight + 1
    })
    .map(brief)
}

/** The part of an element where what it holds is shown. */
function inside(e) {
  const { left, top } = e.getBoundingClientRect()
  const x = left + e.clientLeft
  const y = top + e.clientTop
  return { left: x, top: y, right: x + e.clientWidth, bottom: y + e.clientHeight }
}

/** Where a text, drawn in those rectangles, is hidden by what holds it; null if it can be read whole. `aside`: it is out of
 * what can be moved across. */
function hiddenBy(e, rectangles) {
  for (let up = e; up && up !== document.documentElement; up = up.parentElement) {
    const style = getComputedStyle(up)
    if (style.display === 'contents' || style.display === 'inline') continue
    const box = inside(up)
    const out = (test) => rectangles.some(test)
    if (style.overflowX !== 'visible' && out((r) => r.right > box.right + 1 || r.left < box.left - 1)) {
      return /auto|scroll/.test(style.overflowX) ? 'aside' : 'cut'
    }
    if (/hidden|clip/.test(style.overflowY) && out((r) => r.bottom > box.bottom + 3 || r.top < box.top - 3)) return 'cut'
    if (style.position === 'fixed') return null
  }
  return null
}

const context = document.createElement('canvas').getContext('2d')
/** How wide a text is, as an element writes it. */
function width(text, e) {
  const { font, letterSpacing } = getComputedStyle(e)
  context.font = font
  context.letterSpacing = letterSpacing
  return context.measureText(text).width
}

/** Every text that is cut: by what holds it, by three dots, or in a field that is too narrow for its own words. */
function cut() {
  const found = []
  // What is behind a dialogue is not read.
  const dialogues = document.querySelectorAll('dialog:modal')
  const room = dialogues[dialogues.length - 1] ?? document.body
  const walker = document.createTreeWalker(room, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement
    if (node.data.trim() === '' || e.closest('.visually-hidden, .skip, [aria-hidden=true], svg, option, textarea')) continue
    if (!visible(e)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const how = hiddenBy(e, [...range.getClientRects()].filter(({ width }) => width > 0))
    if (how) found.push({ how, text: node.data.replace(/\s+/g, ' ').trim(), where: brief(e) })
  }
  for (const e of room.querySelectorAll('input, textarea, select')) {
    const words = e.localName === 'select' ? e.selectedOptions[0]?.text : e.value === '' ? e.placeholder : ''
    if (!words || e.type === 'date' || e.type === 'time' || !visible(e)) continue
    const { paddingLeft, paddingRight } = getComputedStyle(e)
    const room = e.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
    if (room > 8 && width(words, e) > room + 1 && e.localName !== 'textarea') found.push({ how: 'cut', text: words, where: brief(e) })
  }
  return found
}
