"""What MkDocs does beside its own: a report within the site, if one was made, and references as plain paragraphs."""

import re
from pathlib import Path

from mkdocs.structure.files import File

REPORT = Path(__file__).parents[1] / "reports" / "gallery"
MADE = "[Open the report](gallery/index.html){ .md-button .md-button--primary }"
MISSING = "This copy of the site was built without the report: `make gallery` makes it."

# mkdocstrings takes "Reference: ..." for a box, with the first line as its title
REFERENCE = re.compile(
    r'<details class="reference" open>\s*<summary>(.*?)</summary>\s*<p>(.*?)</p>\s*</details>', re.DOTALL
)


def on_files(files, config):
    """Adds the report's pages, and the numbers and networks that they link to."""
    for kind in ("*.html", "summary.json", "*.keras"):
        for path in sorted(REPORT.glob(kind)):
            files.append(File.generated(config, f"gallery/{path.name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown, page, config, files):
    """Puts the link to the report where its page asks for it, or the command that makes the report."""
    if "{report}" not in markdown:
        return markdown
    return markdown.replace("{report}", MADE if (REPORT / "index.html").exists() else MISSING)


def on_page_content(html, page, config, files):
    """Joins the lines of each reference."""
    return REFERENCE.sub(r"<p><strong>Reference:</strong> \1 \2</p>", html)
