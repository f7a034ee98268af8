"""Posters and cards with the typst package: `peer_typst.py posters|cards DATA.json OUT.pdf FONTS`.

Prints the milliseconds of the compilation itself (Python and its imports excluded), the most memory held and
the version, as JSON.
"""

import json
import os
import resource
import shutil
import sys
import time
from importlib.metadata import version

import typst

COMMON = r"""
#set document(title: "Affiches des badges", date: none)
#set text(font: "Atkinson Hyperlegible", lang: "fr", fill: rgb("#1b1f24"))
#let data = json("data.json")
#let put(x, y, w, h, body) = place(top + left, dx: x * 1mm, dy: y * 1mm, block(width: w * 1mm, height: h * 1mm, clip: false, body))
#let box-fill(x, y, w, h, colour, radius: 0mm) = place(top + left, dx: x * 1mm, dy: y * 1mm, rect(width: w * 1mm, height: h * 1mm, fill: colour, stroke: none, radius: radius))
#let drawing(x, y, side, svg) = place(top + left, dx: x * 1mm, dy: y * 1mm, image(bytes(svg), format: "svg", width: side * 1mm))
"""

POSTERS = COMMON + r"""
#set page(width: 210mm, height: 297mm, margin: 0mm)
#for (n, p) in data.posters.enumerate() {
  if n > 0 { pagebreak() }
  let accent = rgb(p.colour)
  box-fill(0, 0, 210, 19, accent)
  put(16, 4, 100, 11, align(horizon, text(17pt, white, weight: "bold", p.pathway)))
  put(120, 4, 74, 11, align(right + horizon, text(12pt, white, p.structure)))
  box-fill(0, 19, 210, 9.5, rgb("#ffd24d"))
  put(16, 19, 178, 9.5, align(center + horizon, text(13pt, weight: "bold", p.example)))
  drawing(16, 36, 56, p.art_svg)
  put(80, 36, 114, 56, [#text(32pt, weight: "bold", p.name)#v(2mm)#text(16pt, p.recognises)])
  for (i, cell) in p.cells.enumerate() {
    let x = 16 + calc.rem(i, 2) * 92
    let y = 101 + calc.quo(i, 2) * 33.5
    box-fill(x, y + 0.5, 1.4, 28, accent)
    put(x + 5, y, 79, 7, text(14pt, accent, weight: "bold", cell.at(0)))
    put(x + 5, y + 7, 79, 22, text(14pt, cell.at(1)))
  }
  box-fill(16, 170, 178, 113, accent.lighten(91%), radius: 4mm)
  put(22, 176, 78, 11, align(horizon, text(18pt, accent, weight: "bold", p.ask)))
  for (i, step) in p.steps.enumerate() {
    let y = 191.5 + i * 23.5
    place(top + left, dx: 22mm, dy: y * 1mm, circle(radius: 4.5mm, fill: accent, stroke: none))
    put(22, y, 9, 9, align(center + horizon, text(14pt, white, weight: "bold", str(i + 1))))
    put(34.5, y + 1, 64, 21, text(14pt, step))
  }
  box-fill(104, 175, 85, 85, white, radius: 2.5mm)
  drawing(104, 175, 85, p.code_svg)
  put(104, 261.5, 85, 6, align(center + horizon, text(11pt, weight: "bold", p.reach)))
  put(22, 261.5, 78, 8, align(horizon, text(13pt, weight: "bold", p.short_code)))
  put(22, 270.5, 166, 9.5, align(center + horizon, text(10.5pt, p.address)))
  put(16, 285.5, 120, 5.5, align(horizon, text(10pt, p.contact)))
  put(138, 285.5, 56, 5.5, align(right + horizon, text(9pt, p.printed)))
}
"""

CARDS = COMMON + r"""
#set page(width: 210mm, height: 297mm, margin: 0mm)
#let cut = rgb("#9aa3ae")
#for (n, sheet) in data.cards.chunks(10).enumerate() {
  if n > 0 { pagebreak() }
  for (i, c) in sheet.enumerate() {
    let x = 20 + calc.rem(i, 2) * 85
    let y = 13.5 + calc.quo(i, 2) * 54
    box-fill(x, y, 4, 54, rgb(c.colour))
    drawing(x + 7.5, y + 4, 17, c.art_svg)
    put(x + 26.5, y + 4.5, 20, 16, align(horizon, text(8.5pt, c.pathway)))
    put(x + 7.5, y + 22.5, 39, 18.5, text(12pt, weight: "bold", c.name))
    put(x + 7.5, y + 41.5, 39, 6, align(horizon, text(8pt, c.structure)))
    drawing(x + 47.5, y + 4.5, 35, c.code_svg)
    put(x + 47.5, y + 39.5, 35, 4.2, align(center + horizon, text(8.5pt, weight: "bold", c.scan)))
    put(x + 47.5, y + 43.5, 35, 4, align(center + horizon, text(8pt, c.short_code)))
    box-fill(x + 4, y + 48, 81, 6, rgb("#ffd24d"))
    put(x + 6, y + 48, 77, 6, align(center + horizon, text(8pt, weight: "bold", c.example)))
  }
  for x in (20, 105, 190) { for y in (7, 285) { box-fill(x - 0.1, y, 0.2, 5, cut) } }
  for y in (13.5, 67.5, 121.5, 175.5, 229.5, 283.5) { for x in (13.5, 191.5) { box-fill(x, y - 0.1, 5, 0.2, cut) } }
}
"""


def main() -> None:
    kind, data, out, fonts = sys.argv[1:]
    root = os.path.dirname(os.path.abspath(out))
    if os.path.abspath(data) != os.path.join(root, "data.json"):
        shutil.copy(data, os.path.join(root, "data.json"))
    source = os.path.join(root, "main.typ")
    with open(source, "w", encoding="utf-8") as file:
        file.write(POSTERS if kind == "posters" else CARDS)
    start = time.perf_counter()
    pdf = typst.compile(source, root=root, font_paths=[fonts], ignore_system_fonts=True)
    with open(out, "wb") as file:
        file.write(pdf)
    spent = (time.perf_counter() - start) * 1000
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"ms": spent, "kilobytes": held, "version": version("typst")}))


main()
