"""The area's pages, part by part."""

from dugnad.areas.casework.cases import urls as cases
from dugnad.areas.casework.packages import urls as packages
from dugnad.areas.casework.trials import urls as trials
from dugnad.areas.casework.walking import urls as walking

app_name = "casework"
urlpatterns = [
    *packages.urlpatterns,
    *cases.urlpatterns,
    *trials.urlpatterns,
    *walking.urlpatterns,
]
