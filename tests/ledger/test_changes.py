"""What the public history repeats: states, days, figures and units; never words, never what was taken away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.documents.canonical import content
from rectify_site.ledger import chain, editions
from rectify_site.ledger.entries import Content, Entry
from rectify_site.model.edition import Changed, Part, Publication
from rectify_site.model.office import Document, kind_of
from rectify_site.model.records import Record
from rectify_site.model.units import Units
from tests.builders import a_plan, a_record, an_event

SALT = "0f" * 16
PLAN = a_plan()
UNITS = Units.model_validate(
    {"units": [{"id": "a", "name": "区住建局", "aliases": ["区建设局"]}, {"id": "b", "name": "区教育局"}]}
)
NAME = "张三"


class Book:
    """A ledger with the plan and the units signed, to which texts of matters are added."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.contents: dict[str, Content] = {}
        self.sign(UNITS)
        self.sign(PLAN)

    def line(self, op: str, document: Document, **more: object) -> Entry:
        fields = {
            "op": op,
            "kind": kind_of(document),
            "id": document.id,
            "scope": "public",
            "digest": chain.digest(SALT, content(document)),
            "at": f"2022-03-12T10:00:{len(self.entries):02}+08:00",
            **more,
        }
        self.entries.append(chain.seal(self.entries[-1] if self.entries else None, fields))
        return self.entries[-1]

    def sign(self, document: Document, **more: object) -> Entry:
        line = self.line("approve", document, **{"as_of": date(2022, 12, 31), **more})
        self.contents[line.digest] = Content(digest=line.digest, salt=SALT, content=content(document))
        return line

    def correct(self, document: Document, fault: str) -> Entry:
        return self.sign(document, change="correction", **{"class": fault}, reason=f"改{NAME}")

    def acts(self, record: Record) -> list[Publication]:
        told = editions.edition(self.entries, self.contents).publications
        return [act for act in told if act.id == record.id]

    def told(self, record: Record) -> list[tuple[Changed, ...]]:
        return [act.changed for act in self.acts(record)]


def a_matter(value: str = "12", on: str = "2022-06-30", **fields: object) -> Record:
    told = {"label": "现场办公", "value": value, "unit": "次"}
    return a_record(
        due="2022-12-31", events=(an_event("progress", on, text="甲", figures=(told,)),), **fields
    )


def changed(part: Part, before: str, after: str, name: str = "") -> Changed:
    return Changed(part=part, name=name, before=before, after=after)


def test_figures_days_units_and_the_deadline_are_told_old_and_new() -> None:
    book, first = Book(), a_matter()
    other = a_record(due="2023-03-31").deadline
    second = a_matter("15", "2022-06-28", lead_units=("区教育局",)).model_copy(update={"deadline": other})
    book.sign(first)
    book.correct(second, "fact")
    assert book.told(first)[1] == (
        changed(Part.DEADLINE, "2022-12-31", "2023-03-31"),
        changed(Part.LEAD_UNITS, "区住建局", "区教育局"),
        changed(Part.DAY, "2022-06-30", "2022-06-28", "progress"),
        changed(Part.FIGURE, "12次", "15次", "现场办公"),
    )


def test_progress_tells_the_state_it_led_to_on_the_days_of_both_papers() -> None:
    book, first = Book(), a_record()
    begun = a_record(events=(an_event("started", "2022-06-30"),))
    book.sign(first, as_of=date(2022, 3, 10))
    book.sign(begun, change="progress")
    assert book.told(first)[1] == (changed(Part.STATUS, "listed", "in_progress"),)


@pytest.mark.parametrize("fault", ["wording", "personal", "sensitive"])
def test_a_correction_of_words_tells_nothing_but_that_it_was_one(fault: str) -> None:
    book, first = Book(), a_matter(problem=f"{NAME}的事没有办")
    book.sign(first)
    book.correct(a_matter("15", problem="有的事没有办"), fault)
    act = book.acts(first)[1]
    assert (act.changed, act.fault, act.reason) == ((), "wording", None)


def test_what_a_clerk_typed_as_a_reason_is_in_no_edition() -> None:
    book, first = Book(), a_matter()
    book.sign(first)
    book.correct(a_matter("15"), "fact")
    assert NAME not in editions.edition(book.entries, book.contents).model_dump_json()


