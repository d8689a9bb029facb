"""The table of plans in product.md."""

import pytest

from workspaces import plans
from workspaces.plans import PLANS, Feature, Thing

MB, GB = 1_000_000, 1_000_000_000


@pytest.mark.parametrize(
    ("plan", "cards", "members", "media", "figures", "domains"),
    [
        ("unlimited", None, None, None, None, None),
        ("free", 2, 1, 500 * MB, 90, 0),
        ("pro", 10, 2, 10 * GB, 762, 1),
        ("team", 14, 4, 20 * GB, 762, 5),
    ],
)
def test_limit_reads_the_table(plan, cards, members, media, figures, domains):
    """product.md, Plans; `team` with four paid members."""
    found = [plans.limit(plan, thing, paid_members=4) for thing in Thing]
    assert found == [cards, members, media, figures, domains]


def test_features_belong_to_team_and_unlimited():
    having = {feature: {key for key in PLANS if plans.allows(key, feature)} for feature in Feature}
    assert having == {feature: {"team", "unlimited"} for feature in Feature}


def test_unknown_plan_is_a_defect():
    """Rule 33: an error in a check denies."""
    with pytest.raises(KeyError):
        plans.limit("gold", Thing.CARDS)
    with pytest.raises(KeyError):
        plans.allows("gold", Feature.CSV)
