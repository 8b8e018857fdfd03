"""A zip archive of returned files, looked at before anything is unpacked. Nothing in it is written to the disk.

Names written by Chinese Windows carry no mark of their encoding: zipfile reads them as cp437, they are GB18030.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from rectify_site.errors import N_, SourceError

PACKED_LIMIT = 200_000_000  # bytes
MEMBER_LIMIT = 64_000_000  # bytes of one file unpacked: what a workbook may have
WHOLE_LIMIT = 400_000_000
FILES_LIMIT = 2_000
RATIO_LIMIT, RATIO_FREE = (
    100,
    5_000_000,
)  # workbooks are packed already; what shrinks a hundredfold is no workbook
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    RuntimeError,
)

UNPACK = N_("unpack it yourself and name the folder")
ASK = N_("do not use this file; ask where it comes from")


class Piece(NamedTuple):
    """A file that was handed in: how it is called, its bytes, or why there are none."""

    name: str
    data: bytes = b""
    refused: SourceError | None = None


def unpacked(data: bytes, wanted: frozenset[str]) -> Iterator[Piece]:
    """The files of an archive in the order of their names; the bytes only of those with a wanted suffix.

    Raises:
        SourceError: G137 for an archive that is damaged, hostile or too large as a whole.

    """
    if len(data) > PACKED_LIMIT:
        raise SourceError("G137", N_("the archive has {size} bytes, too many"), UNPACK, size=len(data))
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except ZIP_FAULTS as error:
        message = N_("the archive is damaged: {problem}")
        raise SourceError("G137", message, UNPACK, problem=error) from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > FILES_LIMIT or sum(info.file_size for info in infos) > WHOLE_LIMIT:
            message = N_("the archive holds {count} files, or unpacks to more than returned workbooks have")
            raise SourceError("G137", message, UNPACK, count=len(infos))
        named = [(_name(info), info) for info in infos]
        if len({name for name, _ in named}) < len(named):
            raise SourceError("G137", N_("the archive holds two files of the same name"), UNPACK)
        for name, info in sorted(named, key=lambda item: item[0]):
            yield _piece(archive, name, info, wanted)


def _piece(archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, wanted: frozenset[str]) -> Piece:
    if not name.lower().endswith(tuple(wanted)):
        return Piece(name)
    if info.flag_bits & ENCRYPTED_FLAG:
        return Piece(
            name, refused=SourceError("G137", N_("it is protected by a password"), UNPACK, exit_code=1)
        )
    if _leads_out(name):
        return Piece(
            name, refused=SourceError("G137", N_("its name points out of the archive"), ASK, exit_code=1)
        )
    ratio = info.file_size // max(1, info.compress_size)
    if info.file_size > MEMBER_LIMIT or (info.file_size > RATIO_FREE and ratio > RATIO_LIMIT):
        message = N_("it unpacks to {size} bytes, more than a workbook has")
        return Piece(name, refused=SourceError("G137", message, ASK, exit_code=1, size=info.file_size))
    try:
        with archive.open(info) as file:
            content = file.read(info.file_size + 1)
    except ZIP_FAULTS as error:
        message = N_("it is damaged: {problem}")
        return Piece(name, refused=SourceError("G137", message, UNPACK, exit_code=1, problem=error))
    return Piece(name, content)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as whoever packed it saw it."""
    if info.flag_bits & UTF8_FLAG:
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or parts[0].endswith(":")
