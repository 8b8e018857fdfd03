"""The inputs that are no documents: holidays, the lexicon, waivers. Nobody signs them; each has a fixed name."""

from __future__ import annotations

from typing import TypeVar

from rectify_site.documents import loading
from rectify_site.errors import N_, SettingsError, SourceError
from rectify_site.model.fields import Noun
from rectify_site.model.lexicon import Lexicon
from rectify_site.model.waivers import Waivers
from rectify_site.store import files
from rectify_site.store.projects import Project
from rectify_site.workdays import Holidays

T = TypeVar("T", bound=Noun)

WAIVERS_FILE = "content/waivers.yml"


def holidays(home: Project) -> Holidays:
    """Days off and days on that the library of holidays does not know yet. Raises SettingsError M105."""
    try:
        return _read(home, "holidays.yml", Holidays)
    except (ValueError, SourceError) as error:
        hint = N_("write lists of days: off: [2027-01-01] and on: [2027-01-03]")
        raise SettingsError(
            "M105", N_("content/holidays.yml cannot be read: {problem}"), hint, problem=error
        ) from error


def lexicon(home: Project) -> Lexicon:
    """The office's own list of wrong wordings. Raises SettingsError M107."""
    try:
        return _read(home, "lexicon.yml", Lexicon)
    except (ValueError, SourceError) as error:
        hint = N_(
            "under entries: write one line for each, for example - wrong: 布署 and below it right: 部署"
        )
        raise SettingsError(
            "M107", N_("content/lexicon.yml cannot be read: {problem}"), hint, problem=error
        ) from error


def waivers(home: Project) -> Waivers:
    """What a named person has decided to let stand. Raises SettingsError M108."""
    try:
        return _read(home, "waivers.yml", Waivers)
    except (ValueError, SourceError) as error:
        hint = N_("under waivers: write code, document, words, reason, by and until for each")
        raise SettingsError(
            "M108", N_("content/waivers.yml cannot be read: {problem}"), hint, problem=error
        ) from error


def _read(home: Project, name: str, kind: type[T]) -> T:
    """The file as its model, an empty one where there is no file."""
    data = files.read_if_there(home.content / name)
    return kind() if data is None else kind.model_validate(loading.load(data, name).value)
