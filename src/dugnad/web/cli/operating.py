"""`dugnad operator`: the first people of an installation."""

from __future__ import annotations

import click

from dugnad.web.cli import set_up


@click.command()
@click.argument("email")
@click.argument("name")
def operator(email: str, name: str) -> None:
    """Let the person with this e-mail address run the platform, and print the link that sets their password."""
    set_up()
    from dugnad.kernel.access import Actor, wall
    from dugnad.kernel.identity.services import make_operator
    from dugnad.kernel.problems import Invalid
    from dugnad.web.identity.links import password_link

    wall.work_as_system()
    try:
        person = make_operator(actor=Actor(operator=True), email=email, name=name)
    except Invalid as fault:
        raise click.ClickException(" ".join(map(str, fault.fields.values()))) from fault
    click.echo(password_link(person))
