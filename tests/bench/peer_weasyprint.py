"""Posters and cards with the weasyprint package: `peer_weasyprint.py posters|cards DATA.json OUT.pdf FONTS`.

Prints the milliseconds of reading, laying out and writing (Python and its imports excluded), the most memory held and
the version, as JSON.
"""

import base64
import json
import resource
import sys
import time
from html import escape

import weasyprint

STYLE = """
@font-face { font-family: A; src: url(file://%(fonts)s/AtkinsonHyperlegible-Regular.ttf); }
@font-face { font-family: A; font-weight: bold; src: url(file://%(fonts)s/AtkinsonHyperlegible-Bold.ttf); }
@page { size: 210mm 297mm; margin: 0; }
body { margin: 0; font-family: A; color: #1b1f24; line-height: 1.25; }
section { position: relative; width: 210mm; height: 297mm; break-after: page; }
div, img { position: absolute; }
.m { display: flex; align-items: center; }
"""


def box(x, y, w, h, words="", style="", middle=False) -> str:
    place = f"left:{x}mm;top:{y}mm;width:{w}mm;height:{h}mm"
    inner = f"<span style='width:100%'>{escape(words)}</span>" if middle else escape(words)
    return f'<div class="{"m" if middle else ""}" style="{place};{style}">{inner}</div>'


def drawing(x, y, side, svg) -> str:
    data = base64.b64encode(svg.encode()).decode()
    return f'<img style="left:{x}mm;top:{y}mm;width:{side}mm" src="data:image/svg+xml;base64,{data}">'


def poster(p) -> str:
    accent = p["colour"]
    parts = [
        box(0, 0, 210, 19, style=f"background:{accent}"),
        box(16, 4, 100, 11, p["pathway"], "font:bold 17pt A;color:#fff", True),
        box(120, 4, 74, 11, p["structure"], "font-size:12pt;color:#fff;text-align:right", True),
        box(0, 19, 210, 9.5, style="background:#ffd24d"),
        box(16, 19, 178, 9.5, p["example"], "font:bold 13pt A;text-align:center", True),
        drawing(16, 36, 56, p["art_svg"]),
        box(80, 36, 114, 37, p["name"], "font:bold 32pt A"),
        box(80, 68, 114, 24, p["recognises"], "font-size:16pt"),
    ]
    for number, (label, words) in enumerate(p["cells"]):
        x, y = 16 + number % 2 * 92, 101 + number // 2 * 33.5
        parts += [
            box(x, y + 0.5, 1.4, 28, style=f"background:{accent}"),
            box(x + 5, y, 79, 7, label, f"font:bold 14pt A;color:{accent}"),
            box(x + 5, y + 7, 79, 22, words, "font-size:14pt"),
        ]
    parts += [
        box(16, 170, 178, 113, style="background:#f6efec;border-radius:4mm"),
        box(22, 176, 78, 11, p["ask"], f"font:bold 18pt A;color:{accent}", True),
    ]
    for number, step in enumerate(p["steps"]):
        y = 191.5 + number * 23.5
        disc = f"background:{accent};border-radius:50%;font:bold 14pt A;color:#fff;text-align:center"
        parts += [
            box(22, y, 9, 9, str(number + 1), disc, True),
            box(34.5, y + 1, 64, 21, step, "font-size:14pt"),
        ]
    parts += [
        box(104, 175, 85, 85, style="background:#fff;border-radius:2.5mm"),
        drawing(104, 175, 85, p["code_svg"]),
        box(104, 261.5, 85, 6, p["reach"], "font:bold 11pt A;text-align:center", True),
        box(22, 261.5, 78, 8, p["short_code"], "font:bold 13pt A", True),
        box(22, 270.5, 166, 9.5, p["address"], "font-size:10.5pt;text-align:center", True),
        box(16, 285.5, 120, 5.5, p["contact"], "font-size:10pt", True),
        box(138, 285.5, 56, 5.5, p["printed"], "font-size:9pt;text-align:right", True),
    ]
    return "".join(parts)


def card(c, x, y) -> str:
    return "".join([
        box(x, y, 4, 54, style=f"background:{c['colour']}"),
        drawing(x + 7.5, y + 4, 17, c["art_svg"]),
        box(x + 26.5, y + 4.5, 20, 16, c["pathway"], "font-size:8.5pt", True),
        box(x + 7.5, y + 22.5, 39, 18.5, c["name"], "font:bold 12pt A"),
        box(x + 7.5, y + 41.5, 39, 6, c["structure"], "font-size:8pt", True),
        drawing(x + 47.5, y + 4.5, 35, c["code_svg"]),
        box(x + 47.5, y + 39.5, 35, 4.2, c["scan"], "font:bold 8.5pt A;text-align:center", True),
        box(x + 47.5, y + 43.5, 35, 4, c["short_code"], "font-size:8pt;text-align:center", True),
        box(x + 4, y + 48, 81, 6, c["example"], "background:#ffd24d;font:bold 8pt A;text-align:center", True),
    ])


def main() -> None:
    kind, data, out, fonts = sys.argv[1:]
    start = time.perf_counter()
    with open(data, encoding="utf-8") as file:
        items = json.load(file)[kind]
    if kind == "posters":
        pages = [poster(item) for item in items]
    else:
        pages = []
        for first in range(0, len(items), 10):
            cards = enumerate(items[first : first + 10])
            pages.append("".join(card(item, 20 + n % 2 * 85, 13.5 + n // 2 * 54) for n, item in cards))
    body = "".join(f"<section>{page}</section>" for page in pages)
    page = f"<html lang=fr><title>Affiches des badges</title><style>{STYLE % {'fonts': fonts}}</style><body>{body}"
    weasyprint.HTML(string=page).write_pdf(out)
    spent = (time.perf_counter() - start) * 1000
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"ms": spent, "kilobytes": held, "version": weasyprint.__version__}))


main()
