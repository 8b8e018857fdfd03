"""What may run in a page: the scripts that come with the program, as they came, and nothing that was built or typed."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

import pytest

from rectify_site.errors import SettingsError
from rectify_site.model.outputs import Artifact
from rectify_site.press import policy, scripts
from rectify_site.press.markup import PIECE
from tests.pages.site import sample
from tests.render.reading import Reader, python_markdown

OURS = scripts.Allowed(policy.POLICY, {"assets/search.js": b"rectify()"})
TAG = policy.tag(policy.POLICY).decode()


def prove(site: Iterable[Artifact], rules: scripts.Allowed) -> None:
    for _ in scripts.nothing_else_runs(site, rules):
        pass


def a_page(body: str = "", head: str = TAG) -> Artifact:
    return Artifact(
        "records/a.html",
        f'<!doctype html>\n<html lang="zh"><head>{head}<link rel="icon" href="../assets/icon.svg"><title>甲</title>'
        f"</head><body>{body}</body></html>".encode(),
    )


def refused(*site: Artifact, rules: scripts.Allowed = OURS) -> str:
    with pytest.raises(SettingsError) as caught:
        prove(site, rules)
    return caught.value.code


@pytest.mark.parametrize(
    "body",
    [
        '<p class="late">甲 &lt;script&gt; &#60;b&#62; onclick=&quot;x&quot; javascript:alert(1)</p>',
        '<script src="../assets/search.js" defer></script>',
        '<script type="application/ld+json">{"name":"\\u003c/script\\u003e"}</script>',
        '<a href="https://www.gov.cn/">甲</a><a href="tel:12388">乙</a><a href="../index.html#a">丙</a>',
        '<svg viewBox="0 0 1 1" role="img"><title>甲</title><rect width="1" height="1"/></svg>',
        '<form action="../search/index.html" role="search"><input name="q"><button>查</button></form>',
        '<link rel="canonical" href="https://zg.example.gov.cn/a.html">',
        '<link href="https://zg.example.gov.cn/nothing-is-asked-for.html">',
        '<img src="data:image/png;base64,AA" alt="甲"><!-- 注 -->',
    ],
)
def test_what_a_page_needs_is_taken(body: str) -> None:
    prove([a_page(body)], OURS)


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("M310", "<script>alert(1)</script>"),
        ("M310", '<SCRIPT type="module">x</SCRIPT>'),
        ("M310", '<script src="../build.json"></script>'),
        ("M310", '<svg><script href="../assets/search.js"/></svg>'),
        ("M311", '<p onclick="x">甲</p>'),
        ("M311", "<p ONMOUSEOVER=x>甲</p>"),
        ("M311", '<p style="color:red">甲</p>'),
        ("M311", '<button formaction="x">甲</button>'),
        ("M312", "<style>p{}</style>"),
        ("M312", '<iframe src="../index.html"></iframe>'),
        ("M312", '<base href="/">'),
        ("M312", "<svg><foreignObject></foreignObject></svg>"),
        ("M312", '<svg><set attributeName="href" to="x"/></svg>'),
        ("M313", '<a href="javascript:alert(1)">甲</a>'),
        ("M313", '<a href=" java&#115;cript:alert(1)">甲</a>'),
        ("M313", "<a href=JavaScript:alert(1)>甲</a>"),
        ("M313", '<a href="data:text/html,x">甲</a>'),
        ("M313", '<link rel="canonical" href="javascript:x">'),
        ("M314", '<script src="https://unpkg.com/x.js"></script>'),
        ("M314", '<script src="//unpkg.com/x.js"></script>'),
        ("M314", r'<script src="\\unpkg.com/x.js"></script>'),
        ("M314", '<link rel="stylesheet" href="https://fonts.example/x.css">'),
        ("M314", '<link rel="preconnect canonical" href="https://fonts.example">'),
        ("M314", '<img src="http://a.example/x.png">'),
        ("M314", '<svg><use href="https://a.example/x.svg"/></svg>'),
        ("M314", '<form action="https://a.example/"></form>'),
        ("M316", "甲 < 乙"),
        ("M316", "<b 甲<b>乙</b>"),
        ("M316", "<b<b>乙</b>"),
        ("M316", '<a title="x> onclick=alert(1) ">甲</a>'),
        ("M316", "<p/onclick=alert(1)>甲</p>"),
        ("M316", '<p class="a"class="b">甲</p>'),
        ("M316", '<p class="a" class="b">甲</p>'),
        ("M316", "<!-- 甲 <b> -->"),
        ("M316", "<!-->"),
        ("M316", "<![CDATA[x]]>"),
        ("M317", '<meta http-equiv="refresh" content="0;url=x">'),
        ("M317", '<meta http-equiv="Content-Security-Policy" content="script-src *">'),
        ("M318", TAG),
    ],
)  # fmt: skip
def test_what_runs_asks_or_cannot_be_read_stops_the_build(code: str, body: str) -> None:
    assert refused(a_page(body)) == code


@pytest.mark.parametrize(
    "name",
    [
        *("style", "srcdoc", "formaction", "ping", "background", "manifest", "nonce", "is", "xml:base"),
        *("target", "on", "onload", "onpointerenter"),
    ],
)
def test_no_attribute_runs_or_styles_in_place(name: str) -> None:
    assert refused(a_page(f'<p {name}="x">甲</p>')) == "M311"
    assert refused(a_page(f"<p {name.upper()}>甲</p>")) == "M311"


@pytest.mark.parametrize("name", ["href", "src", "srcset", "xlink:href", "action", "poster", "cite"])
def test_no_part_of_a_page_comes_from_elsewhere(name: str) -> None:
    for address in ("https://a.example/x", "//a.example/x", r"/\a.example/x", "data:image/png;base64,AA"):
        assert refused(a_page(f'<q {name}="{address}">甲</q>')) == "M314"
    prove([a_page(f'<q {name}="../x.html#a:b">甲</q>')], OURS)


@pytest.mark.parametrize(
    "word", ["alternate", "author", "canonical", "help", "license", "next", "prev", "search"]
)
def test_a_pointer_may_lead_out_because_no_browser_follows_it_by_itself(word: str) -> None:
    prove([a_page(f'<link rel="{word.upper()} alternate" href="https://a.example/">')], OURS)
    assert refused(a_page(f'<link rel="{word} icon" href="https://a.example/">')) == "M314"
    assert refused(a_page(f'<link rel="{word}" href="ftp://a.example/">')) == "M313"


@pytest.mark.parametrize("scheme", ["http://a.example", "https://a.example", "tel:12388", "mailto:a@b.cn"])
def test_a_link_leads_out_by_the_ways_an_office_uses(scheme: str) -> None:
    prove([a_page(f'<a href="{scheme}">甲</a>')], OURS)
    assert refused(a_page(f'<img src="{scheme}" alt="甲">')) == "M314"


@pytest.mark.parametrize(
    "head", ["", f'<link rel="icon" href="a.svg">{TAG}', TAG.replace("&#39;self&#39;", "*", 1)]
)
def test_a_page_without_the_whole_policy_before_all_else_stops_the_build(head: str) -> None:
    assert refused(a_page(head=head)) in {"M317", "M318"}


def test_a_policy_nobody_asked_for_stops_the_build_too() -> None:
    prove([a_page(head="")], scripts.Allowed())
    assert refused(a_page(), rules=scripts.Allowed()) == "M317"


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("assets/search.js", b"rectify();fetch('https://a.example')"),
        ("assets/javascripts/bundle.js", b"bundle()"),
        ("search/index-00.js", b"eval('x')"),
        ("search/index-00.js", b"rectifyIndex(alert(1))"),
        ("search/index-00.js", b"rectifyIndex([1]);alert(1)"),
        ("search/index-00.js", b"rectifyIndex([1]"),
        ("search/index-00.js", b"rectify.x([1])"),
        ("search/index-00.js", b"rectify\xff([1])"),
    ],
)
def test_a_script_that_did_not_come_with_the_program_stops_the_build(path: str, data: bytes) -> None:
    assert refused(Artifact(path, data)) == "M315"


def test_what_may_run_are_the_scripts_of_the_package_and_nothing_else_of_it() -> None:
    script = {"assets/search.js": b"rectify()"}
    templates = {**script, "assets/a.css": b"", "main.html": b"<script>"}
    assert scripts.allowed("meta", templates) == OURS
    assert scripts.allowed("off", templates) == scripts.Allowed("", script)


def test_our_scripts_and_their_data_are_taken() -> None:
    site = [
        Artifact("assets/search.js", b"rectify()"),
        Artifact("search/index-00.js", 'rectifyIndex(0, {"甲": ["</script>", 1.5, null]});\n'.encode()),
    ]
    prove(site, OURS)


@pytest.mark.parametrize(
    "sheet",
    [
        "@import 'x.css';",
        "a{b:url(https://a.example/x)}",
        'a{b:url( "//a.example/x")}',
        "a{b:url('https://a.example/x')}",
        "a{}@import url(x.css)",
    ],
)
def test_a_sheet_that_asks_another_server_stops_the_build(sheet: str) -> None:
    assert refused(Artifact("assets/a.css", sheet.encode())) == "M314"
    assert (
        refused(
            Artifact(
                "assets/a.css",
                b"/*\xff*/" + sheet.replace("x)", "\udcff)").encode("utf-8", "surrogateescape"),
            )
        )
        == "M314"
    )


def test_a_sheet_has_its_fonts_and_drawings_beside_it_or_in_itself() -> None:
    sheet = b"a{b:url(a.woff2)}b{c:url( '../x/b.svg' )}c{d:url(data:image/svg+xml,x)}d{e:url(#f)}"
    prove([Artifact("assets/a.css", sheet)], OURS)


def test_a_drawing_that_stands_alone_is_proved_too() -> None:
    assert refused(Artifact("charts/a.svg", b'<?xml version="1.0"?><svg onload="x"></svg>')) == "M311"
    prove([Artifact("a.svg", b'<?xml version="1.0"?><svg><rect/></svg>')], OURS)


def test_no_tag_that_a_parser_sees_is_missed() -> None:
    """The pieces are all there is: another parser finds as many tags in a page as there are judged."""
    for page in sample("district").values():
        html = python_markdown(page.markdown)
        pieces = [piece for piece in PIECE.findall(html.encode()) if re.match(rb"<[a-z]", piece)]
        assert len(Reader(html).tags) == len(pieces)


def test_the_policy_allows_what_the_site_has_and_nothing_else() -> None:
    """Each word of it: a browser drops a directive it cannot read, and says nothing to anybody."""
    assert policy.in_page("meta") == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
    )
    assert policy.in_page("snippet") == policy.in_page("off") == ""
    assert policy.HEADERS == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
    }


def test_every_server_is_told_the_same() -> None:
    made = {artifact.path: artifact.data.decode() for artifact in policy.snippets()}
    nginx = dict(re.findall(r'^add_header (\S+) "(.*)" always;$', made["nginx.conf"], re.MULTILINE))
    apache = dict(re.findall(r'^  Header always set (\S+) "(.*)"$', made["htaccess.txt"], re.MULTILINE))
    iis = {str(item.get("name")): item.get("value") for item in ET.fromstring(made["web.config"]).iter("add")}  # noqa: S314
    hosts = configparser.RawConfigParser(delimiters=(":",))
    hosts.optionxform = str  # type: ignore[assignment,method-assign]
    hosts.read_string(made["_headers"].replace("/*", "[all]").replace("  ", ""))
    assert nginx == apache == iis == dict(hosts["all"])
    apart = {
        name: [
            line for line in text.splitlines() if not any(value in line for value in ("DENY", "no", "&#39;"))
        ]
        for name, text in made.items()
    }
    assert apart == {
        "nginx.conf": [],
        "htaccess.txt": ["<IfModule mod_headers.c>", "</IfModule>"],
        "web.config": [
            '<?xml version="1.0" encoding="utf-8"?>',
            "<configuration><system.webServer><httpProtocol><customHeaders>",
            "</customHeaders></httpProtocol></system.webServer></configuration>",
        ],
        "_headers": ["/*"],
    }
    assert nginx["Content-Security-Policy"] == f"{policy.POLICY}; frame-ancestors 'none'"
    assert nginx["X-Content-Type-Options"] == "nosniff"
