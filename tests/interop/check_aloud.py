"""Checks PDF files, one path a line, with two programs that look for what PDF/UA asks; writes, as JSON, what each finds wrong
and the words of the pictures, in the order of reading."""

import json
import sys
from pathlib import Path

import outloud
import pdfua
import pikepdf

# Paper is not clicked; a person's own sheet says the structure and the day as another's does.
SKIPPED = ["LNK-010", "PAG-001"]
# Four flyers on a sheet are read once; the lines of two that stand side by side are taken for one that nobody reads.
SKIPPED_COPIES = SKIPPED + ["TAG-002"]


def words(element):
    """The words of the pictures under an element of the structure."""
    if isinstance(element, pikepdf.Array):
        return [word for one in element for word in words(one)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [str(element.get("/Alt", ""))] if element.get("/S") == "/Figure" else []
    return own + words(element.get("/K"))


for line in sys.stdin:
    path = line.rstrip("\n")
    skipped = SKIPPED_COPIES if "flyer-four" in Path(path).name else SKIPPED
    found = [f"outloud {one.rule}: {one.message}" for one in outloud.check(path, skip=skipped).findings]
    found += [f"pdfua {one.rule_id}: {one.message}" for one in pdfua.validate(path).findings]
    with pikepdf.open(path) as pdf:
        tree = pdf.Root.get("/StructTreeRoot")
        pictures = [] if tree is None else words(tree.get("/K"))
    print(json.dumps({"problems": found, "pictures": pictures}), flush=True)
