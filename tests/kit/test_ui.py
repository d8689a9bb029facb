"""Components called by name: fields tied to their help and errors, the summary, icons."""

import re

from django import forms
from django.template import Context, Template


class OrderForm(forms.Form):
    name = forms.CharField(help_text="As on the door.")
    note = forms.CharField(required=False)
    way = forms.ChoiceField(choices=[("bring", "Bring"), ("fetch", "Fetch")], widget=forms.RadioSelect, help_text="Or.")
    agreed = forms.BooleanField()
    stamp = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("The shop is <closed>.")


def drawn(template: str, **context: object):
    return Template(template).render(Context(context))


def attributes(html: str, tag: str):
    """The attributes of the first such element, without what only the order of drawing decides."""
    found = re.search(rf"<{tag}\b([^>]*)>", html)
    assert found
    return {name: value for name, _, value in re.findall(r'([\w-]+)(="([^"]*)")?', found[1])}


def test_field_ties_the_control_to_its_help():
    html = drawn("{% field form.name %}", form=OrderForm())
    assert attributes(html, "label")["for"] == "id_name"
    assert attributes(html, "input")["aria-describedby"] == "id_name_help"
    assert re.findall(r'\sid="([^"]+)"', html) == ["id_name", "id_name_help"]


def test_field_ties_the_control_to_its_error():
    html = drawn("{% field form.name %}", form=OrderForm({}))
    control = attributes(html, "input")
    assert control["aria-describedby"] == "id_name_help id_name_error"
    assert control["aria-invalid"] == "true"
    assert re.findall(r'\sid="([^"]+)"', html) == ["id_name", "id_name_help", "id_name_error"]


def test_field_says_what_may_be_left_out():
    assert "optional" in drawn("{% field form.note %}", form=OrderForm())
    assert "optional" not in drawn("{% field form.name %}", form=OrderForm())


def test_field_hands_attributes_to_the_control():
    html = drawn('{% field form.note hx_get="/w/x/" placeholder="" %}', form=OrderForm())
    control = attributes(html, "input")
    assert (control["hx-get"], control["placeholder"]) == ("/w/x/", "")


def test_field_sets_what_stands_before_and_after_in_the_frame():
    html = drawn('{% field form.note prefix="a.example/" suffix=unit %}', form=OrderForm(), unit="<min>")
    assert re.findall(r'<span class="affix" aria-hidden="true">([^<]*)</span>', html) == ["a.example/", "&lt;min&gt;"]


def test_group_of_choices_has_a_legend_and_says_its_help_once():
    html = drawn("{% field form.way %}", form=OrderForm())
    assert attributes(html, "fieldset")["aria-describedby"].split() == ["id_way_help"]
    assert re.findall(r"<legend[^>]*>([^<]+)</legend>", html) == ["Way"]
    assert "aria-describedby" not in attributes(html, "input")


def test_error_summary_leads_to_each_field_and_escapes():
    html = drawn("{% error_summary form %}", form=OrderForm({"name": "Ada"}))
    assert re.findall(r'href="#([^"]+)"', html) == ["id_way_0", "id_agreed"]
    assert "The shop is &lt;closed&gt;." in html
    assert "This field is required." in html  # of the hidden field, which has no place of its own
    assert attributes(html, "div")["role"] == "alert"


def test_error_summary_is_silent_without_errors():
    assert drawn("{% error_summary form %}", form=OrderForm()) == ""


def test_icon_is_hidden_from_assistive_technology():
    assert attributes(drawn('{% icon "phone" %}'), "svg")["aria-hidden"] == "true"


def test_long_names_step_down():
    """look.md: over 18 and over 28 characters"""
    steps = [drawn("{{ name|name_length }}", name="x" * length) for length in (18, 19, 28, 29)]
    assert steps == ["short", "long", "long", "longest"]
