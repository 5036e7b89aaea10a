"""The names of months and weekdays as running text has them: Norwegian writes them with a small letter.

Django's own Norwegian catalogue begins them with a capital. What is found here is extracted into ours, which wins.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

MONTHS = (
    (_("January"), pgettext_lazy("alt. month", "January")),
    (_("February"), pgettext_lazy("alt. month", "February")),
    (_("March"), pgettext_lazy("alt. month", "March")),
    (_("April"), pgettext_lazy("alt. month", "April")),
    (_("May"), pgettext_lazy("alt. month", "May")),
    (_("June"), pgettext_lazy("alt. month", "June")),
    (_("July"), pgettext_lazy("alt. month", "July")),
    (_("August"), pgettext_lazy("alt. month", "August")),
    (_("September"), pgettext_lazy("alt. month", "September")),
    (_("October"), pgettext_lazy("alt. month", "October")),
    (_("November"), pgettext_lazy("alt. month", "November")),
    (_("December"), pgettext_lazy("alt. month", "December")),
)
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
