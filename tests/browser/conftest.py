"""A real browser on a real server: Debian's Chromium, `streamlit run app.py`, and a library that holds the samples."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

PROJECT = Path(__file__).resolve().parents[2]
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_INGEST_SECONDS, _START_SECONDS, WAIT_MS = 400, 60, 30_000
Start = Callable[..., str]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--browser-required", action="store_true", help="fail, not skip, where Chromium is missing")


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Any]:
    path = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        reason = "chromium or the Python package playwright is not installed"
        if request.config.getoption("--browser-required", default=False):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Path:
    """Ingested once; tests that change it copy it. `chromium` first: without a browser nothing is ingested."""
    library = tmp_path_factory.mktemp("samples") / "library"
    subprocess.run(
        [sys.executable, "cli.py", "ingest", "samples", "--library", str(library)],
        cwd=PROJECT, check=True, timeout=_INGEST_SECONDS, capture_output=True, env=_environment(),
    )  # fmt: skip
    return library


@pytest.fixture
def library(sample_library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_library, tmp_path / "library"))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """`start(library, **environment)` serves the page and returns its address; all servers end with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def run(library: Path, **environment: str) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.headless=true",
            f"--server.port={port}",
        ]
        settings = {"CALLCITE_LIBRARY": str(library)} | environment
        with (tmp_path / f"server-{port}.log").open("wb") as log:
            running.append(
                subprocess.Popen(
                    command, cwd=PROJECT, stdout=log, stderr=subprocess.STDOUT, env=_environment() | settings
                )
            )
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health", running[-1])
        return address

    yield run
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=15)


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Any]]:
    """`visit(address, …context options)` opens the page. A request that leaves this machine fails the test."""
    contexts: list[Any] = []
    foreign: list[str] = []

    def seen(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost"):
            foreign.append(request.url)

    def go(address: str, **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("request", seen)
        page.on("pageerror", lambda error: foreign.append(f"script error: {error}"))
        page.goto(address)
        page.get_by_test_id("stChatInputTextArea").wait_for()
        return page

    yield go
    for context in contexts:
        context.close()
    assert foreign == []


def _environment() -> dict[str, str]:
    """This process's environment without any of callcite's settings."""
    mine = ("CALLCITE_", "OPENAI_")
    return {name: value for name, value in os.environ.items() if not name.startswith(mine)}


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended while starting"
        try:
            with urlopen(url, timeout=2) as reply:
                if reply.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"no answer from {url} within {_START_SECONDS} seconds")
