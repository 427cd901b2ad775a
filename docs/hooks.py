"""What MkDocs does beside its own: the pages of `reports/gallery`, if they were made, become part of the site."""

from pathlib import Path

from mkdocs.structure.files import File

REPORT = Path(__file__).parents[1] / "reports" / "gallery"
MADE = "[Open the report](gallery/index.html){ .md-button .md-button--primary }"
MISSING = "This copy of the site was built without the report: `make gallery` makes it."


def on_files(files, config):
    """Adds the report's pages."""
    for page in sorted(REPORT.glob("*.html")):
        files.append(File.generated(config, f"gallery/{page.name}", abs_src_path=str(page)))
    return files


def on_page_markdown(markdown, page, config, files):
    """Puts the link to the report where its page asks for it, or the command that makes the report."""
    if "{report}" not in markdown:
        return markdown
    return markdown.replace("{report}", MADE if (REPORT / "index.html").exists() else MISSING)
