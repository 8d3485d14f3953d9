"""Pictures of the page for the README."""

from pathlib import Path

from playwright.sync_api import Page, expect


def screenshot(page: Page, path: Path) -> None:
    """Save what the window shows, once fonts are there and nothing moves any more."""
    page.evaluate("document.fonts.ready")
    expect(page.locator("#chat .sn.running")).to_have_count(0)
    page.wait_for_timeout(500)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, animations="disabled", caret="hide")
