"""Form fields of a card's texts."""

from typing import Any

from django import forms


class ProseField(forms.CharField):
    """Text of several lines, counted as the document counts it: a line break is one character."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")
