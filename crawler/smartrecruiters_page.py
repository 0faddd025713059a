"""The job page of SmartRecruiters: schema.org microdata in HTML, read into the object that its API would give."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from skilldemand.crawler.errors import PayloadError

SECTIONS = {
    "st-companyDescription": "companyDescription",
    "st-jobDescription": "jobDescription",
    "st-qualifications": "qualifications",
    "st-additionalInformation": "additionalInformation",
}


def job_page(body: bytes, where: str) -> dict[str, Any] | None:
    """Return the fields of a job page under the names of the posting API; None when the page says it has expired.

    Raises PayloadError when the page is no job page.
    """
    page = LexborHTMLParser(body.decode("utf-8", "replace"))
    job = page.css_first('[itemtype$="schema.org/JobPosting"]')
    if job is None:
        raise PayloadError(f"{where}: no JobPosting on the page, expected one. A login or error page?")
    if job.css_first(".jobad--empty-state") is not None:
        return None
    place = job.css_first("spl-job-location")
    attributes = place.attributes if place is not None else {}
    link = page.css_first('meta[property="og:url"]')
    return {
        "name": _text(job.css_first('[itemprop="title"]')),
        "postingUrl": link.attributes.get("content") if link is not None else None,
        "releasedDate": _meta(job, "datePosted"),
        "validThrough": _meta(job, "validThrough"),
        "company": {"name": _meta(job.css_first('[itemprop="hiringOrganization"]'), "name")},
        "location": {
            "fullLocation": attributes.get("formattedaddress") or attributes.get("formattedAddress"),
            "city": _meta(job, "addressLocality"),
            "region": _meta(job, "addressRegion"),
            "country": _meta(job, "addressCountry"),
            "workplaceType": attributes.get("workplacetype") or attributes.get("workplaceType"),
        },
        "industry": {"label": _meta(job, "industry")},
        "typeOfEmployment": {"label": _text(job.css_first('[itemprop="employmentType"]'))},
        "jobAd": {"sections": {name: _section(job, number) for number, name in SECTIONS.items()}},
    }


def _section(job: LexborNode, number: str) -> dict[str, str | None]:
    section = job.css_first(f"#{number}")
    if section is None:
        return {"title": None, "text": None}
    words = section.css_first(".wysiwyg")
    return {"title": _text(section.css_first("h2")), "text": words.inner_html if words is not None else None}


def _text(node: LexborNode | None) -> str | None:
    return node.text(strip=True) or None if node is not None else None


def _meta(node: LexborNode | None, name: str) -> str | None:
    found = node.css_first(f'meta[itemprop="{name}"]') if node is not None else None
    return found.attributes.get("content") if found is not None else None
