"""A portal that serves on a port of its own, and headless Chromium to visit it with."""

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from werkzeug.serving import make_server

from geo.database import Database
from geo.settings import Settings
from tests.layers.pin_world import PASSWORD
from webmap.app import create_app

# Software rendering, since test machines have no graphics card; only maps need any.
FLAGS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",
    "--disable-gpu-rasterization",
]
DESKTOP, PHONE = (1440, 900), (390, 844)
PATIENCE = 40_000
COOKIE = "eplan"

expect.set_options(timeout=PATIENCE)

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def portal(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The portal on this test's database; sign-in is not limited to a rate."""
    database = Database(database_url, size=6).open()
    app = create_app(Settings(home=tmp_path, secret_key="a key for tests only"), database)
    app.config["RATELIMIT_ENABLED"] = False
    yield app
    database.close()


@pytest.fixture
def served(portal: Flask) -> Iterator[str]:
    """The address at which the portal answers."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, portal, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def visit(chromium: Browser, portal: Flask, served: str) -> Iterator[Visit]:
    """A function that opens a page for a visitor of its own: `visit(account=101, phone=True)`.

    Every visitor has a context of its own, signed in where an account of `pin_world` is given. An error
    of a script anywhere, something that the page's own policy stops, or a request to another host fails
    the test at its end. Without `worker` the pages have no service worker, whose requests no test can route.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def visitor(account: int = 0, phone: bool = False, worker: bool = False, **options: object) -> Page:
        width, height = PHONE if phone else DESKTOP
        context = chromium.new_context(
            base_url=served,
            viewport={"width": width, "height": height},
            has_touch=phone,
            is_mobile=phone,
            locale="th-TH",
            reduced_motion="reduce",
            service_workers="allow" if worker else "block",
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if _is_failure(said) else None)
        page.on("request", lambda asked: None if _is_ours(asked.url, served) else errors.append(asked.url))
        if account:
            context.add_cookies(
                [{"name": COOKIE, "value": _signed_in(portal, served, account), "url": served}]
            )
        return page

    yield visitor
    for context in contexts:
        context.close()
    assert errors == []


def change_account(page: Page, account: int) -> None:
    """Sign somebody else in on the same device; answers still under way may bring the old cookie back."""
    for _ in range(5):
        page.goto("about:blank")
        page.unroute_all(behavior="wait")
        page.context.clear_cookies()
        page.goto("/login")
        if page.url.endswith("/login"):
            page.fill("#username", f"u{account}")
            page.fill("#password", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_load_state()
            if not page.url.endswith("/login"):
                return
    raise AssertionError(f"account {account} could not sign in")


def _is_failure(said: ConsoleMessage) -> bool:
    """Whether the console tells of something that went wrong, other than an answer with a status."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def _is_ours(url: str, served: str) -> bool:
    return url.startswith((f"{served}/", "data:", f"blob:{served}/"))


def _signed_in(portal: Flask, served: str, account: int) -> str:
    """Return the cookie of one who signed in, without the cost of drawing the pages on the way."""
    client = portal.test_client()
    form = client.get("/login", base_url=served).text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', form)
    assert token is not None
    fields = {"username": f"u{account}", "password": PASSWORD, "csrf_token": token[1]}
    assert client.post("/login", base_url=served, data=fields).status_code == 302
    cookie = client.get_cookie(COOKIE, domain="127.0.0.1")
    assert cookie is not None
    return cookie.value
