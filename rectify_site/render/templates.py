"""Jinja as this house uses it: a sandbox in which nothing is written unescaped and nothing undefined is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from jinja2 import DictLoader, StrictUndefined, TemplateError, Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.sandbox import SandboxedEnvironment

from rectify_site.errors import N_, SettingsError
from rectify_site.render.escape import Safe, shown

ISO_MINUTE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T|\Z)(\d{2}:\d{2})?")
DAY_IN_TEXT = re.compile(r"(?<!\d)\d{4}&#45;\d{2}&#45;\d{2}(?!\d)")
PARTS = "parts.md.jinja"
JINJAS_OWN = frozenset({"_loop_vars", "_block_vars"})  # what its compiler adds to every call


def _written(value: object) -> str:
    """What ``{{ … }}`` writes; the words of an undefined value are an error that names it."""
    try:
        return shown(value)
    except TypeError:
        return str(value) if isinstance(value, Undefined) else shown(value)


class _Fields(dict[type, frozenset[str]]):
    """The fields of each kind of value, found when the first is asked for one."""

    def __missing__(self, kind: type) -> frozenset[str]:
        self[kind] = found = frozenset((*getattr(kind, "_fields", ()), *getattr(kind, "model_fields", ())))
        return found


FIELDS = _Fields()


class Templates(SandboxedEnvironment):
    """Jinja's sandbox with two doors made for values that are plain data, because a site asks millions of times."""

    def getattr(self, obj: object, attribute: str) -> object:
        """A field of a named tuple or a noun, a shared macro; whatever else goes the sandbox's long way."""
        kind = type(obj)
        if attribute in FIELDS[kind]:
            return getattr(obj, attribute)
        if kind is TemplateModule and not attribute.startswith("_") and attribute in vars(obj):
            return vars(obj)[attribute]
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Callable[..., object], *args: object, **kwargs: object) -> object:
        """What a macro has written went through ``finalize`` piece by piece, so it is safe as a whole."""
        if isinstance(obj, Macro):
            given = {key: value for key, value in kwargs.items() if key not in JINJAS_OWN}
            return Safe(obj(*args, **given))
        return super().call(context, obj, *args, **kwargs)


def day(value: date) -> Safe:
    """2022-12-31."""
    return Safe(value.isoformat())


def day_zh(value: date) -> Safe:
    """2022年12月31日."""
    return Safe(f"{value.year}年{value.month}月{value.day}日")


def minute(moment: str) -> Safe:
    """2022-03-12 10:00, from a moment in ISO 8601; the time of day is the one that was signed.

    Raises:
        ValueError: it is no such moment.

    """
    found = ISO_MINUTE.match(moment)
    if not found:
        message = f"{moment!r} is not a moment in ISO 8601"
        raise ValueError(message)
    return Safe(" ".join(part for part in found.groups() if part))


def dated(text: str) -> Safe:
    """The text with its days as elements, so that no line ends within one."""
    return Safe(DAY_IN_TEXT.sub(r"<time>\g<0></time>", shown(text)))


FILTERS = {"dated": dated, "day": day, "day_zh": day_zh, "minute": minute, "length": len}


def environment(sources: Mapping[str, str]) -> Templates:
    """Templates by name; the macros of ``parts.md.jinja`` are there as ``parts`` in all of them.

    Filters are those of this file: none that joins, formats or declares text safe. Jinja's own escaping is off,
    because it knows HTML only: strings that a template joins are text again and are escaped when written.

    Raises:
        SettingsError: M401, naming ``parts.md.jinja``.

    """
    made = Templates(
        loader=DictLoader(sources),
        undefined=StrictUndefined,
        autoescape=False,  # finalize escapes, for HTML and for Markdown
        finalize=_written,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters = dict(FILTERS)
    made.globals = {}
    if PARTS in sources:
        try:
            made.globals["parts"] = made.get_template(PARTS).module
        except TemplateError as error:
            raise _refused(PARTS, error) from error
    return made


def write(made: Templates, name: str, **values: object) -> str:
    """Fill a template in. Blank lines never come in twos, so that the file reads like one written by hand.

    Raises:
        SettingsError: M401, naming the template.

    """
    try:
        text = made.get_template(name).render(values)
    except TemplateError as error:
        raise _refused(name, error) from error
    text = text.strip("\n")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text + "\n"


def piece(made: Templates, macro: str, *values: object) -> Safe:
    """Fill in one of the shared pieces, to be used on several pages.

    Raises:
        SettingsError: M401, naming the template.

    """
    try:
        return Safe(getattr(made.globals["parts"], macro)(*values))
    except TemplateError as error:
        raise _refused(PARTS, error) from error


def _refused(name: str, error: TemplateError) -> SettingsError:
    return SettingsError(
        "M401",
        N_("the template {name} cannot be filled in: {reason}"),
        N_("install rectify-site again, or take back the change to the template"),
        name=name,
        reason=str(error),
    )
