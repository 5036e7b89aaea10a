"""What this room of the kernel says of itself."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import AreaManifest, EventKind, PersonalData
from dugnad.kernel.identity import personal
from dugnad.kernel.identity.rules import PERSON, TOKEN
from dugnad.kernel.identity.things import THINGS

MANIFEST = AreaManifest(
    name="identity",
    title=_("Accounts"),
    kinds=(PERSON, TOKEN),
    things=THINGS,
    sends=(
        EventKind("identity.person_added", _("An account was made")),
        EventKind("identity.person_changed", _("A person changed their name or language")),
        EventKind("identity.person_erased", _("An account was erased")),
        EventKind("identity.operator_made", _("A person was let run the platform")),
        EventKind("identity.account_closed", _("An account was closed")),
        EventKind("identity.account_opened", _("A closed account was opened again")),
        EventKind("identity.signed_in", _("A person signed in")),
        EventKind("identity.signed_out", _("A person signed out")),
        EventKind("identity.sessions_ended", _("A person was signed out elsewhere")),
        EventKind("identity.sign_in_failed", _("Someone tried to sign in and failed")),
        EventKind("identity.second_step_failed", _("Someone failed at the second step of signing in")),
        EventKind("identity.factor_added", _("A person added a second step for signing in")),
        EventKind("identity.factor_removed", _("A person removed a second step for signing in")),
        EventKind("identity.codes_made", _("A person got new recovery codes")),
        EventKind("identity.password_changed", _("A person changed their password")),
        EventKind("identity.email_changed", _("A person changed their e-mail address")),
        EventKind("identity.provider_linked", _("A person linked a sign-in provider")),
        EventKind("identity.provider_unlinked", _("A person removed a sign-in provider")),
        EventKind("identity.token_made", _("A token for other systems was made")),
        EventKind("identity.token_revoked", _("A token for other systems was revoked")),
    ),
    personal_data=(
        PersonalData(
            name="identity.account",
            what=_("Name, e-mail address, language, second factors and linked sign-in providers"),
            why=_("So that you can sign in and others know who you are"),
            ground=_("Needed for the service that you asked for (GDPR article 6(1)(b))"),
            keep=None,
            export=personal.export_account,
            erase=personal.erase_account,
        ),
        PersonalData(
            name="identity.sign_ins",
            what=_(
                "Where you are signed in: since when and with which browser. Network addresses of failed tries"
            ),
            why=_("So that you can see and end your sessions, and to stop guessing of passwords"),
            ground=_("Our legitimate interest in safe accounts (GDPR article 6(1)(f))"),
            keep=timedelta(days=1),
            export=personal.export_sign_ins,
            erase=personal.erase_sign_ins,
            expire=personal.expire_sign_ins,
        ),
        PersonalData(
            name="identity.tokens",
            what=_("The tokens that you made for other systems: name, limits, last day of use"),
            why=_("So that other systems can act for you and you can stop them"),
            ground=_("Needed for the service that you asked for (GDPR article 6(1)(b))"),
            keep=personal.KEEP_SPENT_TOKENS,
            export=personal.export_tokens,
            erase=personal.erase_tokens,
            expire=personal.expire_tokens,
        ),
    ),
    api="dugnad.kernel.identity.api.router",
)
