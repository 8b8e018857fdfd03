"""Templates write nothing unescaped, nothing undefined, and reach nothing but the data they are given."""

from datetime import date
from typing import NamedTuple

import pytest

from rectify_site.errors import SettingsError
from rectify_site.model.records import Record
from rectify_site.render.templates import environment, minute, piece, write
from tests.builders import a_record


class Pair(NamedTuple):
    left: str
    right: str


def filled(source: str, **values: object) -> str:
    return write(environment({"t": source}), "t", **values)


def test_every_expression_is_escaped() -> None:
    assert filled("{{ text }} {{ pair.left }}", text="<b>*x*", pair=Pair("[y]", "")) == (
        "&#60;b&#62;&#42;x&#42; &#91;y&#93;\n"
    )


def test_joined_strings_are_text_again() -> None:
    source = "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ '<' ~ text }}{{ m('<') ~ '<' }}"
    assert filled(source, text="*") == "&#60;&#42;&#60;i&#62;&#38;&#35;60&#59;&#60;&#47;i&#62;&#60;\n"


def test_what_a_macro_writes_is_not_escaped_twice() -> None:
    assert filled("{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m('<') }}") == "<i>&#60;</i>\n"


def test_macros_work_in_loops() -> None:
    source = "{% macro m(x) %}{{ x }};{% endmacro %}{% for n in numbers %}{{ m(n) }}{% endfor %}"
    assert filled(source, numbers=[1, 2]) == "1&#59;2&#59;\n".replace("&#59;", ";")


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{{ record.missing }}",
        "{{ record.__class__ }}",
        "{{ record.model_dump.__func__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ text | safe }}",
        "{{ text | format }}",
        "{{ cycler }}",
        "{% if %}",
        "{% include 'other' %}",
    ],
)
def test_a_faulty_or_curious_template_is_refused_by_name(source: str) -> None:
    with pytest.raises(SettingsError, match="M401: the template t cannot be filled in"):
        filled(source, record=a_record(), text="x")


def test_a_noun_gives_its_fields() -> None:
    record: Record = a_record(7)
    assert filled("{{ record.number }}", record=record) == "7\n"


def test_nothing_is_not_a_word() -> None:
    with pytest.raises(TypeError):
        filled("{{ nothing }}", nothing=None)


def test_blank_lines_do_not_come_in_twos() -> None:
    assert filled("\n\na\n\n\n\nb\n\n") == "a\n\nb\n"


def test_a_day_in_a_text_is_one_piece_and_the_text_stays_text() -> None:
    said = filled("{{ t | dated }}", t="现定2026-06-15，<b>12026-06-155")
    assert said == "现定<time>2026&#45;06&#45;15</time>，&#60;b&#62;12026&#45;06&#45;155\n"


def test_days_and_minutes_are_written_in_one_way() -> None:
    day = date(2022, 3, 5)
    assert filled("{{ d | day }} {{ d | day_zh }}", d=day) == "2022-03-05 2022年3月5日\n"
    assert minute("2022-03-12T10:00:59+08:00") == "2022-03-12 10:00"
    assert minute("2022-03-12") == "2022-03-12"
    with pytest.raises(ValueError, match="not a moment"):
        minute("<b>")


def test_pieces_are_macros_of_the_parts() -> None:
    parts = "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}"
    made = environment({"parts.md.jinja": parts, "t": "{{ parts.bold('&') }}"})
    assert write(made, "t") == "<b>&#38;</b>\n"
    assert piece(made, "bold", "<") == "<b>&#60;</b>"


def test_faulty_parts_are_named() -> None:
    with pytest.raises(SettingsError, match=r"parts\.md\.jinja"):
        environment({"parts.md.jinja": "{% macro %}"})
