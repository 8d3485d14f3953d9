"""Text of the model, the sources and the user can load nothing, run nothing and imitate nothing."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from assistant.domain import Evidence, Finding, Offer, Sentence, Source, Verdict
from assistant.events import Answered, Drafted, Event, Failed, Thought, ToolUsed
from assistant.testing import ScriptedAssistant
from assistant.ui.status import Offered, Status
from tests.ui.conftest import Open, Serve
from tests.ui.samples import BEGINNING, DAY, STEP, answer_of

pytestmark = [pytest.mark.browser, pytest.mark.allow_hosts(["127.0.0.1"])]

PAYLOADS = (
    "![a]({canary}/markdown)",
    "![a][r]\n\n[r]: {canary}/reference",
    "[![a]({canary}/linked)]({canary})",
    "| a |\n| - |\n| ![a]({canary}/table) |",
    "<img src={canary}/img onerror=alert(1)>",
    "<img srcset='{canary}/srcset 2x'>",
    "<svg><image href='{canary}/svg'/></svg><svg onload=alert(2)>",
    "<video poster='{canary}/poster' src='{canary}/video'></video>",
    "<audio src='{canary}/audio'></audio>",
    "<iframe src='{canary}/frame'></iframe><object data='{canary}/object'></object>",
    "<link rel=stylesheet href='{canary}/css'><link rel=prefetch href='{canary}/prefetch'>",
    "<style>@import '{canary}/import'; body {{ background: url({canary}/style) }}</style>",
    "<div style='position:fixed;inset:0;background:url({canary}/inline)'>over</div>",
    "<script>fetch('{canary}/script')</script>",
    "<form action='{canary}/form'><input type=image src='{canary}/input'><button>ok</button></form>",
    "<meta http-equiv=refresh content='0;url={canary}/meta'><base href='{canary}/base'>",
    "<a href='javascript:alert(3)'>a</a> [b](javascript:alert(4)) <javascript:alert(5)>",
    "</span></div><a class='cite' href='#src-1-1'>1</a>",
    "$$\\href{{javascript:alert(6)}}{{x}}$$ <math><mi xlink:href='{canary}/math'>x</mi></math>",
    "```html\n<img src={canary}/code>\n```",
    "&lt;img src={canary}/entity&gt; &#60;img src={canary}/number&#62;",
    "{canary}/bare www.example.org someone@example.org",
    "{{{{constructor.constructor('alert(7)')()}}}} ${{alert(8)}}",
)
MADE = "img,svg,video,audio,iframe,object,link,style,script,form,input,button,meta,base,math,code"


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a server that should never be asked, and what it was asked for."""
    asked: list[str] = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def script_of(hostile: str, url: str) -> list[Event | float | Exception]:
    """Put `hostile` wherever text of others is shown."""
    source = Source(hostile, hostile, url, "third-party", DAY)
    evidence = (Evidence(1, (Finding("passage", hostile, source, DAY),)),)
    beginning, answered = answer_of(Sentence(hostile, "model", (1,), Verdict.SUPPORTED), evidence)
    assert isinstance(answered, Answered)
    step = replace(STEP, tool=hostile, arguments={"a": hostile}, result=hostile, repaired=hostile)
    answer = replace(answered.answer, offers=(Offer(hostile, hostile),), steps=(step,))
    return [
        beginning,
        *BEGINNING[1:3],
        ToolUsed(step),
        Thought(hostile),
        Drafted("lead", hostile),
        0.3,
        Failed(hostile, hostile),
        Answered(answer),
    ]


def test_hostile_text_is_shown_as_text(
    serve_page: Serve, open_page: Open, canary: tuple[str, list[str]]
):
    address, asked = canary
    seen: list[str] = []
    hostile = "\n\n".join(PAYLOADS).format(canary=address)
    assistant = ScriptedAssistant(script_of(hostile, f"javascript:fetch('{address}/url')"))
    status = Status("ready", hostile, "hub", offered=Offered(hostile, 1))
    page = open_page(serve_page(assistant.ask, lambda: status), seen=seen)
    page.locator("#box textarea").fill(hostile)
    page.locator("#box textarea").press("Enter")
    expect(page.locator("#chat .sn.done")).to_be_visible()
    for title in page.locator("#chat .thought-group .title").all():
        title.click()
    page.wait_for_timeout(1000)

    assert asked == []
    assert seen == []
    for place in ("#chat .sn", "#chat .sn-step", "#chat .sn-thought", "#chat .user", "#cards"):
        assert page.locator(place).count() > 0
        assert page.locator(place).locator(MADE).count() == 0
    links = page.locator("#chat a, #cards a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert {link.split("-")[0] for link in links} == {"#src", "#copy", "#close"}
    expect(page.locator("#chat .lead")).to_contain_text(f"![a]({address}/markdown)")
    expect(page.locator(".card")).to_contain_text("<script>fetch(")


def test_each_payload_alone_is_shown_as_text(
    serve_page: Serve, open_page: Open, canary: tuple[str, list[str]]
):
    address, asked = canary
    seen: list[str] = []
    assistant = ScriptedAssistant([])
    page = open_page(serve_page(assistant.ask), seen=seen)
    for number, payload in enumerate(PAYLOADS, 1):
        hostile = payload.format(canary=address)
        assistant.script = script_of(hostile, address)
        page.locator("#box textarea").fill(hostile)
        page.locator("#box textarea").press("Enter")
        expect(page.locator("#chat .sn.done")).to_have_count(number)
        expect(page.locator("#box .submit-button")).to_be_visible()
        assert (asked, seen) == ([], []), payload
