"""The measures of GB/T 9704-2012: paper, type area, lines and characters, fonts and sizes."""

from __future__ import annotations

from docx.shared import Mm, Pt

TITLE_FONT, HEAD_FONT, SECOND_FONT = "方正小标宋简体", "黑体", "楷体_GB2312"
BODY_FONT, PAGE_FONT = "仿宋_GB2312", "宋体"
TITLE_SIZE, BODY_SIZE, TABLE_SIZE, PAGE_SIZE = Pt(22), Pt(16), Pt(12), Pt(14)
PAPER = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
LINES, CHARACTERS = 22, 28

PITCH = Pt(28.95)
"""The 22nd part of the height of the type area, 225 mm, as Word rounds it."""

TIGHTER = -5
"""Twentieths of a point between characters of 16 pt, so that 28 fill a line of 156 mm.

Not a grid of characters, which would say the same to Word: LibreOffice spreads it to 24.
"""

NUMBER_BELOW = Mm(7)  # between the type area and the dashes beside the page number
