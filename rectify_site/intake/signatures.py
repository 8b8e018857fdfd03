"""What a file is by its first bytes, and what to do about formats that are not read."""

from __future__ import annotations

from rectify_site.errors import N_, SourceError

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"

STARTS = (
    (OLE, N_("the file is called {suffix} but is an old or encrypted Office file")),
    (ZIP, N_("the file is called {suffix} but is a zip archive or a new Office file")),
    (b"PK\x05\x06", N_("the file is called {suffix} but is an empty zip archive")),
    (b"%PDF", N_("the file is called {suffix} but is a PDF")),
    (b"{\\rtf", N_("the file is called {suffix} but is rich text (RTF)")),
    (b"\x89PNG", N_("the file is called {suffix} but is a picture")),
    (b"\xff\xd8\xff", N_("the file is called {suffix} but is a picture")),
    (b"GIF8", N_("the file is called {suffix} but is a picture")),
    (b"\x1f\x8b", N_("the file is called {suffix} but is a packed archive")),
    (b"Rar!", N_("the file is called {suffix} but is a packed archive")),
    (b"7z\xbc\xaf", N_("the file is called {suffix} but is a packed archive")),
    (b"\x7fELF", N_("the file is called {suffix} but is a program")),
)

IN_WORD = N_("open it in Word or WPS, choose 另存为 .docx, and import the new file")
IN_OFFICE = N_("open it in LibreOffice or WPS, choose 另存为 .docx, and import the new file")
IN_EXCEL = N_("open it in Excel or WPS, choose 另存为 .xlsx, and import the new file")
NO_MACROS = N_("open it in Word, choose 另存为 .docx (without macros), and import the new file")
NO_SHEET_MACROS = N_("open it in Excel, choose 另存为 .xlsx (without macros), and import the new file")
ASK = N_("ask for the Word file it was made from; if there is none, copy the text into a new .docx")
COPY = N_("open it, copy its text into a new .docx, and import that")
UNPACK = N_("unpack it and import the files inside one by one")

SAVE_AS = {
    **dict.fromkeys((".doc", ".dot", ".dotx", ".rtf", ".wps", ".wpt"), IN_WORD),
    **dict.fromkeys((".docm", ".dotm"), NO_MACROS),
    **dict.fromkeys((".et", ".ett", ".xlsb", ".xlt", ".xltx", ".ods", ".tsv", ".numbers"), IN_EXCEL),
    **dict.fromkeys((".xlsm", ".xltm"), NO_SHEET_MACROS),
    **dict.fromkeys((".odt", ".uot"), IN_OFFICE),
    **dict.fromkeys((".ofd", ".pdf", ".ceb"), ASK),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".heic"), ASK),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml", ".ppt", ".pptx", ".dps"), COPY),
    **dict.fromkeys((".zip", ".rar", ".7z"), UNPACK),
}


def refuse_disguise(suffix: str, data: bytes) -> None:
    """Refuse a file whose first bytes are those of another kind than its suffix says."""
    message = next((said for start, said in STARTS if data.startswith(start)), None)
    if message is not None:
        raise SourceError(
            "S204",
            message,
            N_("give it its right suffix, or ask whoever sent it to save it as .docx or .xlsx"),
            suffix=suffix,
        )


def refuse_suffix(suffix: str, readable: tuple[str, ...]) -> SourceError:
    """The refusal of a file whose suffix has no importer, with how to save it otherwise."""
    if suffix in SAVE_AS:
        return SourceError(
            "S203", N_("files of the kind {suffix} cannot be read"), SAVE_AS[suffix], suffix=suffix
        )
    message = (
        N_("the name does not say what kind of file this is (“{suffix}”)")
        if suffix
        else N_("the name has no ending like .docx that says what kind of file this is")
    )
    hint = N_("files of these kinds are read: {readable}")
    return SourceError("S202", message, hint, suffix=suffix, readable=", ".join(readable))
