"""YAML data as plain objects, read with libyaml where PyYAML was built with it: ten times as fast."""

from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str | bytes) -> Any:
    """Return the only document of a text; raises yaml.YAMLError where the text is no YAML."""
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()
