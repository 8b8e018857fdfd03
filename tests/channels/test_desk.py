"""A clerk exports the articles, opens the page from the disc, copies, and pastes."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from rectify_site.errors import StoreError
from rectify_site.workflow import desks


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["wechat", "cms"])
def test_the_folder_is_whole_and_nothing_of_an_earlier_export_stays(
    sample: Path, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / "稿"
    laid = desks.export(sample, kind, target)
    before = {path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert laid.articles == sum(path.parts[0] == "articles" for path in before)
    (target / "articles" / "withdrawn.html").write_text("旧", encoding="utf-8")
    with (target / "manifest-sha256.txt").open("a", encoding="utf-8") as manifest:
        manifest.write("0  articles/withdrawn.html\n")
    desks.export(sample, kind, target)
    again = {path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert again == before


@pytest.mark.slow
def test_a_folder_somebody_keeps_things_in_is_left_alone(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(b"x")
    with pytest.raises(StoreError) as refused:
        desks.export(sample, "wechat", tmp_path)
    assert refused.value.code == "S402"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]


READ = """async () => {
  const [item] = await navigator.clipboard.read();
  return await (await item.getType('text/html')).text();
}"""
PASTED = """() => {
  const place = document.createElement('div');
  place.contentEditable = 'true';
  document.body.append(place);
  place.focus();
  document.addEventListener('paste', (event) => {
    const forms = ['text/html', 'text/plain'].map((form) => event.clipboardData.getData(form));
    document.title = JSON.stringify(forms);
    event.preventDefault();
  });
}"""
OLD_BROWSER = "delete window.ClipboardItem"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("old", [False, True], ids=["clipboard", "execCommand"])
def test_the_button_puts_the_article_on_the_clipboard(
    sample: Path, tmp_path: Path, chromium: Browser, *, old: bool
) -> None:
    target = tmp_path / "articles"
    desks.export(sample, "wechat", target)
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    if old:
        context.add_init_script(OLD_BROWSER)
    else:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto((target / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    fragment = page.locator("#body-items").inner_html()
    page.locator("button[data-copy=body-items]").click()
    page.get_by_text("已复制").wait_for()
    page.evaluate(PASTED)
    page.keyboard.press("Control+V")
    page.wait_for_function("document.title.startsWith('[')")
    html, text = json.loads(page.title())
    assert "2024-minzhu-14" in text
    assert html.count("<tr") == fragment.count("<tr")
    assert "2024-minzhu-14" in html
    if not old:
        assert page.evaluate(READ).count("<td style") == fragment.count("<td style")
    assert said == []
    context.close()
