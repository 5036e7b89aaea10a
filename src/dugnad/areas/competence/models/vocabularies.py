"""The words that skills are known by: concepts of vocabularies, and what was imported."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}


class Source(models.TextChoices):
    OWN = "own", _("Digitalisation skills")
    ESCO = "esco", "ESCO"
    LOS = "los", "LOS"


class SkillKind(models.TextChoices):
    SKILL = "skill", _("Skill")
    OCCUPATION = "occupation", _("Occupation")
    THEME = "theme", _("Theme")


def in_language(texts: dict[str, str], language: str | None = None) -> str:
    """The text in the reader's language, or in the nearest one there is."""
    wanted = LANGUAGES.get((language or get_language() or "en")[:2], LANGUAGES["en"])
    return next((texts[each] for each in wanted if texts.get(each)), next(iter(texts.values()), ""))


class Skill(models.Model):
    """A concept of a vocabulary. `labels` and `synonyms` by language (nb, nn, en); `search`: all of them, folded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=4, choices=Source.choices)
    uri = models.CharField(max_length=250)
    kind = models.CharField(max_length=10, choices=SkillKind.choices, default=SkillKind.SKILL)
    labels = models.JSONField(default=dict)
    synonyms = models.JSONField(default=dict)
    broader = models.ManyToManyField("self", symmetrical=False, related_name="narrower")
    version = models.CharField(max_length=40, blank=True)
    retired = models.BooleanField(default=False)
    search = models.TextField(editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "uri"], name="skill_once")]
        indexes = [models.Index(fields=["source", "retired", "kind"], name="skills_of_source")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self.labels)


class Vocabulary(models.Model):
    """What was imported last of each source: version, number of concepts, and what must be said of it."""

    source = models.CharField(max_length=4, primary_key=True, choices=Source.choices)
    version = models.CharField(max_length=40, blank=True)
    languages = models.JSONField(default=list)
    concepts = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.source


class VocabularyUpload(models.Model):
    """A file of a vocabulary that waits to be imported; deleted when it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=4, choices=Source.choices)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
