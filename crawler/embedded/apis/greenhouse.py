"""Greenhouse: whole board in one answer, bodies HTML-escaped, introduction and conclusion in marked blocks."""

import html
from typing import Any

from skilldemand.crawler.embedded.http import Answer, Call, json_answer
from skilldemand.crawler.embedded.market_day import MarketDay, markup, number_of, stamp
from skilldemand.crawler.sample_market import Advert

HOSTS = ("boards-api.greenhouse.io",)
VALIDATORS = "both"


def slug_of(call: Call) -> str:
    """Return the board token: /v1/boards/{token}/jobs."""
    return call.path.split("/")[3] if call.path.count("/") >= 3 else ""


def answer(call: Call, market: MarketDay) -> Answer:
    """Return the board's jobs."""
    slug = slug_of(call)
    if not market.knows("greenhouse", slug):
        return json_answer({"status": 404, "error": "Job not found"}, 404)
    jobs = [_job(advert, market) for advert in market.adverts(slug)]
    return json_answer({"jobs": jobs, "meta": {"total": len(jobs)}})


def _job(advert: Advert, market: MarketDay) -> dict[str, Any]:
    number = number_of(advert.id)
    return {
        "id": number,
        "internal_job_id": number_of(advert.posting.id) + 1_000_000,
        "title": advert.posting.title,
        "requisition_id": f"R-{advert.posting.id}",
        "absolute_url": advert.url,
        "company_name": advert.company,
        "location": {"name": advert.location},
        "departments": [{"id": 1, "name": advert.posting.department, "parent_id": None, "child_ids": []}],
        "offices": [{"id": 1, "name": advert.location, "location": None, "parent_id": None, "child_ids": []}],
        "first_published": stamp(advert.posting.opened),
        "updated_at": stamp(market.changed_on(advert.employer.slug)),
        "application_deadline": None,
        "language": "en",
        "content": html.escape(_content(advert)),
        "metadata": [{"id": 7, "name": "Employment Type", "value": advert.posting.employment_type,
                      "value_type": "single_select"}],
        "pay_input_ranges": [],
        "data_compliance": [{"type": "gdpr", "requires_consent": False, "retention_period": None}],
    }  # fmt: skip


def _content(advert: Advert) -> str:
    """Return the body with the board's own introduction and conclusion in the blocks that Greenhouse puts around."""
    employer, text = advert.employer, markup(advert)
    if text.startswith(about := employer.about.strip()):
        text = f'<div class="content-intro">{about}</div>{text.removeprefix(about)}'
    if employer.legal and text.endswith(legal := employer.legal.strip()):
        text = f'{text.removesuffix(legal)}<div class="content-conclusion">{legal}</div>'
    return text
