"""The browser's modules on the style page and on a small page of cells, in a real browser under the real policy."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

CELL = """
<form class="cell" id="cell-{n}" method="post" action="/cell/{n}" data-cell {state}
  hx-post="/cell/{n}" hx-target="#plan" hx-swap="innerMorph" hx-sync="#plan:queue all">
  <input type="hidden" name="version" value="{version}">
  <input class="cell-input" id="value-{n}" name="value" value="{value}" aria-label="Target {n}" autocomplete="off">
</form>"""

# What the browser and htmx say when the test itself takes the server away.
EXPECTED = re.compile("net::ERR|status of 503|Failed to fetch")


class Plan:
    """A plan of two cells as the server would keep it, with versions and conflicts."""

    def __init__(self) -> None:
        self.values = {"1": "€598", "2": "60 days"}
        self.versions = {"1": 10, "2": 11}
        self.posts: list[dict[str, str]] = []
        self.status = 200

    def cells(self, saved: str = "") -> str:
        cells = (
            CELL.format(
                n=n,
                version=self.versions[n],
                value=value,
                state='data-state="saved"' if n == saved else "",
            )
            for n, value in self.values.items()
        )
        return "".join(f"<tr><th>{n}</th><td>{cell}</td></tr>" for n, cell in enumerate(cells))

    def answer(self, route: Route) -> None:
        number = route.request.url.rsplit("/", 1)[1]
        sent = dict(pair.split("=", 1) for pair in (route.request.post_data or "").split("&"))
        self.posts.append({"cell": number, **sent})
        if self.status == 0:
            route.abort()
        elif self.status != 200:
            route.fulfill(status=self.status, body="<h1>An error page</h1>", content_type="text/html")
        else:
            self.values[number] = f"€{sent['value'].replace('%E2%82%AC', '')}" if number == "1" else sent["value"]
            self.versions[number] += 10
            body = f'<table class="plan"><tbody>{self.cells(saved=number)}</tbody></table>'
            route.fulfill(body=body, content_type="text/html")


@pytest.fixture
def style_page(page: Page, web_server: str) -> Iterator[Page]:
    """The style page; the test fails when the browser complains about anything."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{web_server}/styleguide")
    yield page
    assert [text for text in complaints if not EXPECTED.search(text)] == []


@pytest.fixture
def cells(style_page: Page) -> Plan:
    """The page with its main part replaced by two cells, answered by ``Plan``."""
    plan = Plan()
    page = style_page
    html = page.content()
    start, end = html.index('id="main"'), html.index("</main>")
    head = html[: html.index(">", start) + 1]
    table = f'<div id="plan"><table class="plan"><tbody>{plan.cells()}</tbody></table></div>'
    address = page.url.replace("/styleguide", "/cells")
    page.route("**/cells", lambda route: route.fulfill(body=head + table + html[end:], content_type="text/html"))
    page.route("**/cell/*", plan.answer)
    page.goto(address)
    return plan


def test_theme_is_kept_in_a_cookie(style_page: Page) -> None:
    page = style_page
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<button data-theme-set=dark>D</button>')"
    )
    page.get_by_role("button", name="D", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert (
        page.evaluate(
            "getComputedStyle(document.body).colorScheme || getComputedStyle(document.documentElement).colorScheme"
        )
        == "dark"
    )


def test_secrets_are_blank_from_the_first_paint_on(style_page: Page) -> None:
    page = style_page
    figure = page.locator(".figure .secret").first
    assert figure.evaluate("e => getComputedStyle(e).color") != "rgba(0, 0, 0, 0)"
    page.keyboard.press("h")
    expect(page.get_by_role("button", name="Hide secrets")).to_have_attribute("aria-pressed", "true")
    page.reload(wait_until="commit")
    page.locator(".figure .secret").first.wait_for(state="attached")
    assert figure.evaluate("e => getComputedStyle(e).color") == "rgba(0, 0, 0, 0)"
    assert page.evaluate("JSON.stringify(sessionStorage)") == '{"secrets-hidden":"1"}'
    assert page.locator("svg text.secret").first.evaluate("e => getComputedStyle(e).visibility") == "hidden"


def test_shortcuts_are_listed_and_work(style_page: Page) -> None:
    page = style_page
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Shortcuts")
    expect(dialog).to_contain_text("Suggest trades")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("t")
    expect(page.get_by_role("dialog", name="Add an issue")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#s-text").focus()
    page.keyboard.press("t")
    expect(page.get_by_role("dialog", name="Add an issue")).to_be_hidden()


def test_a_curve_moves_by_keyboard_and_by_dragging(style_page: Page) -> None:
    page = style_page
    handle = page.get_by_role("slider").first
    handle.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#style-half")).to_have_value("20")
    expect(handle).to_have_attribute("aria-valuetext", "20 days")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 5, steps=5)
    page.mouse.up()
    assert 25 < float(page.locator("#style-half").input_value()) <= 55
    page.locator("#style-half").fill("40")
    moved = page.locator("[data-curve-handle] .handle").first.get_attribute("cx")
    assert float(moved) == pytest.approx(34 + 40 / 60 * 254, abs=0.5)


def test_points_of_the_chart_read_their_caption(style_page: Page) -> None:
    page = style_page
    caption = page.locator("#style-frontier [data-chart-caption]")
    first = caption.text_content()
    point = page.locator("#style-frontier-wide-package")
    point.focus()
    expect(caption).to_have_text("Your targets: €214,000 to us")
    page.keyboard.press("ArrowRight")
    expect(caption).to_have_text("Fair by Nash")
    page.locator("#s-text").focus()
    page.locator("#style-frontier-wide-ks").hover()
    expect(caption).to_have_text("Fair by K–S")
    page.mouse.move(2, 2)
    expect(caption).to_have_text(first)


def test_an_order_is_made_by_keyboard(style_page: Page) -> None:
    page = style_page
    grip = page.get_by_role("button", name="Move Warranty")
    grip.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-sort-status]")).to_have_text("Warranty, place 1")
    page.keyboard.press("Space")
    expect(page.locator("[name=order]")).to_have_value("warranty,price,payment")
    expect(grip).to_be_focused()
    # a new order starts from rank-order centroid: 11/18, 5/18, 2/18
    assert [field.input_value() for field in page.locator("[data-swing]").all()] == ["100", "45", "18"]
    expect(page.locator("[data-share]").first).to_have_text("61 %")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("[name=order]")).to_have_value("warranty,price,payment")
    assert page.locator("[data-sort-item]").first.get_attribute("data-id") == "warranty"


