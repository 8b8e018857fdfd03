"""What an archive records of a website: metadata.json, as far as this tool knows it, and what it does not know."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from rectify_site import __version__
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Artifact
from rectify_site.settings import Settings

NOTE = (
    "著录项参照DA/T 80—2019《政府网站网页归档指南》和GB/T 42147—2022拟定，没有逐条对照标准原文；"
    "移交时以接收单位的要求为准。列在“待填”里的，由移交单位填写。"
)
OPEN = ("档号", "分类号", "保管期限", "移交单位经办人", "接收单位")


def metadata(edition: Edition, settings: Settings, kept: Iterable[Artifact]) -> Artifact:
    """The file, beside the bag's own tag files."""
    files = tuple(kept)
    kinds = Counter(item.path.rpartition(".")[2] for item in files)
    snapshot = edition.snapshot
    tree = {
        "说明": NOTE,
        "题名": f"{settings.site_name}（{edition.as_of.year}年度）",
        "网站名称": settings.site_name,
        "网站标识码": settings.footer.site_id_code or "",
        "责任者": settings.office,
        "主办单位": settings.footer.organiser or settings.office,
        "网址": settings.site_url or "",
        "归档年度": edition.as_of.year,
        "数据截至": edition.as_of.isoformat(),
        "最后签发": edition.published_at,
        "补封次数": snapshot.number if snapshot else 0,
        "归档方式": "由生成网站的程序直接输出，不是网络采集",
        "归档范围": "向社会公开的全部页面、页面文本、签发文件的公开部分、程序清单",
        "文件数": len(files),
        "字节数": sum(len(item.data) for item in files),
        "格式": dict(sorted(kinds.items())),
        "字符集": "UTF-8",
        "语种": "zh-CN",
        "公开属性": "公开",
        "校验算法": "SHA-256",
        "封装": "BagIt 1.0（RFC 8493）；WACZ 1.1.1，内含WARC 1.1",
        "签发登记": {"条数": edition.size, "末条摘要": edition.head},
        "软件": f"rectify-site {__version__}",
        "待填": dict.fromkeys(OPEN, ""),
    }
    return Artifact("metadata.json", (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode())
