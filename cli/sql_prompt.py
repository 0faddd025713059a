"""The prompt of `skilldemand sql`: several lines, history in the workspace, completion of words, tables, columns."""

from collections.abc import Callable, Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import Output

from skilldemand.cli import console
from skilldemand.cli.errors import UsageError
from skilldemand.cli.sql_client import Queries
from skilldemand.cli.sql_tables import COLUMNS, fetch, print_tables

_WORDS = (  # noqa: SIM905  (a paragraph is easier to read than sixty quoted words)
    "SELECT FROM WHERE GROUP BY ORDER LIMIT HAVING JOIN LEFT USING ON AS WITH DISTINCT COUNT SUM AVG MIN MAX MEDIAN "
    "CASE WHEN THEN ELSE END AND OR NOT IN IS NULL LIKE ILIKE BETWEEN DESC ASC QUALIFY OVER PARTITION FILTER UNION ALL "
    "DESCRIBE SUMMARIZE EXPLAIN round coalesce nullif share_lo share_hi neff_ci npmi"
).split()
_HELP = (
    "A query ends with ; and Enter. .tables lists the tables, .tables NAME the columns of one, .examples the questions "
    "that ship with the project, .quit or Ctrl-D ends."
)


def complete_at_enter(text: str) -> bool:
    """Return whether Enter ends the input: a query that ends with a semicolon, a dot command, or nothing at all."""
    return not text.strip() or text.rstrip().endswith(";") or text.lstrip().startswith(".")


def _bindings() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("enter", filter=Condition(lambda: True))
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if complete_at_enter(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.newline()

    return bindings


def _history(path: Path) -> History:
    if path.is_symlink() or path.parent.is_symlink():  # it could lead to a file that is none of ours
        return InMemoryHistory()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError:  # a read-only workspace can still be asked
        return InMemoryHistory()
    return FileHistory(str(path))


def names(queries: Queries) -> list[str]:
    """Return what can be completed: words of SQL, tables and columns."""
    columns = fetch(queries, COLUMNS)
    tables = dict.fromkeys(str(column["name"]) for column in columns)
    return [*_WORDS, *tables, *dict.fromkeys(str(column["column_name"]) for column in columns)]


def prompt(
    queries: Queries,
    run: Callable[[str], None],
    examples: Callable[[], None],
    history: Path,
    *,
    source: Input | None = None,
    sink: Output | None = None,
) -> None:
    """Ask for queries until the input ends, and run each; a mistake ends the query and not the session."""
    session: PromptSession[str] = PromptSession(
        "skilldemand> ", history=_history(history), auto_suggest=AutoSuggestFromHistory(), multiline=True,
        completer=WordCompleter(names(queries), ignore_case=True, WORD=True), complete_while_typing=False,
        key_bindings=_bindings(), prompt_continuation="        ...> ", input=source, output=sink,
    )  # fmt: skip
    console.err.print(f"Published warehouse, read-only. {_HELP}")
    while True:
        try:
            text = session.prompt().strip()
        except EOFError:
            return
        except KeyboardInterrupt:  # what was typed is dropped
            continue
        if text in (".quit", ".exit", "exit", "quit"):
            return
        try:
            _obey(text, queries, run, examples)
        except UsageError as error:
            console.err.print(f"[red]{console.escape(str(error))}[/]")
        except KeyboardInterrupt:
            queries.close()
            console.err.print("Interrupted.")


def _obey(text: str, queries: Queries, run: Callable[[str], None], examples: Callable[[], None]) -> None:
    words: Iterable[str] = text.split()
    match list(words):
        case []:
            return
        case [".tables"]:
            print_tables(queries, None)
        case [".tables", name]:
            print_tables(queries, name)
        case [".examples"]:
            examples()
        case [word, *_] if word.startswith("."):
            raise UsageError(f"{word}: no such command. {_HELP}")
        case _:
            run(text)
