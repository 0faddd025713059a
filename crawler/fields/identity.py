"""Names and addresses in the one form in which they can be compared."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from skilldemand.crawler.fields.characters import repair_characters
from skilldemand.crawler.fields.html_blocks import decode_markup

_ABSENT = frozenset(
    {
        "",
        "-",
        "--",
        "n/a",
        "na",
        "nan",
        "none",
        "null",
        "nil",
        "unknown",
        "not specified",
        "not available",
        "undefined",
        "[]",
        "{}",
    }
)
_RATING = re.compile(r"\s*\n\s*[0-5](?:\.\d)?\s*(?:★|stars?)?\s*\Z")
_SPACES = re.compile(r"\s+")
_ROUNDS = 12
_QUOTES = re.compile(r"\A[\"'“”‘’`\s]+|[\"'“”‘’`\s,;|]+\Z")
# Parameters that say where a visitor came from and not which posting is meant.
_TRACKING = re.compile(
    r"utm_.*|trk.*|tracking.*|refid|ref|referer|referrer|src|source|gh_src|lever-source.*|lever-origin|fbclid|gclid|msclkid|mc_[ce]id",
    re.IGNORECASE,
)
# An address as most sources write it, which is canonical but for a closing slash.
_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9._~/-]*)?")
# Sites whose whole query does: the path alone names the posting.
_PATH_ONLY = re.compile(r"(?:[a-z]+\.)?linkedin\.com")


def present(raw: object) -> str | None:
    """Return a value as trimmed text; null when it says in any of the usual ways that there is none."""
    if raw is None or isinstance(raw, bool) or raw != raw:  # noqa: PLR0124  (not a number)
        return None
    text = str(raw).strip()
    return None if text.lower() in _ABSENT else text


def clean_line(raw: object) -> str | None:
    """Return a one-line field, such as a title, with entities decoded, characters repaired and spaces single.

    The form is final: cleaning it again changes nothing.
    """
    return _until_final(_clean_line_once, raw)


def employer_name(raw: object) -> str | None:
    """Return an employer's name without the star rating that job sites put on a second line behind it.

    The form is final, as that of clean_line.
    """
    return _until_final(_employer_name_once, raw)


def _until_final(clean: Callable[[str], str | None], raw: object) -> str | None:
    """Clean until nothing changes: one repair can bring together what another one mends."""
    text = present(raw)
    for _ in range(_ROUNDS):
        cleaned = present(clean(text)) if text is not None else None
        if cleaned == text:
            break
        text = cleaned
    return text


def _clean_line_once(text: str) -> str:
    text = repair_characters(text)
    if "&" in text or "<" in text:
        text = repair_characters(decode_markup(text))
    return _SPACES.sub(" ", text).strip()


def _employer_name_once(text: str) -> str:
    return _QUOTES.sub("", _clean_line_once(_RATING.sub("", text.replace("\r", "\n"))))


def canonical_url(raw: object) -> str | None:
    """Return a web address in lower-case scheme and host, without fragment, tracking parameters and closing slash.

    Null for what is no http or https address. A fragment stays that is the posting's own path ("#/job/12", "#!/12").
    """
    text = present(raw)
    if text is None:
        return None
    if _PLAIN.fullmatch(text):
        return text.rstrip("/")
    try:
        parts = urlsplit(_SPACES.sub("", text.split()[0]))
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or "." not in host:
        return None
    default = port in (None, 80 if parts.scheme.lower() == "http" else 443)
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(name)
    ]
    if _PATH_ONLY.fullmatch(host) and "/jobs/view/" in parts.path:
        query = []
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    place = host if default else f"{host}:{port}"
    return urlunsplit((parts.scheme.lower(), place, parts.path.rstrip("/"), urlencode(query), fragment))
