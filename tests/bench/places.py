"""Where everything stands on our poster and our card, in millimetres: shared by the peers that draw.

A sheet of a peer has `fill(x, y, w, h, colour, radius)`, `write(x, y, w, h, words, size, bold, colour, align, middle)`
that returns the height taken, `art(item, x, y, side)`, `code(item, x, y, side)` and `next_page()`.
"""

INK, WHITE, WARNING = "#1b1f24", "#ffffff", "#ffd24d"


def poster(sheet, p) -> None:
    accent = p["colour"]
    sheet.fill(0, 0, 210, 19, accent)
    sheet.write(16, 4, 100, 11, p["pathway"], 17, True, WHITE, middle=True)
    sheet.write(120, 4, 74, 11, p["structure"], 12, False, WHITE, "right", True)
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
    sheet.fill(16, 170, 178, 113, "#f6efec", 4)
    sheet.write(22, 176, 78, 11, p["ask"], 18, True, accent, middle=True)
    for number, step in enumerate(p["steps"]):
        y = 191.5 + number * 23.5
        sheet.fill(22, y, 9, 9, accent, 4.5)
        sheet.write(22, y, 9, 9, str(number + 1), 14, True, WHITE, "centre", True)
        sheet.write(34.5, y + 1, 64, 21, step, 14)
    sheet.fill(104, 175, 85, 85, WHITE, 2.5)
    sheet.code(p, 104, 175, 85)
    sheet.write(104, 261.5, 85, 6, p["reach"], 11, True, INK, "centre", True)
    sheet.write(22, 261.5, 78, 8, p["short_code"], 13, True, middle=True)
    sheet.write(22, 270.5, 166, 9.5, p["address"], 10.5, align="centre", middle=True)
    sheet.write(16, 285.5, 120, 5.5, p["contact"], 10, middle=True)
    sheet.write(138, 285.5, 56, 5.5, p["printed"], 9, align="right", middle=True)


def card(sheet, c, x, y) -> None:
    sheet.fill(x, y, 4, 54, c["colour"])
    sheet.art(c, x + 7.5, y + 4, 17)
    sheet.write(x + 26.5, y + 4.5, 20, 16, c["pathway"], 8.5, middle=True)
    sheet.write(x + 7.5, y + 22.5, 39, 18.5, c["name"], 12, True)
    sheet.write(x + 7.5, y + 41.5, 39, 6, c["structure"], 8, middle=True)
    sheet.code(c, x + 47.5, y + 4.5, 35)
    sheet.write(x + 47.5, y + 39.5, 35, 4.2, c["scan"], 8.5, True, INK, "centre", True)
    sheet.write(x + 47.5, y + 43.5, 35, 4, c["short_code"], 8, align="centre", middle=True)
    sheet.fill(x + 4, y + 48, 81, 6, WARNING)
    sheet.write(x + 6, y + 48, 77, 6, c["example"], 8, True, INK, "centre", True)


def cut_marks(sheet) -> None:
    for x in (20, 105, 190):
        for y in (7, 285):
            sheet.fill(x - 0.1, y, 0.2, 5, "#9aa3ae")
    for y in (13.5, 67.5, 121.5, 175.5, 229.5, 283.5):
        for x in (13.5, 191.5):
            sheet.fill(x, y - 0.1, 5, 0.2, "#9aa3ae")


def document(kind, items, sheet) -> None:
    """A poster a page, or ten cards a page."""
    if kind == "posters":
        for item in items:
            sheet.next_page()
            poster(sheet, item)
        return
    for first in range(0, len(items), 10):
        sheet.next_page()
        for number, item in enumerate(items[first : first + 10]):
            card(sheet, item, 20 + number % 2 * 85, 13.5 + number // 2 * 54)
        cut_marks(sheet)
