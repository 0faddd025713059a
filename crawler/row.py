"""Strict reading of one recorded row: mandatory fields are taken out, optional ones too, what is left is audited."""

from typing import Any

from skilldemand.crawler.errors import PayloadError


class Row:
    """A JSON object of a source, consumed field by field, so that what nobody read can be named afterwards.

    `where` names source, board and row for messages. "" and whitespace count as absent: sources send them for null.
    """

    def __init__(self, data: Any, where: str) -> None:
        if not isinstance(data, dict):
            raise PayloadError(
                f"{where}: a posting of type {type(data).__name__}, expected an object. The API changed."
            )
        self.where = where
        self._left: dict[str, Any] = dict(data)

    def take(self, field: str) -> Any:
        """Return a mandatory field; raises PayloadError when it is missing, null or blank."""
        value = self.maybe(field)
        if value is None:
            raise PayloadError(
                f"{self.where}: field {field!r} is missing or empty, expected a value. "
                "The row is left out; if every row lacks it, the API changed."
            )
        return value

    def maybe(self, field: str) -> Any:
        """Return an optional field, None when it is missing, null or blank."""
        value = self._left.pop(field, None)
        if isinstance(value, str) and not value.strip():
            return None
        return value

    def text(self, field: str) -> str | None:
        """Return an optional field as trimmed text; a number becomes its digits, anything else is an error."""
        value = self._left.pop(field, None)
        if isinstance(value, str):
            return value.strip() or None
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise PayloadError(f"{self.where}: field {field!r} is {value!r}, expected text. The API changed.")
        return str(value)

    def has(self, field: str) -> bool:
        """Return whether the field is there and unread, be it null."""
        return field in self._left

    def label(self, field: str, *names: str) -> str | None:
        """Return an optional field that is a text, or an object with a text under the first of `names` that is there.

        Without `names` these are name and label, as most sources call it.
        """
        value = self.maybe(field)
        if isinstance(value, dict):
            texts = (value.get(name) for name in names or ("name", "label"))
            value = next((text for text in texts if isinstance(text, str) and text.strip()), None)
        return value.strip() if isinstance(value, str) else None

    def object(self, field: str) -> "Row":
        """Return an optional nested object as a Row of its own; empty when absent."""
        value = self.maybe(field)
        return Row({} if value is None else value, f"{self.where}.{field}")

    def objects(self, field: str) -> list["Row"]:
        """Return an optional list of objects; empty when absent."""
        value = self.maybe(field)
        if value is None:
            return []
        if not isinstance(value, list):
            raise PayloadError(f"{self.where}: field {field!r} is {type(value).__name__}, expected a list.")
        return [Row(entry, f"{self.where}.{field}[{index}]") for index, entry in enumerate(value)]

    def strings(self, field: str) -> list[str]:
        """Return an optional list of texts without blanks; a single text counts as a list of one."""
        value = self.maybe(field)
        if value is None:
            return []
        entries = value if isinstance(value, list) else [value]
        return [entry.strip() for entry in entries if isinstance(entry, str) and entry.strip()]

    def leftovers(self, ignored: frozenset[str]) -> list[str]:
        """Return the fields that were neither read nor declared as ignored, sorted: a changed API shows here."""
        return sorted(self._left.keys() - ignored)