@pytest.mark.parametrize("fault", ["personal", "sensitive"])
def test_what_was_signed_before_such_a_correction_is_not_compared_any_more(fault: str) -> None:
    book = Book()
    for value in ("11", "12"):
        book.sign(a_matter(value), change="revision")
    book.correct(a_matter("13"), fault)
    book.correct(a_matter("14"), "fact")
    figure = changed(Part.FIGURE, "13次", "14次", "现场办公")
    assert book.told(a_matter()) == [(), (), (), (figure,)]


@pytest.mark.parametrize("which", ["record", "plan"])
def test_what_was_withdrawn_is_not_compared_with_what_comes_back(which: str) -> None:
    book, first = Book(), a_matter()
    book.sign(first)
    book.sign(a_matter("12"), change="revision")
    book.line("withdraw", first if which == "record" else PLAN, reason="依规定不再公开")
    book.sign(PLAN)
    book.sign(a_matter("13"), change="revision")
    assert [told for told in book.told(first) if told] == []


def test_what_was_purged_and_what_came_before_it_is_not_compared() -> None:
    book = Book()
    lines = [book.sign(a_matter(value), change="revision") for value in ("11", "12", "13", "14")]
    book.line("purge", a_matter("12"))
    del book.contents[lines[1].digest]
    assert [bool(told) for told in book.told(a_matter())] == [False, False, False, True]


def test_texts_that_were_public_before_a_purged_one_are_not_compared_with_each_other() -> None:
    book = Book()
    lines = [book.sign(a_matter(value), change="revision") for value in ("11", "12", "13", "14", "15")]
    book.line("purge", a_matter("13"))
    del book.contents[lines[2].digest]
    assert [bool(told) for told in book.told(a_matter())] == [False, False, False, False, True]


def test_a_text_for_a_limited_circle_is_never_compared() -> None:
    book = Book()
    book.sign(a_matter("11"))
    book.sign(a_matter("12"), scope="limited", change="revision")
    book.sign(a_matter("13"), change="revision")
    assert [told for told in book.told(a_matter()) if told] == []


def test_a_name_outside_the_public_list_of_units_is_a_word() -> None:
    book = Book()
    book.sign(a_matter(lead_units=("某企业",)))
    book.sign(a_matter(lead_units=("区住建局",)), change="revision")
    book.sign(a_matter(lead_units=("区建设局",)), change="revision")
    told = book.told(a_matter())
    assert told[1] == ()
    assert told[2] == (changed(Part.LEAD_UNITS, "区住建局", "区建设局"),)


@given(value=st.sampled_from(["13800138000", "6612345", "张三", "A-17", "2022年9号"]))
def test_a_figure_that_may_be_something_else_is_a_word(value: str) -> None:
    book = Book()
    book.sign(a_matter(value))
    book.sign(a_matter("12"), change="revision")
    assert book.told(a_matter()) == [(), ()]


def test_a_label_that_is_gone_is_a_word() -> None:
    """Its old words may be what was corrected later."""
    book = Book()
    book.sign(a_matter("11"))
    book.sign(a_matter("12"), change="revision")
    book.correct(a_record(due="2022-12-31", events=a_matter().events[:0]), "wording")
    assert book.told(a_matter()) == [(), (), ()]


def test_an_event_put_in_between_does_not_pass_for_another_day() -> None:
    book = Book()
    later = an_event("progress", "2022-06-30", text="甲")
    book.sign(a_record(events=(later,)))
    book.sign(a_record(events=(an_event("progress", "2022-03-31", text="乙"), later)), change="revision")
    assert book.told(a_record()) == [(), ()]


def test_an_edition_of_an_earlier_day_tells_no_later_difference() -> None:
    book = Book()
    book.sign(a_matter("11"), as_of=date(2022, 6, 30))
    book.sign(a_matter("12"), change="revision")
    then = editions.edition(book.entries, book.contents, date(2022, 6, 30))
    assert [act.changed for act in then.publications if act.kind == "record"] == [(), ()]


@given(words=st.lists(st.sampled_from(["甲", "乙", "丙丁", NAME]), min_size=2, max_size=5))
def test_no_words_of_a_matter_are_in_what_is_told(words: list[str]) -> None:
    book = Book()
    for word in words:
        record = a_record(
            problem=word, target=word, measures=({"text": word},), leaders=(word,), persons=(word,)
        )
        book.sign(record, change="revision", reason=word)
    told = "".join(one.model_dump_json() for act in book.told(a_record()) for one in act)
    assert not [word for word in words if word in told]


