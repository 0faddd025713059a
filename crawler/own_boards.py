"""Boards that a user added: workspace/boards/<source>.yml, beside the registry that ships and in the same form.

A file holds `boards:` with one line a board; the policy stays the shipped one.
"""

from pathlib import Path

import msgspec
import yaml

from skilldemand.crawler.errors import BoardsError
from skilldemand.crawler.registry import Board, Source
from skilldemand.crawler.yaml_text import load_yaml

_HEAD = "# Boards added with `skilldemand crawl add {source}`; they are read together with those that ship.\nboards:\n"


class OwnBoards(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One file of added boards."""

    boards: list[Board]


def read_own_boards(folder: Path) -> dict[str, list[Board]]:
    """Return the added boards by source; raises BoardsError naming file, field, value and what was expected."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}


def with_own_boards(registry: dict[str, Source], folder: Path) -> dict[str, Source]:
    """Return the registry with the boards of the folder; an added board takes the place of a shipped one of its name.

    Raises BoardsError for a file that is named after no source.
    """
    merged = dict(registry)
    for name, boards in read_own_boards(folder).items():
        if name not in registry:
            raise BoardsError(
                f"{folder / name}.yml: no source is called {name!r}; known are {', '.join(sorted(registry))}. "
                "Rename or delete the file."
            )
        added = {board.slug: board for board in boards}
        kept = [board for board in registry[name].boards if board.slug not in added]
        merged[name] = msgspec.structs.replace(registry[name], boards=[*kept, *boards])
    return merged


def add_board(folder: Path, source: str, board: Board) -> Path:
    """Add one line to the source's file and return its path; the file is replaced in one step."""
    path = folder / f"{source}.yml"
    text = path.read_text("utf-8") if path.exists() else _HEAD.format(source=source)
    fields = {name: value for name, value in msgspec.to_builtins(board).items() if value not in (None, [], {})}
    fields.pop("expect", None)
    line = yaml.safe_dump(fields, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000).strip()
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(f"{text.rstrip()}\n- {line}\n", encoding="utf-8")
    part.replace(path)
    return path


def _read(path: Path) -> list[Board]:
    try:
        return msgspec.convert(load_yaml(path.read_text("utf-8")), OwnBoards).boards
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise BoardsError(f"{path}: {error}. Expected `boards:` with one line a board; mend or delete it.") from error
