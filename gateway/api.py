"""The read API: each wing's router under one address, described by OpenAPI."""

from ninja import NinjaAPI

api = NinjaAPI(title="Social Protection Gateway", version="1", docs_url="/docs")
