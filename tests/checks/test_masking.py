"""What may be published in place of personal data, and who may keep a mobile number."""

import pytest

from rectify_site.checks import run
from rectify_site.checks.masking import Fix, fixes, publishable
from rectify_site.model.findings import Place
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.model.reports import Notice
from rectify_site.model.units import Units

MASKED = {
    "证号11010519491231002X。": "证号11*************02X。",
    "电话13800138000": "电话138****8000",
    "电话138 0013 8000": "电话138 **** 8000",
    "卡号6222020200112233446": "卡号6222***********3446",
    "护照E12345678": "护照E*****678",
    "车牌鲁A·12345": "车牌鲁A·***45",
    "家住石桥镇东塘村3组12号，": "家住石桥镇，",
    "住址：兴华街道幸福小区3号楼2单元501室": "住址：兴华街道",
    "家住东塘村3组12号": "家住东塘村*组**号",
    "写信到zhangsan@qq.com。": "写信到z*******@qq.com。",
    "家住石桥镇东塘村3组12号，电话13800138000": "家住石桥镇，电话138****8000",
}


@pytest.mark.parametrize(("text", "wanted"), MASKED.items())
def test_the_masked_text_is_that_of_the_rule(text: str, wanted: str) -> None:
    after, _ = publishable("problem", text)
    assert after == wanted
    assert publishable("problem", after) == (after, ())


def a_record(**facts: object) -> Record:
    return Record.model_validate(
        {"id": "plan-01", "number": "1", "problem": "排队久", "deadline": {"kind": "none"}, **facts}
    )


def test_fixes_name_the_field_and_leave_the_rest_alone() -> None:
    record = a_record(measures=[{"text": "致电13800138000。"}, {"text": "鲁A12345、13800138000"}])
    office = Office(records=(record, a_record(id="plan-02")))
    assert fixes(office) == (
        Fix("plan-01", "measures.0.text", "致电13800138000。", "致电138****8000。", ("T603",)),
        Fix("plan-01", "measures.1.text", "鲁A12345、13800138000", "鲁A***45、138****8000", ("T603", "T608")),
    )
    assert fixes(office, ["plan-02"]) == ()


def test_after_the_fixes_no_rule_finds_personal_data() -> None:
    for text in MASKED:
        record = a_record(problem=text)
        (fix,) = fixes(Office(records=(record,)))
        fixed = Office(records=(a_record(problem=fix.after),))
        codes = {finding.code for finding in run(fixed, lambda *_: Place(file="x"))}
        assert not {code for code in codes if code.startswith("T6")}


def test_an_office_keeps_its_mobile_and_its_mailbox_where_people_look_for_them() -> None:
    contact = {"contact": "区整改办13800138000，chenghu@163.com", "how_to_object": "打13800138000"}
    days = {"from": "2025-06-09", "to": "2025-06-13", "days": 5, "day_kind": "working"}
    notice = Notice.model_validate(
        {"id": "n1", "title": "公示", **days, **contact, "text": ["找13900139000"]}
    )
    units = Units.model_validate({"units": [{"id": "ban", "name": "区整改办", "telephone": "13800138000"}]})
    office = Office(notices=(notice,), units=units)
    found = [(finding.code, finding.field) for finding in run(office, lambda *_: Place(file="x"))]
    assert [where for where in found if where[0].startswith("T6")] == [("T603", "text.0")]
    assert [fix.field for fix in fixes(office)] == ["text.0"]
