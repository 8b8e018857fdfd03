"""Links between pages are the shortest, and lead where they should."""

import posixpath

from hypothesis import assume, given
from hypothesis import strategies as st

from rectify_site import links

FOLDERS = st.lists(st.sampled_from(("a", "b", "plans", "2021", "index.html")), min_size=1, max_size=4)


@given(FOLDERS, FOLDERS, st.sampled_from(("", "/", "#late")))
def test_a_link_from_page_to_page_is_the_shortest_way(there: list[str], here: list[str], end: str) -> None:
    target, page = "/".join(there), "/".join([*here, "page.html"])
    assume(here[: len(there)] != there)  # a page lies in no page
    way = posixpath.relpath(target, posixpath.dirname(page))
    assert links.relative(target + end, page) == way + end.rstrip("/")
