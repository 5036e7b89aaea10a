"""Pages of plain rows: the same as the ORM gives, whatever was asked before."""

from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext

from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.reading import page
from tests import people

pytestmark = pytest.mark.django_db
FIELDS = ("id", "name", "kind", "latitude", "invented")


def rows() -> QuerySet[Organisation]:
    return Organisation.objects.filter(left_at=None)


def asked() -> list[QuerySet[Organisation]]:
    """Querysets that differ in one part each."""
    ids = list(Organisation.objects.values_list("id", flat=True))
    return [
        rows(),
        rows().filter(name="Eksempel A"),
        rows().filter(name="Eksempel B"),
        rows().filter(name__contains="Eksempel"),
        rows().exclude(name="Eksempel A"),
        rows().filter(id__in=ids[:1]),
        rows().filter(id__in=ids[1:]),
        rows().filter(id__in=[]),
        rows().filter(Q(name="Eksempel A") | Q(id=ids[1])),
        rows().filter(id__in=Organisation.objects.filter(name="Eksempel A").values("id")),
        rows().filter(id__in=Organisation.objects.filter(name="Eksempel B").values("id")),
        rows().order_by("-name"),
        rows().filter(name__contains="100 %"),
        Organisation.objects.all(),
        Organisation.objects.none() | rows().filter(name="Eksempel C"),
    ]


def test_pages_are_what_the_orm_gives() -> None:
    for name in ("A", "B", "C"):
        people.city(f"Eksempel {name}")
    Organisation.objects.filter(name="Eksempel B").update(latitude=59.1, longitude=11.4)
    for _again in range(2):
        for queryset in asked():
            expected = list(queryset.values(*FIELDS))
            assert page(queryset, FIELDS, 0, 50) == (len(expected), expected)
            assert page(queryset, FIELDS, 1, 1) == (len(expected), expected[1:2])


def test_rows_that_come_and_go_are_seen() -> None:
    assert page(rows(), FIELDS, 0, 5) == (0, [])
    city = people.city("Eksempel by")
    assert page(rows(), FIELDS, 0, 5)[1][0]["id"] == city.id
    assert page(rows().filter(id=uuid4()), FIELDS, 0, 5) == (0, [])


def test_a_list_is_two_statements() -> None:
    people.city("Eksempel by")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page(rows(), FIELDS, 0, 5)
    assert len(queries) == 2


def test_a_column_whose_values_differ_between_databases_is_refused() -> None:
    with pytest.raises(TypeError, match="DateTimeField"):
        page(rows(), ("id", "joined_at"), 0, 5)
