"""The skills that a résumé names, found by the reader that reads postings."""

from pathlib import Path

from skilldemand.cli.errors import UsageError

_NOT_HAD = ("denied", "names a whole field, not a skill")
"""Reasons of the reader that mean that the person does not state the skill; that a posting would not be asking for it
is no such reason."""


def resume_text(path: Path) -> str:
    """Return the text of a résumé: text, Markdown, or PDF with the extra `resume`.

    Raises UsageError when it cannot be read or holds no text.
    """
    try:
        text = _pdf(path) if path.suffix.lower() == ".pdf" else path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--resume {str(path)!r}: {error.strerror}. Give a text, Markdown or PDF file.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"--resume {str(path)!r}: not text in UTF-8. Give a text, Markdown or PDF file.") from error
    if not text.strip():
        raise UsageError(
            f"--resume {str(path)!r}: holds no text. A scanned page is a picture: save the résumé as text."
        )
    return text


def _pdf(path: Path) -> str:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise UsageError(
            f"--resume {str(path)!r}: PDF needs the extra resume: pip install 'skilldemand[resume]'. "
            "Or save the résumé as text."
        ) from error
    try:
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except PyPdfError as error:
        raise UsageError(f"--resume {str(path)!r}: not a PDF that can be read ({error}). Save it as text.") from error


def skills_of(text: str) -> list[str]:
    """Return the ids of the skills that the text states, without those it denies."""
    from skilldemand.nlp.reader import Reader

    reading = Reader(model=False).read(text)  # the model judges whether a posting asks, which is not the question here
    return sorted({mention.skill_id for mention in reading.mentions if mention.reason not in _NOT_HAD})
