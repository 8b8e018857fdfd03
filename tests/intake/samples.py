"""Small plans in our own words, and files made of them. No seed text stands here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from docx import Document

PROBLEMS = """\
甲县水务局2022年度民主生活会整改方案
根据会议要求，制定本方案。
一、总体要求
把问题改到位。
二、整改任务
（一）学习方面
1.学习计划落实得不够好。
整改措施：一是按月排出学习表。二是按季检查笔记。
责任领导：局长、副局长
牵头单位：办公室、人事科
责任单位：各科室，各水管站
落实时限：2022年9月底
2.讨论交流偏少。
整改措施：每月安排一次交流。
责任领导：XX
牵头单位：办公室
责任单位：X各科室
落实时限：立行立改，长期坚持
（二）服务方面
3.报装手续偏多。
整改措施：减去两份材料。
责任领导：副局长
牵头单位：县水务局县政务服务局
配合单位：县住建局
落实时限：2022年6月30日前
三、工作要求
（一）加强领导。各科室要上心。
"""

MEASURES = """\
乙区2023年主题教育整改实施方案
一、主要措施
（一）把学习抓实。
1.坚持每周学习。排好课表，按时点名。（责任人：李某某，完成时限：2023年10月）
2.坚持每月测试。出题要新，讲评要细。（责任人：XX；完成时限：长期坚持）
（二）把调研抓实。
1.坚持下村。多走几户，少听汇报。（责任人：王主任，责任单位：办公室、调研科，完成时限：2023年底）
"""


def word_file(text: str) -> bytes:
    """A .docx with one paragraph for each line."""
    document = Document()
    for line in text.removesuffix("\n").split("\n"):
        document.add_paragraph(line)
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a python-docx document."""
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def rezipped(
    data: bytes,
    change: Mapping[str, Callable[[bytes], bytes]] | None = None,
    more: tuple[tuple[str, bytes], ...] = (),
) -> bytes:
    """The same package with some parts changed and others added, in this order and even twice."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, (change or {}).get(info.filename, lambda same: same)(content))
        for name, content in more:
            new.writestr(name, content)
    return stream.getvalue()


def in_body(xml: str) -> Callable[[bytes], bytes]:
    """Put XML at the start of the body."""
    return lambda content: content.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)
