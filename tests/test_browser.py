"""Guards against pages that work for a program and not for a person: in a real browser, at a desk and on a phone.

Needs Chromium (Debian's package chromium; another by CHROMIUM=/path/to/it); skipped where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from command_samples import SEEDS, call, write
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, expect, sync_playwright
from serve_samples import QUIET, chromium, served

from extractor.serve.metadata import BOARDS

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium here: install it, or set CHROMIUM")

SCRIPT = "<script>alert(1)</script>"
REPORT = "000_44c28b65fbf1df7d.txt"
WIDTHS = {"desk": (1280, 860), "phone": (390, 800)}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The seeds, a document that would like to be a page, and one of a megabyte."""
    folder = tmp_path_factory.mktemp("browsed")
    hostile = f"{SCRIPT}<img src=x onerror=alert(2)>去年，四川省{SCRIPT}粮食产量达到3600万吨，<b>增长1.5%</b>。"
    write(folder, "docs/恶意<b>.txt", hostile)
    paragraph = "去年，全省粮食产量达到3600万吨，增长1.5%。" + "各地的工作都有新的进展。" * 14 + "\n\n"
    write(folder, "docs/长.txt", paragraph * 1_750)  # a megabyte
    write(
        folder,
        "docs/metadata.csv",
        f'file,title,published,region\n恶意<b>.txt,"{SCRIPT}",2024-01,四川省\n长.txt,长,2024-01,四川省\n',
    )
    path = folder / "browsed.db"
    done = call("run", folder / "docs", SEEDS, "--db", path)
    assert done.exit_code == 0, done.output
    with served(path) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=QUIET)


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page of which nothing may be said in the console, asked of another host, or too wide for the window."""
    width, height = WIDTHS[request.param]
    phone = request.param == "phone"
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=phone, is_mobile=phone)
    page = context.new_page()
    wrong: list[str] = []

    def console(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            wrong.append(said.text)

    def dialog(opened: Dialog) -> None:
        wrong.append(f"dialog {opened.message}")
        opened.dismiss()

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            wrong.append(request.url)

    page.on("console", console)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", dialog)
    page.on("request", asked)
    yield page
    page.wait_for_load_state()  # a click may have left another page on its way
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def open_board(page: Page, address: str, name: str, query: str = "") -> None:
    page.goto(f"{address}/-/dashboards/{name}{query}")
    page.wait_for_function("document.querySelector('.drawing') && !document.querySelector('.drawing:not([data-done])')")


@pytest.mark.parametrize("name", BOARDS)
def test_every_dashboard_draws_its_charts(page: Page, address: str, name: str) -> None:
    open_board(page, address, name)
    assert page.locator(".drawing").count() >= 2
    assert page.locator("text=画不出来").count() == 0
    assert page.locator(".drawing svg.marks, .drawing table, .drawing .value").count() >= 2


@pytest.mark.parametrize("chart", ["years", "regions"])
def test_a_chart_has_a_page_of_its_own(page: Page, address: str, chart: str) -> None:
    open_board(page, address, f"indicator/{chart}", f"?indicator={quote('地区生产总值')}&statistic=growth")
    expect(page.locator(".drawing svg.marks")).to_be_visible()


def test_the_overview_shows_the_figures_of_the_seeds(page: Page, address: str) -> None:
    open_board(page, address, "overview")
    expect(page.locator("#chart-documents .value")).to_have_text("7")
    expect(page.locator("#chart-papers")).to_contain_text("四川干部群众热议政府工作报告")
    expect(page.locator("#chart-papers")).to_contain_text(SCRIPT)


def test_an_indicator_shows_the_growth_of_two_regions(page: Page, address: str) -> None:
    open_board(page, address, "indicator", f"?indicator={quote('地区生产总值')}&statistic=growth")
    rows = page.locator("#chart-rows tbody tr")
    expect(rows.filter(has_text="四川省")).to_contain_text("6%")
    expect(rows.filter(has_text="重庆市")).to_contain_text("6.1%")


def test_a_choice_without_data_says_so(page: Page, address: str) -> None:
    open_board(page, address, "targets", "?indicator=没有&statistic=growth&year=")
    expect(page.locator("#chart-regions")).to_have_text("这个指标没有这一类目标；换一个指标、类型或年份看看。")


def test_a_number_leads_to_its_record_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/document/{REPORT}")
    number = page.locator("a.number", has_text="6万亿元")
    if page.viewport_size == {"width": 390, "height": 800}:
        number.tap()
        page.locator("#card").get_by_text("打开这条记录").tap()
    else:
        number.click()
    page.wait_for_url("**/indicators/records/*")
    expect(page.locator("table.rows-and-columns")).to_contain_text("地区生产总值")
    page.locator("td.col-quote a").click()
    page.wait_for_url(f"**/document/{REPORT}#record-*")
    assert page.evaluate("document.querySelector(':target').textContent") == "6万亿元"
    expect(page.locator(".number:target")).to_be_in_viewport()


def test_a_card_tells_the_record_by_hand_and_by_key(page: Page, address: str) -> None:
    page.goto(f"{address}/document/{REPORT}")
    card = page.locator("#card")
    number = page.locator("a.number", has_text="6万亿元")
    if page.viewport_size == {"width": 390, "height": 800}:
        number.tap()
    else:
        number.hover()
    expect(card).to_contain_text("6万亿元以上")
    expect(card).to_contain_text("frames.yaml")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.mouse.move(0, 0)
    number.focus()
    page.keyboard.press("Tab")  # the next number, as a keyboard reaches it
    expect(card).to_contain_text("增速")
    expect(page.locator("a.number:focus")).to_have_attribute("aria-describedby", "card")


def test_refused_numbers_are_shown_with_their_reason_when_asked_for(page: Page, address: str) -> None:
    page.goto(f"{address}/document/{REPORT}")
    assert page.locator("article .refused").count() == 0
    page.get_by_text("个数字及原因").click()
    refused = page.locator("article .refused")
    expect(refused.nth(20)).to_be_attached()  # waits for the page, as a count does not
    date = page.locator("article .refused[data-reason='日期']").first
    if page.viewport_size == {"width": 390, "height": 800}:
        date.tap()
    else:
        date.hover()
    expect(page.locator("#card")).to_contain_text("没有成为记录：日期")
    page.get_by_text("隐藏未采用的数字").click()
    expect(page.get_by_text("个数字及原因")).to_be_visible()  # a page not yet there has no refused number either
    expect(refused).to_have_count(0)


def test_a_document_that_is_a_script_is_text(page: Page, address: str) -> None:
    page.goto(f"{address}/document/{quote('恶意<b>.txt')}?refused=1")
    expect(page.locator("h1")).to_have_text(SCRIPT)
    expect(page.locator("article")).to_contain_text(f"{SCRIPT}<img src=x onerror=alert(2)>去年")
    assert page.locator("article img, article script, article b").count() == 0
    number = page.locator("a.number", has_text="3600万吨")
    number.focus()
    expect(number).to_be_visible()
    for path in ("/", "/indicators/documents", "/indicators/records", "/-/dashboards/region"):
        page.goto(f"{address}{path}")


def test_a_long_document_can_be_read(page: Page, address: str) -> None:
    page.goto(f"{address}/document/{quote('长.txt')}")
    numbers = page.locator("a.number")
    assert numbers.count() == 3_500
    last = numbers.last
    page.evaluate("hash => { location.hash = hash; }", last.get_attribute("id"))
    expect(last).to_be_in_viewport()
    last.dispatch_event("pointerover", {"pointerType": "mouse", "bubbles": True})
    expect(page.locator("#card")).to_contain_text("1.5%")
