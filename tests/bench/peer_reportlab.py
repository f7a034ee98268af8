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
from reportlab.lib.colors import HexColor, white
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HEIGHT = 297
INK = HexColor("#1b1f24")
WARNING = HexColor("#ffd24d")


class Sheet:
    def __init__(self, out: str) -> None:
        self.canvas = Canvas(out, pagesize=(210 * mm, HEIGHT * mm), pageCompression=1, invariant=1)
        self.canvas.setTitle("Affiches des badges")
        self.known: dict[str, str] = {}

    def fill(self, x, y, w, h, colour, radius=0) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.roundRect(x * mm, (HEIGHT - y - h) * mm, w * mm, h * mm, radius * mm, stroke=0, fill=1)

    def write(self, x, y, w, h, words, size, bold=False, colour=INK, align="left", middle=False) -> float:
        font = "Bold" if bold else "Regular"
        lines = simpleSplit(words, font, size, w * mm)
        tall = len(lines) * size * 1.25 / mm
        top = y + max(0, (h - tall) / 2) if middle else y
        text = self.canvas.beginText()
        text.setFont(font, size)
        text.setFillColor(colour)
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


def poster(sheet: Sheet, p) -> None:
    accent = HexColor(p["colour"])
    sheet.fill(0, 0, 210, 19, accent)
    sheet.write(16, 4, 100, 11, p["pathway"], 17, True, white, middle=True)
    sheet.write(120, 4, 74, 11, p["structure"], 12, False, white, "right", True)
    sheet.fill(0, 19, 210, 9.5, WARNING)
    sheet.write(16, 19, 178, 9.5, p["example"], 13, True, INK, "centre", True)
    sheet.art(p, 16, 36, 56)
    tall = sheet.write(80, 36, 114, 37, p["name"], 32, True)
    sheet.write(80, 40 + tall, 114, 56, p["recognises"], 16)
    for number, (label, words) in enumerate(p["cells"]):
        x, y = 16 + number % 2 * 92, 101 + number // 2 * 33.5
        sheet.fill(x, y + 0.5, 1.4, 28, accent)
        sheet.write(x + 5, y, 79, 7, label, 14, True, accent)
        sheet.write(x + 5, y + 7, 79, 22, words, 14)
    sheet.fill(16, 170, 178, 113, HexColor("#f6efec"), 4)
    sheet.write(22, 176, 78, 11, p["ask"], 18, True, accent, middle=True)
    for number, step in enumerate(p["steps"]):
        y = 191.5 + number * 23.5
        sheet.fill(22, y, 9, 9, accent, 4.5)
        sheet.write(22, y, 9, 9, str(number + 1), 14, True, white, "centre", True)
        sheet.write(34.5, y + 1, 64, 21, step, 14)
    sheet.fill(104, 175, 85, 85, white, 2.5)
    sheet.code(p, 104, 175, 85)
    sheet.write(104, 261.5, 85, 6, p["reach"], 11, True, INK, "centre", True)
    sheet.write(22, 261.5, 78, 8, p["short_code"], 13, True, middle=True)
    sheet.write(22, 270.5, 166, 9.5, p["address"], 10.5, align="centre", middle=True)
    sheet.write(16, 285.5, 120, 5.5, p["contact"], 10, middle=True)
    sheet.write(138, 285.5, 56, 5.5, p["printed"], 9, align="right", middle=True)


def card(sheet: Sheet, c, x, y) -> None:
    sheet.fill(x, y, 4, 54, HexColor(c["colour"]))
    sheet.art(c, x + 7.5, y + 4, 17)
    sheet.write(x + 26.5, y + 4.5, 20, 16, c["pathway"], 8.5, middle=True)
    sheet.write(x + 7.5, y + 22.5, 39, 18.5, c["name"], 12, True)
    sheet.write(x + 7.5, y + 41.5, 39, 6, c["structure"], 8, middle=True)
    sheet.code(c, x + 47.5, y + 4.5, 35)
    sheet.write(x + 47.5, y + 39.5, 35, 4.2, c["scan"], 8.5, True, INK, "centre", True)
    sheet.write(x + 47.5, y + 43.5, 35, 4, c["short_code"], 8, align="centre", middle=True)
    sheet.fill(x + 4, y + 48, 81, 6, WARNING)
    sheet.write(x + 6, y + 48, 77, 6, c["example"], 8, True, INK, "centre", True)


def cut_marks(sheet: Sheet) -> None:
    grey = HexColor("#9aa3ae")
    for x in (20, 105, 190):
        for y in (7, 285):
            sheet.fill(x - 0.1, y, 0.2, 5, grey)
    for y in (13.5, 67.5, 121.5, 175.5, 229.5, 283.5):
        for x in (13.5, 191.5):
            sheet.fill(x, y - 0.1, 5, 0.2, grey)


def main() -> None:
    kind, data, out, fonts = sys.argv[1:]
    start = time.perf_counter()
    with open(data, encoding="utf-8") as file:
        items = json.load(file)[kind]
    for weight in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(weight, os.path.join(fonts, f"AtkinsonHyperlegible-{weight}.ttf")))
    sheet = Sheet(out)
    if kind == "posters":
        for item in items:
            poster(sheet, item)
            sheet.canvas.showPage()
    else:
        for first in range(0, len(items), 10):
            for number, item in enumerate(items[first : first + 10]):
                card(sheet, item, 20 + number % 2 * 85, 13.5 + number // 2 * 54)
            cut_marks(sheet)
            sheet.canvas.showPage()
    sheet.canvas.save()
    spent = (time.perf_counter() - start) * 1000
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"ms": spent, "kilobytes": held, "version": reportlab.Version}))


main()
