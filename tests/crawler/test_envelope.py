import pytest

from skilldemand.crawler.envelope import open_json, open_object, open_rows, open_xml
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.registry import Board

BOARD = Board(slug="acme")


def test_rows_stand_bare_or_under_the_first_field_that_is_there() -> None:
    assert open_rows(b'[{"id": 1}]', BOARD, "jobs") == ([{"id": 1}], {})
    rows, answer = open_rows(b'\xef\xbb\xbf {"meta": 1, "results": [{"id": 1}]}', BOARD, "jobs", "results")
    assert rows == [{"id": 1}]
    assert answer["meta"] == 1
    assert open_rows(b'{"jobs": null}', BOARD, "jobs")[0] == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html>", "HTML where JSON is due"),
        (b'{"jobs": [', "not JSON"),
        (b'{"error": 1}', "field 'jobs' is missing in the answer, found error"),
        (b'{"jobs": {}}', "is dict, expected a list"),
        (b"3", "a JSON int"),
    ],
)
def test_anything_else_is_named(body: bytes, message: str) -> None:
    with pytest.raises(PayloadError, match="board acme") as error:
        open_rows(body, BOARD, "jobs")
    assert message in str(error.value)


def test_an_object_needs_its_fields() -> None:
    assert open_object(b'{"a": 1}', BOARD, "a") == {"a": 1}
    with pytest.raises(PayloadError, match="field 'b' is missing"):
        open_object(b'{"a": 1}', BOARD, "a", "b")
    assert open_json(b"[]", BOARD) == []


def test_names_of_xml_lose_their_namespace() -> None:
    tree = open_xml(b'<jobs xmlns="urn:x" xmlns:t="urn:t"><t:job/></jobs>', BOARD, "jobs")
    assert [element.tag for element in tree.iter()] == ["jobs", "job"]


BOMB = '<!DOCTYPE jobs [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><jobs>&b;</jobs>'


@pytest.mark.parametrize(
    "body",
    [
        BOMB.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{BOMB}'.encode("utf-16"),
        f"<!-- <jobs/> -->{BOMB}".encode(),
        b'<!DOCTYPE jobs SYSTEM "file:///etc/hostname"><jobs/>',
    ],
)
def test_a_document_type_is_refused_before_its_entities(body: bytes) -> None:
    with pytest.raises(PayloadError, match="document type"):
        open_xml(body, BOARD, "jobs")


@pytest.mark.parametrize("start", [b"[", b'{"jobs":', b'{"jobs":['])
def test_json_that_nests_without_end_is_refused(start: bytes) -> None:
    with pytest.raises(PayloadError, match="board acme: the answer is not JSON"):
        open_json(start * 200_000, BOARD)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<!DOCTYPE html><html></html>", "HTML where XML is due"),
        (b"<jobs><job>", "not XML"),
        (b"", "not XML"),
        (b'<?xml version="1.0" encoding="no-such"?><jobs/>', "not XML"),
        (b"<rss/>", "root element <rss>, expected <jobs>"),
    ],
)
def test_no_xml_is_named(body: bytes, message: str) -> None:
    with pytest.raises(PayloadError, match="board acme") as error:
        open_xml(body, BOARD, "jobs")
    assert message in str(error.value)
