"""The pages' script in a real browser: filter, sort, one line of a chart; and no sideways scrolling on a phone."""

import shutil
import subprocess

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.browser
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--virtual-time-budget=4000",
    "--dump-dom",
]


def title(folder, name: str, script: str, tmp_path) -> str:
    """The page's title after a script has put its findings there."""
    page = tmp_path / "probe.html"
    page.write_text((folder / name).read_text().replace("</body>", f"<script>{script}</script></body>"))
    command = [str(BROWSER), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()]
    text = subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
    return text.partition("<title>")[2].partition("</title>")[0]


def test_the_ledger_is_filtered_by_verdicts_topic_and_words(pages, tmp_path):
    script = """
        const shown = () => all('[data-is]').filter(row => !row.hidden).map(row => row.id.slice(4)).join();
        const answers = [], press = name => all('button', filter).find(one => one.value === name).click();
        press('contradicted'); answers.push(shown());
        press('too small to matter'); answers.push(shown());
        filter.topic.value = 'Activations'; filter.oninput(); answers.push(shown());
        filter.words.value = 'SELU plain'; filter.oninput(); answers.push(shown());
        filter.words.value = 'nonsense'; filter.oninput();
        answers.push(shown() + document.querySelector('.none').hidden + filter.querySelector('output').textContent);
        document.querySelector('#clear').click(); answers.push(shown().split(',').length);
        document.title = answers.join(';');"""
    expected = "M7,A7;M7,A7,A8;A7,A8;A8;false0 of 12 statements;12"
    assert title(pages, "index.html", script, tmp_path) == expected


def test_tables_sort_by_number_both_ways_and_one_line_can_be_shown_alone(pages, tmp_path):
    script = """
        const table = document.querySelector('#optimizers-methods'), button = all('thead button', table)[6];
        const last = () => table.tBodies[0].lastElementChild.firstElementChild.textContent;
        button.click(); const slow = last(); button.click(); button.click();
        const select = document.querySelector('[data-lines]'); select.value = '0'; select.onchange();
        const parts = all('svg [class^=line-]:not(.dim)', select.closest('figure'));
        const lit = new Set(parts.map(part => part.className.baseVal));
        document.title = [slow, last(), [...lit].join()].join(';');"""
    assert title(pages, "optimizers.html", script, tmp_path) == "SGD;SGD;line-0"


@pytest.mark.parametrize("name", ["index.html", "activations.html"])
def test_a_phone_need_not_scroll_sideways(pages, tmp_path, name):
    frame = f"<iframe style='border:0;width:390px;height:800px' src='{(pages / name).as_uri()}'></iframe>"
    script = f"""
        document.body.innerHTML = "{frame}";
        const frame = document.querySelector('iframe');
        frame.onload = () => {{
            const seen = frame.contentDocument;
            seen.querySelectorAll('details').forEach(one => one.open = true);
            const page = seen.documentElement;
            document.title = page.scrollWidth <= page.clientWidth ? "fits" : page.scrollWidth;
        }};"""
    assert title(pages, name, script, tmp_path) == "fits"
