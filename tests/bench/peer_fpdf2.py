"""Posters and cards with the fpdf2 package: `peer_fpdf2.py posters|cards DATA.json OUT.pdf FONTS`.

Prints the milliseconds of reading, drawing and writing (Python and its imports excluded), the most memory held and the
version, as JSON.
"""

import json
import os
import resource
import sys
import time

import fpdf
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

POINT = 25.4 / 72
INK, WHITE, WARNING = "#1b1f24", "#ffffff", "#ffd24d"


def rgb(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


class Sheet:
    def __init__(self, fonts: str) -> None:
        self.pdf = FPDF(unit="mm", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_title("Affiches des badges")
        for style, weight in (("", "Regular"), ("B", "Bold")):
            self.pdf.add_font("A", style, os.path.join(fonts, f"AtkinsonHyperlegible-{weight}.ttf"))

    def fill(self, x, y, w, h, colour, radius=0) -> None:
        self.pdf.set_fill_color(*rgb(colour))
        self.pdf.rect(x, y, w, h, style="F", round_corners=radius > 0, corner_radius=radius)

    def write(self, x, y, w, h, words, size, bold=False, colour=INK, align="L", middle=False) -> float:
        self.pdf.set_font("A", "B" if bold else "", size)
        self.pdf.set_text_color(*rgb(colour))
        line = size * 1.25 * POINT
        self.pdf.c_margin = 0
        if middle:
            asked = MethodReturnValue.HEIGHT
            tall = self.pdf.multi_cell(w, line, words, align=align, dry_run=True, output=asked)
            y += max(0, (h - tall) / 2)
        self.pdf.set_xy(x, y)
        return self.pdf.multi_cell(w, line, words, align=align, output=MethodReturnValue.HEIGHT)

    def art(self, item, x, y, side) -> None:
        scale = side / 100
        self.pdf.set_fill_color(*rgb(item["colour"]))
        self.pdf.ellipse(x + 4 * scale, y + 4 * scale, 92 * scale, 92 * scale, style="F")
        self.pdf.set_fill_color(*rgb("#ffc64d"))
        self.pdf.polygon([(x + px * scale, y + py * scale) for px, py in item["star"]], style="F")

    def code(self, item, x, y, side) -> None:
        self.fill(x, y, side, side, WHITE)
        self.pdf.set_fill_color(0, 0, 0)
        module = side / item["whole"]
        for left, top, length in item["runs"]:
            self.pdf.rect(x + left * module, y + top * module, length * module, module, style="F")


def poster(sheet: Sheet, p) -> None:
    accent = p["colour"]
    sheet.fill(0, 0, 210, 19, accent)
    sheet.write(16, 4, 100, 11, p["pathway"], 17, True, WHITE, middle=True)
    sheet.write(120, 4, 74, 11, p["structure"], 12, False, WHITE, "R", True)
    sheet.fill(0, 19, 210, 9.5, WARNING)
    sheet.write(16, 19, 178, 9.5, p["example"], 13, True, INK, "C", True)
    sheet.art(p, 16, 36, 56)
    tall = sheet.write(80, 36, 114, 37, p["name"], 32, True)
    sheet.write(80, 40 + tall, 114, 56, p["recognises"], 16)
    for number, (label, words) in enumerate(p["cells"]):
        x, y = 16 + number % 2 * 92, 101 + number // 2 * 33.5
        sheet.fill(x, y + 0.5, 1.4, 28, accent)
        sheet.write(x + 5, y, 79, 7, label, 14, True, accent)
        sheet.write(x + 5, y + 7, 79, 22, words, 14)
    sheet.fill(16, 170, 178, 113, "#f6efec", 4)
    sheet.write(22, 176, 78, 11, p["ask"], 18, True, accent, middle=True)
    for number, step in enumerate(p["steps"]):
        y = 191.5 + number * 23.5
        sheet.pdf.set_fill_color(*rgb(accent))
        sheet.pdf.ellipse(22, y, 9, 9, style="F")
        sheet.write(22, y, 9, 9, str(number + 1), 14, True, WHITE, "C", True)
        sheet.write(34.5, y + 1, 64, 21, step, 14)
    sheet.fill(104, 175, 85, 85, WHITE, 2.5)
    sheet.code(p, 104, 175, 85)
    sheet.write(104, 261.5, 85, 6, p["reach"], 11, True, INK, "C", True)
    sheet.write(22, 261.5, 78, 8, p["short_code"], 13, True, middle=True)
    sheet.write(22, 270.5, 166, 9.5, p["address"], 10.5, align="C", middle=True)
    sheet.write(16, 285.5, 120, 5.5, p["contact"], 10, middle=True)
    sheet.write(138, 285.5, 56, 5.5, p["printed"], 9, align="R", middle=True)


def card(sheet: Sheet, c, x, y) -> None:
    sheet.fill(x, y, 4, 54, c["colour"])
    sheet.art(c, x + 7.5, y + 4, 17)
    sheet.write(x + 26.5, y + 4.5, 20, 16, c["pathway"], 8.5, middle=True)
    sheet.write(x + 7.5, y + 22.5, 39, 18.5, c["name"], 12, True)
    sheet.write(x + 7.5, y + 41.5, 39, 6, c["structure"], 8, middle=True)
    sheet.code(c, x + 47.5, y + 4.5, 35)
    sheet.write(x + 47.5, y + 39.5, 35, 4.2, c["scan"], 8.5, True, INK, "C", True)
    sheet.write(x + 47.5, y + 43.5, 35, 4, c["short_code"], 8, align="C", middle=True)
    sheet.fill(x + 4, y + 48, 81, 6, WARNING)
    sheet.write(x + 6, y + 48, 77, 6, c["example"], 8, True, INK, "C", True)


def cut_marks(sheet: Sheet) -> None:
    for x in (20, 105, 190):
        for y in (7, 285):
            sheet.fill(x - 0.1, y, 0.2, 5, "#9aa3ae")
    for y in (13.5, 67.5, 121.5, 175.5, 229.5, 283.5):
        for x in (13.5, 191.5):
            sheet.fill(x, y - 0.1, 5, 0.2, "#9aa3ae")


def main() -> None:
    kind, data, out, fonts = sys.argv[1:]
    start = time.perf_counter()
    with open(data, encoding="utf-8") as file:
        items = json.load(file)[kind]
    sheet = Sheet(fonts)
    if kind == "posters":
        for item in items:
            sheet.pdf.add_page()
            poster(sheet, item)
    else:
        for first in range(0, len(items), 10):
            sheet.pdf.add_page()
            for number, item in enumerate(items[first : first + 10]):
                card(sheet, item, 20 + number % 2 * 85, 13.5 + number // 2 * 54)
            cut_marks(sheet)
    sheet.pdf.output(out)
    spent = (time.perf_counter() - start) * 1000
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"ms": spent, "kilobytes": held, "version": fpdf.FPDF_VERSION}))


main()
