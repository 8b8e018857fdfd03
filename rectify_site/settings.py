"""The settings of an office: the section ``plugins: rectify:`` of mkdocs.yml, as one readable class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, ValidationError

from rectify_site import colour
from rectify_site.errors import N_, SettingsError
from rectify_site.model.fields import Noun, Slug, Text

PINNED: dict[str, Any] = {
    "docs_dir": "content/pages",
    "site_dir": "build/preview",
    "use_directory_urls": "false",
    "theme": {"name": "material", "font": "false", "language": "zh"},
}
"""What mkdocs.yml says for ``mkdocs serve`` by hand. Another value could put drafts where the public looks."""

ALLOWED_KEYS = frozenset({"site_name", "site_url", "plugins", *PINNED})


PALE_GROUND = "#f6f5f2"
"""The darkest ground on which the main colour is read by day: the wash of the foot and of boxes."""


class Contact(Noun):
    """How the public reaches the office."""

    unit: Text | None = None
    telephone: Text | None = None
    hours: Text | None = None
    address: Text | None = None
    mailbox: Text | None = None
    message_board: Text | None = None
    reply_days: int = Field(default=5, ge=1)


class FootLink(Noun):
    """A link in the foot, such as 我为政府网站找错: words and an address elsewhere. Nothing is fetched from there."""

    label: Text
    address: str = Field(
        pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9_.~%/?=&#-]*)?$", max_length=500
    )


class Footer(Noun):
    """What the foot of a government page says (国办发〔2017〕47号)."""

    organiser: Text | None = None  # 主办单位
    undertaker: Text | None = None  # 承办单位
    site_id_code: Text | None = None  # 网站标识码
    icp: Text | None = None  # ICP备案序号
    police: Text | None = None  # 公安备案号
    support: Text | None = None  # 技术支持
    links: tuple[FootLink, ...] = ()  # 党政机关网站标识、我为政府网站找错、网站年度报表


class Settings(Noun):
    """How one office publishes. Days are calendar days unless the name says otherwise."""

    site_name: Text
    site_url: Text | None = None
    office: Text
    origin: Slug
    language: str = Field(default="zh", pattern="^(zh|en)$")
    contact: Contact = Contact()
    footer: Footer = Footer()
    licence: FootLink | None = None  # of the open data: its name, and where its text stands
    update_cycle: Text | None = None  # 每半年更新一次
    next_update: Text | None = None  # 2023年7月
    near_days: int = Field(default=30, ge=0, le=3660)
    stale_days: int = Field(default=90, ge=1, le=3660)
    collection_days: int = Field(
        default=20, ge=0, le=250
    )  # working days in which reports are still coming in
    sign_roles: tuple[Text, ...] = Field(
        default=("拟稿", "核稿", "会签", "保密审查", "审核", "签发"), max_length=12
    )  # in the order in which they sign; one page has no room for more
    required_roles: tuple[Text, ...] = ("保密审查", "签发")
    separate_roles: tuple[
        tuple[Text, ...], ...
    ] = ()  # groups of roles that need a person each, beside 拟稿 and 签发
    colour: Text = "#9b1c1f"  # the main colour; text in it must stand out from the ground
    csp: Literal["meta", "snippet", "off"] = "meta"  # who tells browsers that nothing else may run


def of(tree: Mapping[str, Any]) -> Settings:
    """Read the settings out of a parsed mkdocs.yml; anything not on the allow-list is refused."""
    strange = sorted(set(tree) - ALLOWED_KEYS)
    if strange:
        raise SettingsError(
            "M101",
            N_("mkdocs.yml has the key {key}, which this tool does not allow"),
            N_("remove it: the office edits only site_name, site_url and the section plugins: rectify:"),
            key=strange[0],
        )
    for key, value in PINNED.items():
        if key in tree and tree[key] != value:
            hint = N_("set it back to {value}, as `rectify-site init` writes it")
            raise SettingsError(
                "M106", N_("mkdocs.yml: {key} must not be changed"), hint, key=key, value=value
            )
    section = _section(tree)
    if "colour" in section:
        section["colour"] = _main_colour(str(section["colour"] or ""))
    try:
        return Settings(site_name=tree.get("site_name"), site_url=tree.get("site_url"), **section)
    except (ValidationError, TypeError) as error:
        where, what = _first(error)
        raise SettingsError(
            "M102",
            N_("mkdocs.yml, plugins: rectify: {where}: {what}"),
            N_("compare with docs/reference/settings.md"),
            where=where,
            what=what,
        ) from error


def _main_colour(written: str) -> str:
    found = colour.read(written)
    if found is None:
        message = N_("mkdocs.yml, colour: “{written}” is not a colour")
        hint = N_('write its six letters and digits between quotation marks, as in colour: "1f4e79"')
        raise SettingsError("M120", message, hint, written=written)
    if (ratio := colour.contrast(found, PALE_GROUND)) < colour.READABLE:
        raise SettingsError(
            "M121",
            N_(
                "mkdocs.yml, colour: {written} is too pale to be read: contrast {ratio}:1, at least 4.5:1 is needed"
            ),
            N_('take a darker one; the nearest that can be read is colour: "{darker}"'),
            written=written,
            ratio=f"{ratio:.1f}",
            darker=colour.readable(found, PALE_GROUND, colour.BLACK).removeprefix("#"),
        )
    return found


def _section(tree: Mapping[str, Any]) -> dict[str, Any]:
    plugins = tree.get("plugins") or []
    for plugin in plugins if isinstance(plugins, (list, tuple)) else [plugins]:
        if isinstance(plugin, Mapping) and isinstance(plugin.get("rectify"), Mapping):
            return dict(plugin["rectify"])
    raise SettingsError(
        "M103",
        N_("mkdocs.yml has no section plugins: rectify:"),
        N_("run `rectify-site init` in an empty folder and copy the section from there"),
    )


def _first(error: ValidationError | TypeError) -> tuple[str, str]:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return ".".join(str(part) for part in first["loc"]), first["msg"]
    return "", str(error)
