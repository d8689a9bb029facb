"""Block "video": one film of YouTube or Vimeo, of which nothing is fetched before a tap (cards 33)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.blocks.kind import BlockKind, Body
from cards.content import Document, Line, ShortLine
from cards.models import Card
from cards.videos import FRAMES, NotAVideo, video_at


class VideoBody(Body):
    heading: ShortLine = ""
    url: Line = ""
    title: ShortLine = ""


class VideoForm(forms.Form):
    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=80, required=False)
    url = forms.CharField(
        label=gettext_lazy("Address of the video"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
        help_text=gettext_lazy("Paste it from YouTube or Vimeo."),
    )
    title = forms.CharField(
        label=gettext_lazy("What it shows"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Stands on the frame until a visitor plays it."),
    )

    def clean_url(self) -> str:
        typed: str = self.cleaned_data["url"]
        try:
            return video_at(typed).page if typed else ""
        except NotAVideo as refused:
            raise forms.ValidationError(
                gettext_lazy("Paste the address of one video on YouTube or Vimeo.")
            ) from refused


def context(_document: Document, body: VideoBody, _card: Card) -> dict[str, Any]:
    """Looked at again: what was stored by other means is framed only if it is a video."""
    try:
        video = video_at(body.url)
    except NotAVideo:
        return {}
    return {"heading": body.heading, "title": body.title or body.heading or _("Video"), "video": video}


block = BlockKind(
    "video",
    gettext_lazy("Video"),
    VideoBody,
    VideoForm,
    "cards/public/blocks/video.html",
    context,
    css=("css/card-blocks.css",),
    js=("js/video.js",),
    frames=FRAMES,
    icon="play",
    says=gettext_lazy("A film from YouTube or Vimeo; nothing is loaded until a visitor plays it."),
)
