"""The area's pages, part by part."""

from dugnad.areas.lab.business import urls as business
from dugnad.areas.lab.maturity import urls as maturity
from dugnad.areas.lab.verdicts import urls as verdicts

app_name = "lab"
urlpatterns = [
    *maturity.urlpatterns,
    *business.urlpatterns,
    *verdicts.urlpatterns,
]
