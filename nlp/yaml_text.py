"""YAML data as plain objects, read with libyaml where PyYAML was built with it: ten times as fast."""

from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: bytes) -> Any:
    """Return the only document of a text; raises yaml.YAMLError where it is no YAML, or has an alias."""
    _refuse_aliases(text)
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def _refuse_aliases(text: bytes) -> None:
    """Raise where a value stands for another: a few lines of aliases of aliases would stand for billions of values."""
    if b"&" not in text or b"*" not in text:  # an alias, *name, needs an anchor, &name
        return
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.AliasEvent) and event.start_mark:
            line, name = event.start_mark.line + 1, event.anchor
            raise yaml.YAMLError(f"line {line}: an alias is not read; write out what &{name} holds, or quote '*{name}'")
