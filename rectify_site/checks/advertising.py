"""Lines that a document-sharing site has put into the text: subscribe, member groups, download links.

Offices do have 会员 (商会会员), 微信群, 扫码登记 and 党报订阅; only the seller's phrases are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rectify_site.checks.passages import Hit, Passage
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.registry import check

_GAP = r"[\s\-_.*|/]{0,2}"
_GOODS = "(?:会员|范文|公文|模板|账号|PPT|VIP|题库)"
_JOIN = "(?:(?<![参增附施更追叠强外])加|添加?)"
_THEN = r"(?=\s?(?:[:+A-Za-z0-9\n]|领|获|免费|进群|入群|咨询|索取|$))"
_PHRASES = (
    r"(?:现在|立即|马上|赶紧|点击)订阅|订阅(?:立享|即享|享受|有礼)",
    rf"会{_GAP}员{_GAP}群(?![体众])|会员(?:资料|材料|专享|专属|充值)|会员免费(?=下载|领取|阅读)",
    r"(?:开通|充值|年费|VIP|[一1三3]年)会员(?!单位|大会|企业|代表)",
    rf"(?:免费|会员|粉丝|{_JOIN})\s?Q{_GAP}Q|(?:QQ|扣扣|企鹅)\s?(?:会员)?群?号?\s?[:+]?\s?\d{{5,11}}|QQ\s?群\s?号?\s?:",
    rf"{_JOIN}\s?(?:我|好友|客服)?\s?(?:微{_GAP}信|薇信|威信|徽信|[Vv]信|[Vv][Xx]?(?![A-Za-z])|扣扣){_THEN}",
    r"微\s?信\s?(?:号|ID)?\s?:\s?[A-Za-z][A-Za-z0-9_\-]{4,}",
    rf"扫\s?码\s?(?:进群|入群|加群|加好友|订阅|领取(?=[^,.。;\n]{{0,4}}(?:{_GOODS}|全套|资料|福利)))|长按(?:识别|扫描)?\s?二维码",
    rf"打击倒卖活动|倒\s?卖[^,.。;\n]{{0,4}}{_GOODS}(?:资料|材料)?",
    rf"免费(?:赠送|领取|获取|下载|分享)(?=[^,.。;\n]{{0,6}}{_GOODS})",
    rf"(?:更多|海量){_GOODS}[^,.。;\n]{{0,6}}(?:关注|加|访问|下载|尽在|搜索|添加)",
    r"自建平台\s?[、,]?\s?实时分享|一站式写作|写材料(?:神器|网|群)|老秘书?网|范文(?:网|库|大全)|知识星球",
    r"(?:本文|文章|文档)(?:来源于?|由|来自|出自|下载自)[^,.。;\n]{0,12}(?:网友|文库|公众号|百度|道客|豆丁|整理|搜集|上传)",
    r"提取码\s?:?\s?[A-Za-z0-9]{4}|解压密码|限时(?:优惠|特价|免费)",
)
_LINES = re.compile("|".join(_PHRASES))
_HOSTS = (
    "pan.baidu.com wenku.baidu.com baiduwp.com lanzou.com lanzoui.com lanzous.com lanzoux.com weiyun.com alipan.com "
    "aliyundrive.com pan.quark.cn 123pan.com 115.com docin.com doc88.com book118.com renrendoc.com zhangqiaokeyan.com "
    "t.zsxq.com taobao.com tmall.com weidian.com qm.qq.com jq.qq.com u.wechat.com t.me is.gd dwz.cn suo.im t.cn"
)
_LINK = re.compile(
    r"(?<![A-Za-z0-9\-])(?:"
    + "|".join(host.replace(".", r"\s?\.\s?") for host in _HOSTS.split())
    + r")(?![A-Za-z0-9])"
)
_ASKED = r"\s?[我好客微薇威徽Vv扣]"
_CUE = re.compile(  # every branch begins with a plain character: only then is the scan quick
    rf"订阅|会[\W_]{{0,2}}员|Q[\W_]{{0,2}}Q|q[\W_]{{0,2}}q|扣扣|企鹅|加{_ASKED}|添加?{_ASKED}|微\s?信|扫\s?码|二维码|倒\s?卖"
    rf"|免费[赠领获下分]|更多{_GOODS}|海量{_GOODS}|自建|一站|写材|老秘|范文|本文|文章|文档|知识星|提取码|解压|限时"
)
_OWN = re.compile("公众|官方|政务|发布")
_NEAR = 20
_HINT = N_("delete the line in the source document, and see whether the rest of the text is the office's own")


@check(
    "T401",
    level=Level.ERROR,
    on="text",
    cue=_CUE,
    title=N_("line of an advertisement"),
)
def advertisement(passage: Passage) -> Iterator[Hit]:
    """Each phrase of a seller, so that the clerk sees how much of the line has to go."""
    for hit in _hits(passage, _LINES, N_("advertising: {phrase}")):
        before = passage.shadow.text[max(0, hit.start - _NEAR) : hit.start]
        if not (passage.shadow.text[hit.start] == "微" and _OWN.search(before)):
            yield hit


@check(
    "T402",
    level=Level.ERROR,
    on="text",
    cue=re.compile(r"[A-Za-z0-9]\s?\.\s?[a-z]"),
    title=N_("link to a sharing site or a shop"),
)
def sharing_link(passage: Passage) -> Iterator[Hit]:
    """Disc, document and shop sites, and shortened addresses that hide where they lead."""
    return _hits(passage, _LINK, N_("link to {phrase}"))


def _hits(passage: Passage, pattern: re.Pattern[str], message: str) -> Iterator[Hit]:
    for match in pattern.finditer(passage.shadow.text):
        phrase = "".join(passage.written(*match.span()).split())
        yield Hit(*match.span(), Complaint(passage.field, message, {"phrase": phrase}, _HINT))
