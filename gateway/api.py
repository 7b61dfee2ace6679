"""The read API: each wing's router under one address, described by OpenAPI."""

from ninja import NinjaAPI

from gateway.search.api import router as search_router
from programmes.api import router as statistics
from research.api import router as publications

api = NinjaAPI(title="Social Protection Gateway", version="1", docs_url="/docs")

api.add_router("", search_router)
api.add_router("/statistics", statistics)
api.add_router("", publications)
