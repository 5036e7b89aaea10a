"""What all forms of the platform share."""

from __future__ import annotations

from django import forms

from dugnad.kernel.problems import Problem


class Form(forms.Form):
    """A form that is checked on the server, so that the words are in the reader's language."""

    use_required_attribute = False

    def tell(self, problem: Problem) -> None:
        """Put what a service found at the fields; what has no field here goes to the top of the form."""
        for field, words in problem.fields.items():
            self.add_error(field if field in self.fields else None, str(words))
        if not problem.fields:
            self.add_error(None, str(problem.detail or problem.title))
