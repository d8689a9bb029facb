"""Block "faq": questions that are asked often, each opening to its answer."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict

from cards.blocks.kind import BlockKind, Body
from cards.blocks.listed import ListedForm
from cards.content import Bio, Document, Line, ShortLine
from cards.fields import ProseField
from cards.markdown import to_html
from cards.models import Card

ANSWER_MAX: Final = 1000


class Question(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    question: Line = ""
    answer: Bio = ""


class Faq(Body):
    heading: ShortLine = ""
    items: tuple[Question, ...] = ()


class QuestionForm(forms.Form):
    question = forms.CharField(label=gettext_lazy("Question"), max_length=200, required=False)
    answer = ProseField(
        label=gettext_lazy("Answer"),
        max_length=ANSWER_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("answer") and not self.cleaned_data.get("question") and not self.errors:
            self.add_error("question", gettext_lazy("Write the question this answers."))
        return self.cleaned_data


class FaqForm(ListedForm):
    row, says = QuestionForm, ("question", "answer")
    items_title, items_add = gettext_lazy("Questions"), gettext_lazy("Add a question")
    items_help = gettext_lazy("In answers **bold**, *italic*, lists and links work.")
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Questions and answers”."),
    )


def context(_document: Document, body: Faq, _card: Card) -> dict[str, Any]:
    """A question without an answer yet is not shown."""
    answered = [(one.question, to_html(one.answer)) for one in body.items if one.question and one.answer]
    return {"heading": body.heading or _("Questions and answers"), "questions": answered} if answered else {}


block = BlockKind(
    "faq",
    gettext_lazy("Questions and answers"),
    Faq,
    FaqForm,
    "cards/public/blocks/faq.html",
    context,
    css=("css/card-blocks.css",),
    icon="chat",
    says=gettext_lazy("What customers keep asking; each question opens to its answer."),
)
