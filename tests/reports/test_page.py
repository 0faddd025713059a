"""The page as a document: self-contained, valid where it is easily broken, and usable without a mouse or colours."""

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Document(HTMLParser):
    """Every start tag with its attributes, and whether all elements are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def html(sample_report) -> str:
    return sample_report.html.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def document(html: str) -> Document:
    return Document(html)


def test_every_element_is_closed_in_order(document: Document) -> None:
    assert document.open == []


def test_nothing_is_loaded_and_nothing_runs(document: Document, html: str) -> None:
    tags = {tag for tag, _ in document.tags}
    assert tags.isdisjoint({"script", "img", "iframe", "object", "embed", "form"})
    assert [attributes["href"] for tag, attributes in document.tags if tag == "link"] == ["data:,", "feed.xml"]
    for _, attributes in document.tags:
        assert "src" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert not (attributes.get("href") or "").startswith(("http:", "https:", "//"))
    assert "@import" not in html
    assert "url(http" not in html


def test_policy_allows_the_one_style_sheet_by_its_hash(document: Document, html: str) -> None:
    policy = next(
        attributes["content"]
        for tag, attributes in document.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    css = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(css) == 1
    digest = base64.b64encode(hashlib.sha256(css[0].encode("utf-8")).digest()).decode("ascii")
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not any("style" in attributes for _, attributes in document.tags)


def test_ids_are_unique_and_every_reference_has_its_target(document: Document, html: str) -> None:
    ids = Counter(attributes["id"] for _, attributes in document.tags if "id" in attributes)
    assert [name for name, times in ids.items() if times > 1] == []
    references = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', html)
    labels = " ".join(attributes.get("aria-labelledby") or "" for _, attributes in document.tags).split()
    labels += " ".join(attributes.get("aria-describedby") or "" for _, attributes in document.tags).split()
    assert {first or second for first, second in references} | set(labels) <= set(ids)


def test_one_main_heading_and_no_heading_level_left_out(document: Document) -> None:
    levels = [int(tag[1]) for tag, _ in document.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_table_headings_have_a_scope(document: Document) -> None:
    scopes = [attributes.get("scope") for tag, attributes in document.tags if tag == "th"]
    assert set(scopes) == {"row", "col"}


def test_pictures_have_a_name_and_a_description(document: Document, html: str) -> None:
    pictures = [attributes for tag, attributes in document.tags if tag == "svg" and attributes.get("role") == "img"]
    assert len(pictures) == 14
    for attributes in pictures:
        assert re.search(rf'<title id="{attributes["aria-labelledby"]}">[^<]+</title>', html)
        assert re.search(rf'<desc id="{attributes["aria-describedby"]}">[^<]+</desc>', html)


def test_page_has_language_skip_link_and_landmarks(document: Document) -> None:
    assert ("html", {"lang": "en"}) in document.tags
    assert {"main", "nav", "header", "footer"} <= {tag for tag, _ in document.tags}
    first_link = next(attributes for tag, attributes in document.tags if tag == "a")
    assert first_link["class"] == "skip"


def test_no_text_in_a_chart_is_smaller_than_nine_points(html: str) -> None:
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)"', html)}
    assert sizes
    assert min(sizes) >= 9.0


def test_downloads_are_files_of_the_report(document: Document, sample_report) -> None:
    links = [attributes["href"] or "" for tag, attributes in document.tags if tag == "a"]
    files = [link for link in links if not link.startswith("#")]
    assert len(files) == 25
    assert all((sample_report.folder / link).is_file() for link in files)


def test_names_from_postings_are_escaped(html: str) -> None:
    assert "SHAP &amp; &lt;friends&gt;" in html
    assert "<friends>" not in html
