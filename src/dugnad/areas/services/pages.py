"""The area's pages, part by part."""

from dugnad.areas.services.catalogue import urls as catalogue
from dugnad.areas.services.door import urls as door

app_name = "services"
urlpatterns = [
    *catalogue.urlpatterns,
    *door.urlpatterns,
]
