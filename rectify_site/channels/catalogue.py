"""What the data are, for programs that collect data: a Frictionless Data Package and a DCAT catalogue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from rectify_site import links
from rectify_site.channels.forms import NO, YES
from rectify_site.channels.outlet import Outlet
from rectify_site.model.outputs import Artifact
from rectify_site.registry import channel
from rectify_site.tables.datasets import Column, Dataset, Kind

TYPES = {
    Kind.TEXT: "string",
    Kind.NAMES: "string",
    Kind.NUMBER: "integer",
    Kind.FLAG: "boolean",
    Kind.DAY: "date",
    Kind.TIME: "datetime",
}
FORMATS: dict[Kind, dict[str, Any]] = {
    Kind.FLAG: {"trueValues": [YES], "falseValues": [NO]},
    Kind.TIME: {"format": "%Y-%m-%dT%H:%M:%S%z"},
}
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
NAMES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ABOUT = "整改落实情况的公开数据，只含经签发向社会公开的内容。"
GUARDED = "文字前多出的一个单引号（'）是为了不让表格软件把它当作公式，读入时去掉即可。"


@channel("catalogue")
def catalogue(outlet: Outlet) -> Iterator[Artifact]:
    """Both descriptions, beside the data; a sealed year is not offered to those who collect what is offered."""
    yield Artifact(links.DATA_PACKAGE, _written(data_package(outlet)))
    if not outlet.edition.snapshot:
        yield Artifact(links.DATA_CATALOGUE, _written(dcat(outlet)))


def _written(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def data_package(outlet: Outlet) -> dict[str, Any]:
    """The data package: every CSV with its columns, its size and its digest."""
    edition, licence = outlet.edition, outlet.settings.licence
    given: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": outlet.settings.origin,
        "title": outlet.settings.site_name,
        "description": f"{ABOUT}数据截至{edition.as_of.isoformat()}。{GUARDED}",
        "version": edition.as_of.isoformat(),
        "created": edition.published_at,
        "homepage": outlet.web(links.HOME),
        "contributors": [{"title": outlet.settings.office, "role": "publisher"}],
        "licenses": [{"title": licence.label, "path": licence.address}] if licence else None,
        "resources": [_resource(dataset, outlet.csv[dataset.key]) for dataset in outlet.datasets],
    }
    return {key: value for key, value in given.items() if value}


def _resource(dataset: Dataset, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(dataset, column) for column in dataset.columns],
        "missingValues": [""],
        "primaryKey": list(dataset.identified_by),
    }
    if dataset.owners:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": owner, "fields": ["id"]}}
            for name, owner in dataset.owners
        ]
    return {
        "profile": "tabular-data-resource",
        "name": dataset.key,
        "title": dataset.title,
        "description": dataset.means,
        "path": f"{dataset.key}.csv",
        "format": "csv",
        "mediatype": MEDIA["csv"],
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(dataset: Dataset, column: Column) -> dict[str, Any]:
    given: dict[str, Any] = {"name": column.name, "title": column.title, "type": TYPES[column.kind]}
    if column.means:
        given["description"] = column.means
    if column.name in dataset.identified_by:
        given["constraints"] = {"required": True}
    return given | FORMATS.get(column.kind, {})


def dcat(outlet: Outlet) -> dict[str, Any]:
    """The catalogue in JSON-LD. Without an address on the web its names are relative to where it stands."""
    edition, settings = outlet.edition, outlet.settings
    publisher = {"@type": "foaf:Organization", "foaf:name": settings.office}
    issued = {"@type": "xsd:dateTime", "@value": edition.published_at}
    whole = {
        "@id": _address(outlet, links.DATA) + "#dataset",
        "@type": "dcat:Dataset",
        "dct:title": settings.site_name,
        "dct:description": ABOUT,
        "dct:identifier": settings.origin,
        "dct:modified": issued,
        "dct:language": "zh-CN",
        "dct:publisher": publisher,
        "dcat:landingPage": {"@id": _address(outlet, links.DATA)},
        "dcat:distribution": list(_distributions(outlet)),
    }
    return {
        "@context": NAMES,
        "@id": _address(outlet, links.DATA_CATALOGUE),
        "@type": "dcat:Catalog",
        "dct:title": settings.site_name,
        "dct:description": ABOUT,
        "dct:publisher": publisher,
        "dct:modified": issued,
        "dcat:dataset": [whole],
    }


def _distributions(outlet: Outlet) -> Iterator[dict[str, Any]]:
    files = [("全部数据", links.WORKBOOK, "xlsx")]
    for form in ("csv", "json"):
        files += [(dataset.title, links.data(dataset.key, form), form) for dataset in outlet.datasets]
    for title, path, form in files:
        given: dict[str, Any] = {
            "@id": _address(outlet, path),
            "@type": "dcat:Distribution",
            "dct:title": f"{title}（{form}）",
            "dcat:downloadURL": {"@id": _address(outlet, path)},
            "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA[form]}"},
        }
        if outlet.settings.licence:
            given["dct:license"] = {"@id": outlet.settings.licence.address}
        yield given


def _address(outlet: Outlet, path: str) -> str:
    return outlet.web(path) or links.relative(path, links.DATA_CATALOGUE)
