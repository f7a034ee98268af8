"""Posters and cards with the reportlab package: `peer_reportlab.py posters|cards DATA.json OUT.pdf FONTS`.

Prints the milliseconds of reading, drawing and writing (Python and its imports excluded), the most memory held and the
version, as JSON.
"""

import json
import os
import resource
import sys
import time

import reportlab
from places import INK, document
from reportlab.lib.colors import HexColor, white
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HEIGHT = 297


class Sheet:
    def __init__(self, out: str) -> None:
        self.canvas = Canvas(out, pagesize=(210 * mm, HEIGHT * mm), pageCompression=1, invariant=1)
        self.canvas.setTitle("Affiches des badges")
        self.known: dict[str, str] = {}
        self.begun = False

    def next_page(self) -> None:
        if self.begun:
            self.canvas.showPage()
        self.begun = True

    def fill(self, x, y, w, h, colour, radius=0) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.roundRect(x * mm, (HEIGHT - y - h) * mm, w * mm, h * mm, radius * mm, stroke=0, fill=1)

    def write(self, x, y, w, h, words, size, bold=False, colour=INK, align="left", middle=False) -> float:
        font = "Bold" if bold else "Regular"
        lines = simpleSplit(words, font, size, w * mm)
        tall = len(lines) * size * 1.25 / mm
        top = y + max(0, (h - tall) / 2) if middle else y
        text = self.canvas.beginText()
        text.setFont(font, size)
        text.setFillColor(HexColor(colour))
        for number, line in enumerate(lines):
            width = pdfmetrics.stringWidth(line, font, size) / mm
            left = x + {"left": 0, "centre": (w - width) / 2, "right": w - width}[align]
            text.setTextOrigin(left * mm, (HEIGHT - top) * mm - size * (0.95 + number * 1.25))
            text.textOut(line)
        self.canvas.drawText(text)
        return tall

    def form(self, key, draw) -> str:
        if key not in self.known:
            name = f"F{len(self.known)}"
            self.known[key] = name
            self.canvas.beginForm(name, 0, 0, 100, 100)
            draw(self.canvas)
            self.canvas.endForm()
        return self.known[key]

    def show(self, name, x, y, side, whole) -> None:
        self.canvas.saveState()
        self.canvas.translate(x * mm, (HEIGHT - y - side) * mm)
        self.canvas.scale(side * mm / whole, side * mm / whole)
        self.canvas.doForm(name)
        self.canvas.restoreState()

    def art(self, item, x, y, side) -> None:
        def draw(canvas):
            canvas.setFillColor(HexColor(item["colour"]))
            canvas.circle(50, 50, 46, stroke=0, fill=1)
            canvas.setFillColor(HexColor("#ffc64d"))
            path = canvas.beginPath()
            (first, *rest) = item["star"]
            path.moveTo(first[0], 100 - first[1])
            for px, py in rest:
                path.lineTo(px, 100 - py)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)

        self.show(self.form(item["colour"], draw), x, y, side, 100)

    def code(self, item, x, y, side) -> None:
        whole = item["whole"]

        def draw(canvas):
            canvas.setFillColor(white)
            canvas.rect(0, 0, whole, whole, stroke=0, fill=1)
            canvas.setFillColor(HexColor("#000000"))
            path = canvas.beginPath()
            for left, top, length in item["runs"]:
                path.rect(left, whole - 1 - top, length, 1)
            canvas.drawPath(path, stroke=0, fill=1)

        self.show(self.form(item["address"], draw), x, y, side, whole)


def main() -> None:
    kind, data, out, fonts = sys.argv[1:]
    start = time.perf_counter()
    with open(data, encoding="utf-8") as file:
        items = json.load(file)[kind]
    for weight in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(weight, os.path.join(fonts, f"AtkinsonHyperlegible-{weight}.ttf")))
    sheet = Sheet(out)
    document(kind, items, sheet)
    sheet.canvas.save()
    spent = (time.perf_counter() - start) * 1000
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"ms": spent, "kilobytes": held, "version": reportlab.Version}))


main()
