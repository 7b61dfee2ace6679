"""Letters that a publication's review is due: one for each page and date."""

from typing import ClassVar

from django.db import models


class ReviewLetter(models.Model):
    page = models.ForeignKey("research.PublicationPage", models.CASCADE, related_name="review_letters")
    review_by = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "review_by"], name="one_letter_a_review")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.review_by}"
