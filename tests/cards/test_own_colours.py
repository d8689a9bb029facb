"""Own colours in one style element: by day, by night, each once (cards 25)."""

from cards.own_colours import rules

DAY = '[data-own="#ffd400"]{--act:#5d4b00;--edge:#ffd400;--on-edge:#182239}'


def test_each_colour_has_one_rule_by_the_persons_theme():
    light, dark = rules(["#ffd400", "#ffd400"], "light"), rules(["#ffd400"], "dark")
    assert (light, "--edge:#ffd400" in dark, light == dark) == (DAY, True, False)
    assert rules(["#ffd400"], "system") == f"{light}@media (prefers-color-scheme:dark){{{dark}}}"


def test_no_colour_needs_no_rule():
    assert [rules([], theme) for theme in ("light", "dark", "system")] == ["", "", ""]