@pytest.mark.parametrize("part", ["lead_units", "responsible_units", "cooperating_units"])
def test_units_of_each_duty_are_told_all_together(part: str) -> None:
    book = Book()
    book.sign(a_record(**{part: ("区住建局", "区教育局")}))
    book.sign(a_record(**{part: ("区教育局",)}), change="revision")
    assert changed(Part(part), "区住建局、区教育局", "区教育局") in book.told(a_record())[1]


@pytest.mark.parametrize("part", ["supervising_unit", "verifying_unit"])
def test_a_unit_that_came_or_went_is_told(part: str) -> None:
    book = Book()
    for unit in ("区住建局", None, "区教育局"):
        book.sign(a_record(**{part: unit}), change="revision")
    assert book.told(a_record())[1:] == [
        (changed(Part(part), "区住建局", ""),),
        (changed(Part(part), "", "区教育局"),),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "0",
        "123456",
        "1,234",
        "1,234,567",
        "12.5",
        "12.3456",
        "3万余",
        "12.5%",
        "98％",
        "1.2亿多",
        "3十",
    ],
)
def test_a_plain_figure_is_told(value: str) -> None:
    book = Book()
    book.sign(a_matter(value))
    book.sign(a_matter("7"), change="revision")
    assert book.told(a_matter())[1] == (changed(Part.FIGURE, f"{value}次", "7次", "现场办公"),)
    book.sign(a_matter(value), change="revision")
    assert book.told(a_matter())[2] == (changed(Part.FIGURE, "7次", f"{value}次", "现场办公"),)


@pytest.mark.parametrize(
    "value",
    ["1234567", "12,34", "1,234,567,890", "12.34567", "1.", ".5", "-3", "12人", "%", "12 34"],
)
def test_what_may_be_another_number_is_not(value: str) -> None:
    book = Book()
    book.sign(a_matter(value))
    book.sign(a_matter("7"), change="revision")
    assert book.told(a_matter())[1] == ()


def test_events_of_a_kind_are_compared_in_their_order_and_only_while_they_are_the_same() -> None:
    def with_days(*days: str) -> Record:
        return a_record(events=tuple(an_event("progress", day, text="甲") for day in days))

    book = Book()
    for days in (
        ("2022-03-01",),
        ("2022-03-01", "2022-04-01"),
        ("2022-03-02", "2022-04-01"),
        ("2022-03-03", "2022-04-01", "2022-05-01"),
        ("2022-03-03",),
    ):
        book.sign(with_days(*days), change="revision")
    day = changed(Part.DAY, "2022-03-01", "2022-03-02", "progress")
    assert [told for told in book.told(a_record()) if told and told[0].part is Part.DAY] == [(day,)]


def test_a_day_that_is_expected_is_told_old_and_new() -> None:
    book = Book()
    for day in ("2022-09-30", "2022-10-31"):
        event = an_event("progress", "2022-06-30", text="甲", expected=day)
        book.sign(a_record(events=(event,)), change="revision")
    assert book.told(a_record())[1] == (changed(Part.EXPECTED, "2022-09-30", "2022-10-31", "progress"),)


def test_a_text_is_compared_with_the_one_before_it_and_nothing_is_told_of_equal_ones() -> None:
    book = Book()
    for value in ("11", "11", "12"):
        book.sign(a_matter(value), change="revision")
    figure = changed(Part.FIGURE, "11次", "12次", "现场办公")
    assert book.told(a_matter()) == [(), (), (figure,)]
    other = a_record(2, due="2022-12-31", events=a_matter("13").events)
    book.sign(other, change="revision")
    assert book.told(other) == [()]


def test_a_figure_without_a_unit_and_one_with_another_unit_are_two() -> None:
    def with_unit(value: str, unit: str | None) -> Record:
        figure = {"label": "办结", "value": value} | ({"unit": unit} if unit else {})
        return a_record(events=(an_event("progress", text="甲", figures=(figure,)),))

    book = Book()
    for value, unit in (("1", None), ("2", None), ("3", "件")):
        book.sign(with_unit(value, unit), change="revision")
    book.sign(with_unit("4", None), change="revision")
    assert book.told(a_record()) == [(), (changed(Part.FIGURE, "1", "2", "办结"),), (), ()]
