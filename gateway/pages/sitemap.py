"""The site map: what everybody may read, and nothing else."""

from django.contrib.auth.models import AnonymousUser
from wagtail.contrib.sitemaps import Sitemap

from gateway.accounts.audience import readable


class PublicSitemap(Sitemap):
    def items(self):
        return readable(super().items(), AnonymousUser())
