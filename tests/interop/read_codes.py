"""Reads pictures, one path a line, and writes the QR codes that ZXing finds in each: a JSON list of texts and corners."""

import json
import sys

import zxingcpp
from PIL import Image

for line in sys.stdin:
    with Image.open(line.rstrip("\n")) as picture:
        codes = zxingcpp.read_barcodes(picture.convert("L"))
    found = []
    for code in codes:
        at = code.position
        corners = [at.top_left, at.top_right, at.bottom_right, at.bottom_left]
        found.append({"text": code.text, "corners": [[corner.x, corner.y] for corner in corners]})
    print(json.dumps(found), flush=True)
