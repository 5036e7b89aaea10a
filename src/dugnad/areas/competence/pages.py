"""The area's pages, part by part."""

from dugnad.areas.competence import overview
from dugnad.areas.competence.needs import urls as needs
from dugnad.areas.competence.pledges import urls as pledges
from dugnad.areas.competence.rounds import urls as rounds
from dugnad.areas.competence.vocabularies import pages as vocabularies

app_name = "competence"
urlpatterns = [
    *overview.urlpatterns,
    *pledges.urlpatterns,
    *needs.urlpatterns,
    *rounds.urlpatterns,
    *vocabularies.urlpatterns,
]
