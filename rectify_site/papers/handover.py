"""上线说明: the page of text that goes with the zip to whoever runs the portal, and that stays outside the zip."""

from __future__ import annotations

from typing import NamedTuple


class Parcelled(NamedTuple):
    """What the page says of the zip."""

    title: str
    zip_name: str
    digest: str
    files: int
    size: int
    as_of: str
    release: str


def handover(facts: Parcelled) -> bytes:
    """The page, as Windows shows it without asking: UTF-8 with its mark, lines with CR and LF."""
    rows = (
        f"{facts.title}　上线说明",
        "",
        f"文件：{facts.zip_name}",
        f"大小：{facts.size} 字节，内有 {facts.files} 个文件",
        f"数据截至：{facts.as_of}",
        f"SHA-256：{facts.digest}",
        "",
        "上线步骤",
        "1. 核对文件没有损坏。Windows：certutil -hashfile 文件名 SHA256；Linux：sha256sum 文件名。结果应与上面一致。",
        "2. 在门户网站为本栏目建一个空的新文件夹，把压缩包里的全部文件解压进去，不要与旧文件混放。",
        "3. 打开新文件夹里的 index.html，看首页的“数据截至”日期是否与上面一致。",
        "4. 把栏目地址指向新文件夹；旧文件夹确认无误后删除。撤下或者更正过内容的，旧文件夹必须当天删除。",
        "5. 不要改动任何文件。核对：在新文件夹里运行 sha256sum -c manifest-sha256.txt，应当全部通过；",
        "   也可以请报送单位运行 rectify-site publish --check 网址。",
        "",
        "说明",
        "· 全部是静态文件，不需要数据库，不运行程序，不访问外部网站。",
        "· 文件名都是英文字母和数字，可以放在任何子目录下。",
        f"· 版本号：{facts.release}",
        "",
    )
    return b"\xef\xbb\xbf" + "\r\n".join(rows).encode()
