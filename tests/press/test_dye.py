"""An office's colour stands in every place where ours stood, and its tone can be read by night too."""

import re

from rectify_site import colour, settings
from rectify_site.press import dye
from tests.pages.site import TEMPLATES


def assets() -> dict[str, bytes]:
    return {name: (TEMPLATES / name).read_bytes() for name in (dye.SHEET, dye.ICON)}


def token(sheet: bytes, name: str) -> str:
    found = re.findall(rf"--{name}: (#[0-9a-f]{{6}});", sheet.decode())
    assert len(found) == 1
    return found[0]


def test_ours_is_what_the_sheet_and_the_settings_say() -> None:
    assert token(assets()[dye.SHEET], "brand") == dye.OURS == settings.Settings.model_fields["colour"].default
    assert token(assets()[dye.SHEET], "brand-night") == dye.OURS_BY_NIGHT
    assert colour.contrast(dye.OURS_BY_NIGHT, dye.NIGHT) >= colour.READABLE
    assert dye.dyed(assets(), dye.OURS) == assets()


def test_another_colour_is_put_into_sheet_and_icon_and_nowhere_else() -> None:
    blue = dye.dyed(assets(), "#1f4e79")
    assert token(blue[dye.SHEET], "brand") == "#1f4e79"
    assert colour.contrast(token(blue[dye.SHEET], "brand-night"), dye.NIGHT) >= colour.READABLE
    assert b"#1f4e79" in blue[dye.ICON]
    assert b"--late: #9b1c1f;" in blue[dye.SHEET], "what is late stays red whatever an office likes"
