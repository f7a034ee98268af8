"""Posters and cards with LibreOffice Draw: `peer_libreoffice.py posters|cards DATA.json OUT.pdf FONTS`.

Writes a flat drawing (FODG) and has `soffice` turn it into a PDF. Prints the milliseconds of both (LibreOffice cannot be
asked without being started: its start is in them), the most memory that it held and its version, as JSON.
"""

import base64
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.sax.saxutils import escape

import places

NAMES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"
    for name, uri in [
        ("office", "office"), ("style", "style"), ("text", "text"), ("draw", "drawing"), ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    ]
}
PAGE = """<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
 fo:margin-top="0mm" fo:margin-bottom="0mm" fo:margin-left="0mm" fo:margin-right="0mm"/></style:page-layout>"""
ALIGN = {"left": "start", "centre": "center", "right": "end"}


class Sheet:
    def __init__(self) -> None:
        self.pages: list[list[str]] = []
        self.styles: dict[str, str] = {}

    def style(self, family: str, properties: str) -> str:
        return self.styles.setdefault(f'style:family="{family}">{properties}', f"s{len(self.styles)}")

    def put(self, shape: str) -> None:
        self.pages[-1].append(shape)

    def next_page(self) -> None:
        self.pages.append([])

    @staticmethod
    def at(x, y, w, h) -> str:
        return f'svg:x="{x}mm" svg:y="{y}mm" svg:width="{w}mm" svg:height="{h}mm"'

    def fill(self, x, y, w, h, colour, radius=0) -> None:
        name = self.style(
            "graphic",
            f'<style:graphic-properties draw:stroke="none" draw:fill="solid" draw:fill-color="{colour}"/>',
        )
        self.put(f'<draw:rect draw:style-name="{name}" draw:corner-radius="{radius}mm" {self.at(x, y, w, h)}/>')

    def write(self, x, y, w, h, words, size, bold=False, colour=places.INK, align="left", middle=False) -> float:
        box = self.style(
            "graphic",
            '<style:graphic-properties draw:stroke="none" draw:fill="none" fo:padding="0mm" draw:auto-grow-height="false"'
            f' draw:textarea-vertical-align="{"middle" if middle else "top"}"/>',
        )
        line = self.style("paragraph", f'<style:paragraph-properties fo:text-align="{ALIGN[align]}"/>')
        weight = "bold" if bold else "normal"
        face = self.style(
            "text",
            f'<style:text-properties style:font-name="A" fo:font-size="{size}pt" fo:font-weight="{weight}"'
            f' fo:color="{colour}"/>',
        )
        self.put(
            f'<draw:frame draw:style-name="{box}" {self.at(x, y, w, h)}><draw:text-box>'
            f'<text:p text:style-name="{line}"><text:span text:style-name="{face}">{escape(words)}</text:span></text:p>'
            "</draw:text-box></draw:frame>"
        )
        # The drawing tells no height: lines of about so many letters, as the others measure them.
        lines = -(-len(words) * size * 0.19 // w)
        return lines * size * 0.44

    def drawing(self, svg, x, y, side) -> None:
        data = base64.b64encode(svg.encode()).decode()
        self.put(
            f"<draw:frame {self.at(x, y, side, side)}><draw:image><office:binary-data>{data}</office:binary-data>"
            "</draw:image></draw:frame>"
        )

    def art(self, item, x, y, side) -> None:
        self.drawing(item["art_svg"], x, y, side)

    def code(self, item, x, y, side) -> None:
        self.drawing(item["code_svg"], x, y, side)

    def text(self) -> str:
        names = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMES.items())
        styles = "".join(
            f'<style:style style:name="{name}" {body}</style:style>' for body, name in self.styles.items()
        )
        pages = "".join(f'<draw:page draw:master-page-name="M">{"".join(page)}</draw:page>' for page in self.pages)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            f'<office:document {names} office:version="1.3"'
            ' office:mimetype="application/vnd.oasis.opendocument.graphics">'
            '<office:font-face-decls><style:font-face style:name="A" svg:font-family="\'Atkinson Hyperlegible\'"/>'
            f"</office:font-face-decls><office:automatic-styles>{PAGE}{styles}</office:automatic-styles>"
            '<office:master-styles><style:master-page style:name="M" style:page-layout-name="P"/></office:master-styles>'
            f"<office:body><office:drawing>{pages}</office:drawing></office:body></office:document>"
        )


def main() -> None:
    kind, data, out, fonts = sys.argv[1:]
    office = shutil.which("soffice")
    version = subprocess.run([office, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    with tempfile.TemporaryDirectory() as scratch:
        known = Path(scratch, "fonts.conf")
        known.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f"<dir>{fonts}</dir><cachedir>{scratch}/cache</cachedir></fontconfig>",
            encoding="utf-8",
        )
        start = time.perf_counter()
        with open(data, encoding="utf-8") as file:
            items = json.load(file)[kind]
        sheet = Sheet()
        places.document(kind, items, sheet)
        drawn = Path(scratch, Path(out).stem + ".fodg")
        drawn.write_text(sheet.text(), encoding="utf-8")
        subprocess.run(
            [office, f"-env:UserInstallation=file://{scratch}/user", "--headless", "--convert-to", "pdf", "--outdir",
             str(Path(out).parent), str(drawn)],
            check=True,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"FONTCONFIG_FILE": str(known), "HOME": scratch},
        )
        spent = (time.perf_counter() - start) * 1000
    held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"ms": spent, "kilobytes": held, "version": version}))


main()
