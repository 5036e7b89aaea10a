"""The command that lets a person run the platform."""

import re

import pytest
from click.testing import CliRunner
from django.test import Client

from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.models import Event
from dugnad.web.cli import main

pytestmark = pytest.mark.django_db


def test_an_operator_gets_a_link_that_sets_a_password_once() -> None:
    told = CliRunner().invoke(main, ["operator", "anna@eksempel.example", "Anna Eksempel"])
    assert told.exit_code == 0, told.output
    path = re.sub(r"^http://[^/]+", "", told.output.strip())
    client = Client()
    form = client.get(path, follow=True)
    assert form.status_code == 200
    words = {"password1": "ni lange bekker", "password2": "ni lange bekker"}
    assert client.post(form.redirect_chain[-1][0], words).status_code == 302
    person = Person.objects.get(email="anna@eksempel.example")
    assert person.operator
    assert person.check_password("ni lange bekker")
    assert b"password1" not in Client().get(path, follow=True).content
    assert Event.objects.filter(name="identity.operator_made", thing=person.id).exists()


def test_a_person_with_an_account_keeps_it() -> None:
    for _ in range(2):
        assert CliRunner().invoke(main, ["operator", "anna@eksempel.example", "Anna"]).exit_code == 0
    assert Person.objects.filter(email="anna@eksempel.example").count() == 1


def test_a_wrong_address_is_told() -> None:
    told = CliRunner().invoke(main, ["operator", "anna", "Anna"])
    assert told.exit_code == 1
    assert "@example.org" in told.output
    assert not Person.objects.exists()
