"""A form for each part of a package."""

from dugnad.areas.casework.packages.editing.forms import ItemForm
from dugnad.areas.casework.packages.editing.parts.about import AboutForm
from dugnad.areas.casework.packages.editing.parts.conditions import ConditionForm, ResultForm
from dugnad.areas.casework.packages.editing.parts.facts import FactForm
from dugnad.areas.casework.packages.editing.parts.parameters import ParameterForm
from dugnad.areas.casework.packages.editing.parts.provisions import ProvisionForm

__all__ = ["FORMS", "AboutForm"]

FORMS: dict[str, type[ItemForm]] = {
    "provisions": ProvisionForm,
    "parameters": ParameterForm,
    "facts": FactForm,
    "conditions": ConditionForm,
    "results": ResultForm,
}
