"""The pages' script in a real browser: filter, sort, values, files; no sideways scrolling on a phone; printed pages."""

import re

import pytest

from experiments import report
from experiments.report import render
from tests.report.browser import PHONE, ask, browse
from tests.report.crowds import crowd

FRAMED = 1000  # pixels; a page in a frame may reload itself
pytestmark = pytest.mark.browser
FILES = """
    const files = [];
    URL.createObjectURL = blob => { files.push(blob); return "#"; };
    const press = (label, root) => all("button", root).find(button => button.textContent === label).click();
"""


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
        return answers;"""
    expected = ["M7,A7", "M7,A7,A8", "A7,A8", "A8", "false0 of 12 statements", 12]
    assert ask(pages / "index.html", script, tmp_path) == expected


def test_what_is_chosen_outlives_a_page_that_reloads_itself(summary, tmp_path):
    render.write(summary, tmp_path, going=True)
    script = """
        const shown = () => all('[data-is]').filter(row => !row.hidden).map(row => row.id.slice(4)).join();
        const pressed = () => all('button[aria-pressed=true]', filter).map(one => one.value).join();
        if (!location.hash.includes('=')) {
            all('button', filter).find(one => one.value === 'contradicted').click();
            filter.topic.value = 'Activations'; filter.oninput();
            location.hash = 'provenance';  // a link within the page
            await new Promise(done => setTimeout(done, 50));
            location.reload();
            return new Promise(() => {});
        }
        const again = [location.hash, shown(), pressed(), filter.topic.value];
        document.querySelector('#clear').click();
        return [...again, location.hash, shown().split(',').length];"""
    kept, shown, pressed, topic, cleared, left = ask(tmp_path / "index.html", script, tmp_path, FRAMED)
    assert kept == "#verdict=contradicted&topic=Activations" and cleared == ""
    assert (shown, pressed, topic, left) == ("A7", "contradicted", "Activations", 12)


def test_a_growing_page_waits_while_its_reader_types(summary, tmp_path):
    render.write(summary, tmp_path, going=True)
    page = tmp_path / "index.html"
    page.write_text(page.read_text().replace(", 20000)", ", 900)"))
    script = """
        const wait = () => new Promise(done => setTimeout(done, 1500));
        if (location.hash === '#again') return 'reloaded';
        history.replaceState(null, '', '#again');
        WHERE.focus();
        await wait();
        return 'waited';"""
    answers = [
        ask(page, script.replace("WHERE", where), tmp_path, FRAMED) for where in ("filter.words", "all('summary')[0]")
    ]
    assert answers == ["waited", "reloaded"]


def test_tables_sort_by_number_both_ways(pages, tmp_path):
    script = """
        const table = document.querySelector('#activations-methods'), button = all('thead button', table)[6];
        const last = () => table.tBodies[0].lastElementChild.firstElementChild.textContent;
        button.click(); const slow = last(); button.click(); button.click();
        return [slow, last()];"""
    assert ask(pages / "activations.html", script, tmp_path) == ["sigmoid", "sigmoid"]


def test_one_line_can_be_shown_alone_where_they_share_a_box(run, summary, tmp_path):
    few = {**summary, "studies": [crowd(summary["studies"][1], 3, False, False)]}
    script = """
        const menu = document.querySelector('figure select'), figure = menu.closest('figure');
        menu.value = menu.options[1].value; menu.onchange();
        const lit = all('svg [class^=line-]:not(.dim)', figure).map(part => part.className.baseVal);
        return [menu.options.length, ...new Set(lit)];"""
    assert ask(report.write(run, tmp_path, few).with_name("crowd_3.html"), script, tmp_path) == [4, "line-0"]


def test_the_pointer_the_keys_and_the_slider_show_values(pages, tmp_path):
    script = """
        const svg = document.querySelector('[data-name=activations-ranks]'), figure = svg.closest('figure');
        const said = () => figure.querySelector('output').textContent, rows = JSON.parse(svg.dataset.rows);
        const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
        svg.onpointermove({clientX: box.left + rows[3][0] * scale, clientY: box.top + rows[3][1] * scale});
        const pointed = said();
        svg.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}));
        const stepped = said(), slider = figure.querySelector('input');
        slider.value = 0; slider.oninput();
        return [pointed, stepped, said(), all('.seen', svg).length, rows[3][2]];"""
    pointed, stepped, slid, dots, first = ask(pages / "activations.html", script, tmp_path)
    assert pointed.startswith(f"{first} · epoch 4 · mean rank") and stepped.startswith(f"{first} · epoch 5 ·")
    assert slid.startswith("epoch 1: ") and f"{first} " in slid and dots == 10


def test_a_figure_and_a_table_can_be_downloaded(pages, tmp_path):
    script = (
        FILES
        + """
        const svg = document.querySelector('[data-name=activations-ranking]'), figure = svg.closest('figure');
        for (const label of ['SVG', 'CSV']) press(label, figure);
        const table = document.querySelector('[data-csv=activations-methods]');
        all('button', table.parentElement).forEach(one => one.click());
        press('PNG', figure);
        await new Promise(done => setTimeout(done, 500));
        const [image, texts] = [files.pop(), files.map(file => file.text())];
        const head = new Uint8Array(await image.arrayBuffer()).slice(1, 4);
        return [...await Promise.all(texts), String.fromCharCode(...head)];"""
    )
    picture, numbers, table, latex, head = ask(pages / "activations.html", script, tmp_path)
    assert picture.startswith("<svg") and "var(" not in picture and ">sigmoid</text>" in picture
    assert numbers.splitlines()[0].startswith('"method","mean test accuracy') and numbers.count("\n") == 11
    assert table.splitlines()[1].startswith('"') and len(table.splitlines()) == 11
    assert latex.startswith(r"\begin{tabular}{lrrrrrrrr}") and r"\%" in latex and latex.count(r"\\") == 11
    assert head == "PNG"


@pytest.mark.parametrize("name", ["index.html", "activations.html"])
def test_a_phone_need_not_scroll_sideways(pages, tmp_path, name):
    script = """
        all('details').forEach(one => one.open = true);
        const page = document.documentElement;
        return page.scrollWidth - page.clientWidth;"""
    assert ask(pages / name, script, tmp_path, PHONE) <= 0


@pytest.mark.parametrize("name", ["activations", "optimizers"])
def test_a_study_is_two_printed_pages(pages, tmp_path, name):
    file = tmp_path / "printed.pdf"
    browse(pages / f"{name}.html", tmp_path, f"--print-to-pdf={file}", "--no-pdf-header-footer")
    assert len(re.findall(rb"/Type\s*/Page\b", file.read_bytes())) <= 2


def test_dots_walk_at_the_push_of_a_button_and_rest_at_its_next(run, summary, tmp_path):
    few = {**summary, "studies": [crowd(summary["studies"][1], 2, False, False)]}
    script = """
        const svg = document.querySelector('[data-slide=play]'), figure = svg.closest('figure');
        const button = all('button', figure)[0], slider = figure.querySelector('input'), wait = () =>
            new Promise(done => setTimeout(done, 700));
        const before = button.textContent;
        button.click(); await wait(); button.click();
        const stopped = slider.value; await wait();
        return [before, +stopped, slider.value === stopped, all('.seen', svg).length, button.textContent];"""
    before, steps, rested, dots, after = ask(
        report.write(run, tmp_path, few).with_name("crowd_2.html"), script, tmp_path
    )
    assert (before, after, rested, dots) == ("▶ Play", "▶ Play", True, 2) and 2 < steps < 12


def test_nothing_moves_by_itself_where_the_reader_wants_no_motion(run, summary, tmp_path):
    few = {**summary, "studies": [crowd(summary["studies"][1], 2, False, False)]}
    page = report.write(run, tmp_path, few).with_name("crowd_2.html")
    script = """
        const figure = document.querySelector('[data-slide=play]').closest('figure');
        const slider = figure.querySelector('input');
        const moving = [document.documentElement, ...all('*')].filter(part => {
            const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(part);
            return transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior === 'smooth';
        });
        const buttons = all('button', figure).map(button => button.textContent), before = slider.value;
        await new Promise(done => setTimeout(done, 700));
        const rested = slider.value === before;
        slider.value = 3; slider.oninput();
        return [buttons, rested, all('.seen', figure).length, moving.length];"""
    still = ask(page, script, tmp_path, flags=["--force-prefers-reduced-motion"])
    assert still == [["SVG", "PNG", "CSV"], True, 2, 0]
    assert ask(page, script, tmp_path)[3] > 0
