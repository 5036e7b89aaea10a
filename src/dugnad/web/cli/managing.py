"""`dugnad manage`: Django's own commands."""

import click


@click.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a Django management command, for example `dugnad manage migrate`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["dugnad manage", *arguments])
