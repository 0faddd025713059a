"""YAML data, read with the C parser where PyYAML was built with it: a registry of hundreds of boards in a tenth."""

from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:
    """Return the document, plain objects only; raises yaml.YAMLError where the text is no YAML."""
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()
