"""A search cluster needs its client library: said at start, not at the first search."""

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import Error, register

CLIENTS = {"elasticsearch7": ("elasticsearch", "elasticsearch==7.13.*"), "solr": ("pysolr", "pysolr")}


@register()
def search_cluster_has_its_client(app_configs: Any = None, **kwargs: Any) -> list[Error]:
    module, package = CLIENTS.get(settings.HAYSTACK_URL.partition("+")[0], ("", ""))
    if not module or find_spec(module):
        return []
    return [
        Error(
            f"HAYSTACK_URL names a search cluster, and its client {module} is not installed.",
            hint=f"Install {package}, or leave HAYSTACK_URL out to search with the embedded index.",
            id="gateway.E010",
        )
    ]
