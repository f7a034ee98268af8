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
from places import INK, WHITE, document

POINT = 25.4 / 72
ALIGN = {"left": "L", "centre": "C", "right": "R"}


def rgb(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


class Sheet:
    def __init__(self, fonts: str) -> None:
        self.pdf = FPDF(unit="mm", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_title("Affiches des badges")
        for style, weight in (("", "Regular"), ("B", "Bold")):
            self.pdf.add_font("A", style, os.path.join(fonts, f"AtkinsonHyperlegible-{weight}.ttf"))

    def next_page(self) -> None:
        self.pdf.add_page()

    def fill(self, x, y, w, h, colour, radius=0) -> None:
        self.pdf.set_fill_color(*rgb(colour))
        if radius * 2 == w == h:
            return self.pdf.ellipse(x, y, w, h, style="F")
        self.pdf.rect(x, y, w, h, style="F", round_corners=radius > 0, corner_radius=radius)

    def write(self, x, y, w, h, words, size, bold=False, colour=INK, align="left", middle=False) -> float:
        align = ALIGN[align]
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


def main() -> None:
    kind, data, out, fonts = sys.argv[1:]
    start = time.perf_counter()
    with open(data, encoding="utf-8") as file:
        items = json.load(file)[kind]
    sheet = Sheet(fonts)
    document(kind, items, sheet)
    sheet.pdf.output(out)
    spent = (time.perf_counter() - start) * 1000
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"ms": spent, "kilobytes": held, "version": fpdf.FPDF_VERSION}))


main()
