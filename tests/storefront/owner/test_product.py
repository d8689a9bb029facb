"""The owner's page of a product: the short form, everything about one, pictures, the copy."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cards.models import Photo
from storefront.models import Category, Product, ProductPhoto, Variant
from storefront.owner import percents
from tests.bookings.owner.seen import text
from tests.pictures import jpeg
from tests.storefront.owner.product_sent import FORM, PRODUCTS, page, post, sent, stored
from tests.storefront.stall import make_order, make_product, make_sizes, variant, wanted

NEW = {"title": "Honey cake", "price_kind": "exact", "price": "14.50"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(name: str = "a.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(400, 300) if data is None else data, "image/jpeg")


def the_one() -> Product:
    return Product.objects.get()


def alts(product: Product) -> list[str]:
    return list(ProductPhoto.objects.filter(product=product).values_list("alt", flat=True))


def test_short_form_makes_a_product_that_can_be_sold(ada, shop):
    """people.md 2"""
    typed = NEW | {"new_category": "Cakes", "stock": "6", "pictures": [picture(), picture("b.jpg")]}
    answer = ada.post(f"{PRODUCTS}new/", typed, follow=True)
    assert "“Honey cake” is in your shop." in text(answer)
    made = the_one()
    assert (made.slug, made.price_kind, made.price, str(made.category)) == ("honey-cake", "exact", 1450, "Cakes")
    assert (variant(made).stock, made.pictures.count(), Photo.objects.count()) == (6, 2, 2)


def test_the_next_one_begins_in_the_same_category(ada, shop):
    """people.md 2: eight products one after the other"""
    cakes = Category.objects.create(title="Cakes", slug="cakes")
    answer = ada.post(f"{PRODUCTS}new/", NEW | {"category": cakes.pk, "act": "another"})
    assert answer["Location"] == f"{PRODUCTS}new/?category={cakes.pk}"
    assert f'<option value="{cakes.pk}" selected>' in ada.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"title": ""}, "Write what you sell."),
        ({"price": ""}, "Write the amount, or choose “Price on request”."),
        ({"price": "14.505"}, "Write an amount like 30.00."),
        ({"stock": "-1"}, "At least 0."),
        ({"category": "99"}, "This category is not there any more. Choose another."),
    ],
)
def test_refused_with_everything_typed(ada, shop, over, said):
    """S14, A45"""
    answer = ada.post(f"{PRODUCTS}new/", NEW | {"new_category": "Kept"} | over)
    assert (answer.status_code, Product.objects.count(), Category.objects.count()) == (422, 0, 0)
    assert said in text(answer)
    assert 'value="Kept"' in answer.content.decode()


def test_price_on_request_has_no_amount(ada, shop):
    """S0"""
    ada.post(f"{PRODUCTS}new/", NEW | {"price_kind": "request"})
    assert (the_one().price_kind, the_one().price) == ("request", None)


def test_what_is_no_picture_is_refused_and_the_others_go_too(ada, shop):
    """A13: HTML by the name of a JPEG"""
    bad = picture("b.jpg", b"<html><script>alert(1)</script>")
    answer = ada.post(f"{PRODUCTS}new/", NEW | {"pictures": [picture(), bad]})
    assert (answer.status_code, Product.objects.count(), Photo.objects.count()) == (422, 0, 0)
    assert "This file is not a JPEG" in text(answer)
    assert "Choose the pictures again, please" in text(answer)


def test_saving_untouched_changes_nothing(ada, shop):
    """Every field comes back as it went out."""
    product = make_sizes(
        "Cake",
        sku="C-1",
        tax_rate=750,
        lead=2880,
        way="ask",
        text="**Good**\n\nSweet",
        addons_json=[
            {
                "key": "c",
                "title": "Candles",
                "least": 0,
                "most": 2,
                "choices": [{"key": "a", "title": "Plain", "price": 150}],
            }
        ],
        writings_json=[{"key": "w", "label": "Name", "longest": 30, "required": True, "price": 0}],
    )
    post(ada, product)
    before = [Product.objects.filter(pk=product.pk).values().get(), list(Variant.objects.values())]
    answer = ada.post(page(product), sent(product).urlencode(), FORM, follow=True)
    assert "Nothing was changed." in text(answer)
    assert [Product.objects.filter(pk=product.pk).values().get(), list(Variant.objects.values())] == before


def test_saving_says_what_is_new_and_orders_stay(ada, shop, card):
    """S13"""
    product = make_product("Cake", stock=9)
    order = make_order(wanted(product), card=card)
    over = {"title": "Tart", "price": "30", "tax_rate": "7,5", "lead_0": "2", "lead_1": "1440", "way": "look"}
    answer = ada.post(
        page(product), sent(product, **over, sku="T-1", new_category="Tarts").urlencode(), FORM, follow=True
    )
    assert "Saved: title, category, how it is sold, price, SKU, tax, how long ahead it is ordered." in text(answer)
    made = stored(product)
    assert (made.title, made.price, made.tax_rate, made.lead, made.way) == ("Tart", 3000, 750, 2880, "look")
    assert (made.sku, str(made.category), made.folded) == ("T-1", "Tarts", "tart  t-1")
    assert [(line.title, line.unit) for line in order.revisions.get().lines] == [("Cake", 2400)]


@pytest.mark.parametrize(
    ("typed", "rate"), [("7.5", 750), ("7,25", 725), ("19 %", 1900), ("0", 0), ("", None), ("100", 10_000)]
)
def test_a_rate_is_typed_in_per_cent(ada, shop, typed, rate):
    product = make_product(tax_rate=300)
    post(ada, product, tax_rate=typed)
    assert stored(product).tax_rate == rate


@pytest.mark.parametrize("typed", ["100.01", "7.555", "-1", "7..5", "x", "٧"])
def test_a_rate_that_is_none_is_refused(ada, shop, typed):
    product = make_product(tax_rate=300)
    answer = post(ada, product, tax_rate=typed)
    assert (answer.status_code, stored(product).tax_rate) == (422, 300)
    assert "Write a percentage from 0 to 100, like 7.5." in text(answer)
    assert answer.context["open"] == {"rules"}


def test_a_rate_stands_in_the_form_by_its_language():
    assert [percents.typed(rate, "de") for rate in (None, 0, 750, 725, 1900)] == ["", "0", "7,5", "7,25", "19"]
    assert percents.typed(705, "en") == "7.05"


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("cart", "This address means something else in a shop."),
        ("Order", "This address means something else in a shop."),
        ("roll", "Another product has this address."),
        ("a b", "Only the letters a to z, digits and hyphens."),
    ],
)
def test_an_address_that_cannot_be_had_is_refused(ada, shop, slug, said):
    """product.md, addresses; also of a product out of use, which may come back"""
    make_product("Roll", archived_at=timezone.now())
    product = make_product("Cake")
    answer = post(ada, product, slug=slug)
    assert (answer.status_code, stored(product).slug) == (422, "cake")
    assert said in text(answer)


def test_a_stock_that_was_sold_meanwhile_is_not_overwritten(ada, shop, card):
    """S10: what this person did not change is left alone; what they changed is asked again"""
    product = make_product("Cake", stock=5)
    untouched, counted = sent(product, title="Tart"), sent(product, title="Pie", variant__stock="10")
    make_order(wanted(product, 2), card=card)
    ada.post(page(product), untouched.urlencode(), FORM)
    assert (stored(product).title, variant(product).stock) == ("Tart", 3)
    answer = ada.post(page(product), counted.urlencode(), FORM)
    assert (answer.status_code, stored(product).title, variant(product).stock) == (409, "Tart", 3)
    assert "Meanwhile it became 3" in text(answer)
    again = counted.copy()
    again["variant-seen"] = answer.context["sheet"].table.alone["seen"].value()
    ada.post(page(product), again.urlencode(), FORM)
    assert (stored(product).title, variant(product).stock) == ("Pie", 10)


def test_pictures_are_added_described_ordered_and_removed(ada, shop):
    """The first is the face; a picture that is taken off is deleted."""
    product = make_product()
    ada.post(page(product), sent(product).dict() | {"pictures": [picture(), picture("b.jpg"), picture("c.jpg")]})
    post(ada, product, pictures__0__alt="One", pictures__1__alt="Two", pictures__2__alt="Three")
    html = post(ada, product, act="up pictures 2").content.decode()
    assert html.index('value="Three"') < html.index('value="Two"')
    assert alts(product) == ["One", "Two", "Three"]
    ids = list(ProductPhoto.objects.values_list("pk", flat=True))
    rows = {"pictures__0__picture": ids[2], "pictures__1__picture": ids[0], "pictures__TOTAL_FORMS": 2}
    post(ada, product, **rows, pictures__0__alt="Three", pictures__1__alt="One")
    assert (alts(product), Photo.objects.count()) == (["Three", "One"], 2)


def test_a_picture_of_another_product_stays_where_it_is(ada, shop):
    """A18"""
    product, other = make_product("Cake"), make_product("Roll")
    ada.post(page(other), sent(other).dict() | {"pictures": [picture()]})
    foreign = ProductPhoto.objects.get()
    rows = {"pictures__TOTAL_FORMS": 1, "pictures__0__picture": foreign.pk, "pictures__0__alt": "Mine"}
    assert post(ada, product, **rows).status_code == 302
    assert (alts(product), alts(other)) == ([], [""])


def test_more_pictures_than_fit_are_refused(ada, shop):
    product = make_product()
    photo = Photo.objects.create(
        purpose="product", width=320, height=320, renditions={"320": {"webp": "a", "jpeg": "b", "height": 320}}
    )
    for _number in range(12):
        ProductPhoto.objects.create(product=product, photo=photo)
    answer = ada.post(page(product), sent(product).dict() | {"pictures": [picture()]})
    assert (answer.status_code, len(alts(product)), Photo.objects.count()) == (422, 12, 1)
    assert "A product has at most 12 pictures. Remove some, or choose fewer." in text(answer)


def test_an_unknown_act_is_refused(ada, shop):
    product = make_product()
    for act in ("burn", "add cards", "up values_ 1", "add values_!"):
        assert ada.post(page(product), {"act": act}).status_code == 400


def test_viewers_read_and_change_nothing(card, shop, cast):
    product = make_sizes("Cake", text="Sweet", sku="C-1")
    vera = Client()
    vera.force_login(cast.vera)
    answer = vera.get(page(product))
    assert answer.content.decode().partition("<main")[2].count("<form") == 0
    assert "Variants Small €24; Large €36 SKU C-1" in text(answer)
    assert post(vera, product, title="Mine").status_code == 403
    assert [vera.get(page(product, rest)).status_code for rest in ("duplicate/", "archive/")] == [403, 403]


def test_a_copy_is_hidden_and_has_everything_but_the_past(ada, shop):
    product = make_sizes("Cake", sku="C-1", position=0)
    ada.post(page(product), sent(product).dict() | {"pictures": [picture()]})
    Variant.objects.filter(product=product).update(stock=4)
    assert "Duplicate Cake?" in text(ada.get(page(product, "duplicate/")))
    answer = ada.post(page(product, "duplicate/"))
    copy = Product.objects.exclude(pk=product.pk).get()
    assert answer["Location"] == page(copy)
    assert (copy.title, copy.hidden, copy.sku, copy.slug) == ("Cake (copy)", True, "", "cake-copy")
    assert list(copy.variants.filter(archived_at=None).values_list("title", "price", "stock")) == [
        ("Small", None, 0),
        ("Large", 3600, 0),
    ]
    assert (copy.options, copy.pictures.count()) == (product.options, 1)


def test_a_picture_that_a_copy_shows_stays_with_it(ada, shop):
    product = make_product("Cake")
    ada.post(page(product), sent(product).dict() | {"pictures": [picture()]})
    ada.post(page(product, "duplicate/"))
    post(ada, product, pictures__TOTAL_FORMS=0)
    assert (product.pictures.count(), Photo.objects.count()) == (0, 1)
