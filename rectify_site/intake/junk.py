"""Lines that belong to the shop a text was taken from and not to the text: adverts, watermarks, page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rectify_site.intake.labels import segments
from rectify_site.intake.markers import marker
from rectify_site.intake.paragraphs import Paragraph

ADVERT = re.compile(
    "仅供学习|禁止外传|范文网|范文大全|资料群|公文写作|写作素材|文秘|转载请注明|请关注|关注(?:微信)?公众号|二维码|会员群|秘书之家|笔杆子"
    "|版权所有|qq ?群|微信群|加微信|微信号|更多(?:资料|范文|材料|模板)|版权归|https?://|www\\.",
    re.IGNORECASE,
)
BEFORE_TITLE = re.compile("会员|订阅|倒卖|扫码|公众号|淘宝|文库|自建平台|实时分享|下载|分享")
PAGE_NUMBER = re.compile(
    r"[-—－–·\s]{0,9}(?:第\s?)?\d{1,4}(?:\s?页)?[-—－–·\s]{0,9}|\d{1,4}\s?/\s?\d{1,4}|[Pp]age\s?\d{1,4}.{0,10}|第\s?\d{1,4}\s?页\s?[,，/]?\s?共\s?\d{1,4}\s?页"
)
PORTAL = re.compile(
    "(?:您?(?:当前|现在)的?(?:所在)?位置|您的位置|所在位置)[：:].{0,80}|首页\\s?[>》›/＞-].{1,80}"
    "|(?:上一[篇条页]|下一[篇条页])[：:].{0,80}|相关(?:链接|附件下载|阅读|新闻)[：:]?|责任编辑[：:].{0,20}"
    "|(?:发布|更新|发稿)(?:时间|日期)[：:].{0,30}(?:来源|作者|浏览|点击|阅读|访问|字号|字体).{0,80}"
    "|(?:浏览|点击|阅读|访问)(?:次数|量|数)[：:].{0,20}|[【\\[]?\\s?(?:字体|字号)[：:].{0,40}"
    "|[【\\[（(]\\s?(?:打印|关闭|收藏).{0,20}|(?:打印|关闭)(?:本页|窗口|页面|此页).{0,20}|(?:分享到|一键分享|扫一扫).{0,30}"
    "|(?:主办|承办|版权所有|网站标识码|.{0,4}ICP备|.{0,4}公网安备).{0,80}(?:标识码|ICP备|公网安备).{0,60}"
    "|[★☆※*·•●■◆=_~～.…—–-]{1,80}"
)
"""Lines of the page a text was copied from: where the reader is, how often it was read, the next page, ornaments."""

LONGEST = 40  # characters; a longer line that names a website is a paragraph of the plan
FEWEST = 2


def junk(paragraphs: Sequence[Paragraph], title: int | None) -> frozenset[int]:
    """The places of junk lines; ``title`` is the place of the line that ends the title.

    Short lines with words of an advert are junk wherever they stand, never one with a number or a label. Where two
    of them stand before the title, so are the lines between: the name of the shop has no telling word in it.
    """
    adverts = {place for place, each in enumerate(paragraphs) if _says(ADVERT, each.text)}
    before = set(range(title or 0))
    telling = {place for place in before if place in adverts or _says(BEFORE_TITLE, paragraphs[place].text)}
    if len(telling) >= FEWEST:
        adverts |= set(range(max(telling) + 1))
    return frozenset(
        adverts
        | {
            place
            for place, each in enumerate(paragraphs)
            if PAGE_NUMBER.fullmatch(each.text) or PORTAL.fullmatch(each.text)
        }
    )


def _says(words: re.Pattern[str], text: str) -> bool:
    if len(text) > LONGEST or text.endswith("。") or not words.search(text):
        return False
    return marker(text) is None and not segments(text)[0].role
