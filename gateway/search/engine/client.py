"""The cluster's client. Its release for OpenSearch asks NumPy for a type that NumPy 2 has not, and works without NumPy."""

import sys
from importlib import import_module
from types import ModuleType
from typing import cast


def import_client() -> None:
    """Imports it as on a machine without NumPy, which it only needs to write numbers of NumPy's."""
    known = sys.modules.get("numpy")
    sys.modules["numpy"] = cast(ModuleType, None)
    try:
        import_module("elasticsearch")
    finally:
        if known is None:
            del sys.modules["numpy"]
        else:
            sys.modules["numpy"] = known
