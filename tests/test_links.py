"""A relative link leads where the way through the folders leads."""

import posixpath

from hypothesis import example, given
from hypothesis import strategies as st

from rectify_site import links

FOLDERS = st.lists(st.sampled_from(["records", "plans", "2025-a"]), max_size=3)
PATH = st.builds(
    lambda folders, name: "/".join([*folders, name]), FOLDERS, st.sampled_from(["index.html", "b.html"])
)


@given(PATH, PATH)
@example("index.html", "records/b.html")
@example("records/index.html", "records/b.html")
def test_a_relative_link_is_the_way_through_the_folders(target: str, page: str) -> None:
    away = posixpath.relpath(f"/{target}", posixpath.dirname(f"/{page}"))
    assert links.relative(target, page) == away
    assert links.relative(f"{target}#place", page) == f"{away}#place"
