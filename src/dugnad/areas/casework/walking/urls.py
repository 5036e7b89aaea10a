"""This part's pages, under /casework/."""

from __future__ import annotations

from django.urls import URLPattern, path

from dugnad.areas.casework.walking.pages import networks, roads, trying

OF, SAID = "walking/<uuid:organisation>/", "walking/assessments/<uuid:assessment>/"
urlpatterns: list[URLPattern] = [
    path(OF, networks.walking, name="walking"),
    path(OF + "send/", networks.send, name="send_network"),
    path(OF + "lines/", networks.lines, name="walking_lines"),
    path(OF + "try/", trying.try_way, name="try_way"),
    path(OF + "sections/<slug:section>/", roads.section, name="section"),
    path("walking/networks/<uuid:network>/", networks.network, name="walking_network"),
    path(SAID, roads.assessment, name="assessment"),
    path(SAID + "withdraw/", roads.withdraw, name="withdraw_assessment"),
]
