"""Takes the pictures of docs/images: the overview and a document page of the seeds, and a chart of targets.

For the chart it writes work reports of its own, whose figures are invented, as the page says. It needs the extra
``test`` and Chromium (Debian's packages chromium and fonts-noto-cjk; another browser by CHROMIUM=/path/to/it)::

    .venv/bin/python scripts/screenshots.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
EXTRACTOR = (sys.executable, "-m", "extractor")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run", "--disable-quic")  # fmt: skip

# Region, what was promised for 2024, what came of it: invented, all of them.
REPORTS = (
    ("四川省", "6%左右", "6.1%"),
    ("浙江省", "5.5%以上", "5.8%"),
    ("江苏省", "5%以上", "5.4%"),
    ("湖北省", "6%以上", "5.6%"),
    ("安徽省", "5.5%至6%", "5.7%"),
    ("福建省", "5%至5.5%", "4.8%"),
    ("山东省", "5%以上", "5.2%"),
    ("云南省", "5%左右", "4.1%"),
    ("贵州省", "5.5%以上", "5.5%"),
)


def main() -> None:
    """Write the pictures over those that are there."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        page = browser.new_page(viewport={"width": 1180, "height": 760})
        with served(ROOT / "seeds", folder / "seeds.db", "指标库") as address:
            show(page, f"{address}-/dashboards/overview", "overview.png")
            page.goto(f"{address}document/000_44c28b65fbf1df7d.txt")
            page.locator("a.number").nth(3).hover()
            page.locator("#card section").first.wait_for()
            page.screenshot(path=IMAGES / "document.png")
        with served(
            write_reports(folder / "reports"), folder / "targets.db", "指标库（演示：数字均为虚构）"
        ) as address:
            page.set_viewport_size({"width": 1180, "height": 720})
            show(
                page, f"{address}-/dashboards/targets?indicator=地区生产总值&statistic=growth&year=2024", "targets.png"
            )
        browser.close()


def write_reports(folder: Path) -> Path:
    """The work reports of two years for every region of REPORTS, with their metadata."""
    folder.mkdir()
    rows = ["file,title,publisher,published,region,kind"]
    for region, promised, came in REPORTS:
        for year, text in (
            (2024, f"一、今年的打算\n今年全省发展的主要预期目标是：地区生产总值增长{promised}。\n"),
            (2025, f"一、去年的情况\n2024年，全省地区生产总值增长{came}。\n"),
        ):
            name = f"{region}{year}.txt"
            (folder / name).write_text(text, encoding="utf-8")
            rows.append(f"{name},{region}{year}年演示报告,虚构,{year}-01,{region},政府工作报告")
    (folder / "metadata.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder


@contextmanager
def served(documents: Path, database: Path, title: str) -> Iterator[str]:
    """The address of a server on what is read from the documents."""
    subprocess.run([*EXTRACTOR, "run", str(documents), "--db", str(database)], check=True, stdout=subprocess.DEVNULL)
    settings = database.with_suffix(".yaml")
    settings.write_text(f"title: {title}\n", encoding="utf-8")
    serve = [*EXTRACTOR, "serve", "--db", str(database), "--port", "0", "--settings", str(settings)]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split(" at ")[1].split()[0]
        finally:
            server.terminate()


def show(page: Page, address: str, name: str) -> None:
    """Take the picture of a dashboard when all its charts are drawn."""
    page.goto(address)
    page.wait_for_function("!document.querySelector('.drawing:not([data-done])')")
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / name)


if __name__ == "__main__":
    main()