def test_an_order_is_made_by_dragging(style_page: Page) -> None:
    page = style_page
    grip = page.get_by_role("button", name="Move Unit price")
    grip.scroll_into_view_if_needed()
    box, last = grip.bounding_box(), page.locator("[data-sort-item]").last.bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 8, last["y"] + last["height"] - 4, steps=8)
    page.mouse.up()
    expect(page.locator("[name=order]")).to_have_value("payment,warranty,price")


def test_bars_and_numbers_are_one_value(style_page: Page) -> None:
    page = style_page
    page.locator("[data-swing]").nth(1).fill("100")
    expect(page.locator("[data-swing-range]").nth(1)).to_have_value("100")
    expect(page.locator("[data-share]").nth(1)).to_have_text("44 %")


def test_leaving_a_cell_saves_it_once(style_page: Page, cells: Plan) -> None:
    page = style_page
    page.locator("#value-1").fill("590")
    page.keyboard.press("Enter")
    expect(page.locator("#value-2")).to_be_focused()
    expect(page.locator("#value-1")).to_have_value("€590")
    expect(page.locator("#cell-1")).to_have_attribute("data-state", "saved")
    assert [(post["cell"], post["value"], post["version"]) for post in cells.posts] == [("1", "590", "10")]
    page.keyboard.press("Tab")
    assert len(cells.posts) == 1


def test_escape_takes_back(style_page: Page, cells: Plan) -> None:
    page = style_page
    page.locator("#value-1").fill("1")
    page.keyboard.press("Escape")
    expect(page.locator("#value-1")).to_have_value("€598")
    page.keyboard.press("Tab")
    assert cells.posts == []


def test_what_is_being_typed_survives_and_keeps_the_version_that_was_seen(style_page: Page, cells: Plan) -> None:
    """A swap brings a teammate's newer value into the cell that is being typed in: the write must not hide that."""
    page = style_page
    page.locator("#value-1").fill("590")
    page.keyboard.press("Enter")
    page.locator("#value-2").press_sequentially("45 days")
    cells.values["2"], cells.versions["2"] = "50 days", 99
    page.evaluate(
        "htmx.ajax('POST', '/cell/1', {target: '#plan', swap: 'innerMorph', values: {value: '591', version: '20'}})"
    )
    expect(page.locator("#value-1")).to_have_value("€591")
    expect(page.locator("#value-2")).to_have_value("45 days")
    expect(page.locator("#cell-2 [name=version]")).to_have_value("99")
    page.keyboard.press("Enter")
    expect(page.locator("#cell-2")).to_have_attribute("data-state", "saved")
    assert cells.posts[-1]["version"] == "11"


@pytest.mark.parametrize("status", [503, 0])
def test_a_text_without_an_answer_is_kept(style_page: Page, cells: Plan, status: int) -> None:
    page = style_page
    cells.status = status
    page.locator("#value-1").fill("590")
    page.keyboard.press("Tab")
    expect(page.locator("#cell-1")).to_have_attribute("data-state", "unsaved")
    expect(page.locator("#value-1")).to_have_value("590")
    expect(page.locator("#toasts")).to_contain_text("What you typed is still here")
    expect(page.locator("#plan")).not_to_contain_text("An error page")
    cells.status = 200
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#value-1")).to_have_value("€590")
    expect(page.locator("#cell-1")).not_to_have_attribute("data-state", re.compile("unsaved|saving"))
