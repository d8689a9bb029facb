"""Cards 3, 11, 13, 22, 96: saving a draft, undo and redo, publishing, pausing, restoring."""

import pytest

from cards import coding, deleting, publishing
from cards.content import CardType, Document, Identity
from cards.models import Card, Code, DraftStep, Publication
from cards.refusals import Conflict, Deleted, NameMissing, NotPublished, Suspended, Unverified
from cards.safe_url import UnsafeUrl
from tests.cast import Cast, make_card, make_document
from workspaces import outbox
from workspaces.models import AuditEntry, Effect
from workspaces.scoping import inside


def titled(title: str) -> Document:
    return make_document(identity={"title": title})


def title(card: Card) -> str:
    return card.document.identity.title


def save(card: Card, document: Document, cast: Cast) -> Card:
    return publishing.save(card=card, document=document, version=card.draft_version, by=cast.ada)


def test_save_keeps_the_draft_and_not_the_public(cast: Cast):
    """cards 22"""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    revision = card.revision
    with inside(cast.atelier):
        save(card, titled("Printer"), cast)
        stored = Card.objects.get(pk=card.pk)
    assert (title(stored), stored.draft_version, stored.has_changes) == ("Printer", 2, True)
    assert stored.published is not None
    assert (stored.published.content.identity.title, stored.revision) == ("Bookbinder", revision)


def test_save_of_an_outdated_version_is_refused_and_overwrites_nothing(cast: Cast):
    """cards 22: the later save is warned; the refusal carries what is there now."""
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        publishing.save(card=Card.objects.get(pk=card.pk), document=titled("Ada's"), version=1, by=cast.ada)
        with pytest.raises(Conflict) as refused:
            publishing.save(card=card, document=titled("Ben's"), version=1, by=cast.ben)
        stored = Card.objects.get(pk=card.pk)
    assert (title(refused.value.current), refused.value.current.draft_version) == ("Ada's", 2)
    assert (title(stored), stored.draft_version) == ("Ada's", 2)


def test_save_of_equal_content_changes_nothing(cast: Cast):
    """cards 22: also at an outdated version there is nothing to lose."""
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        publishing.save(card=card, document=card.document, version=0, by=cast.ada)
        assert DraftStep.objects.filter(card=card).count() == 1
    assert card.draft_version == 1


def test_a_nameless_draft_is_kept_under_its_handle(cast: Cast):
    """cards 13: asked for at publishing, not while typing."""
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        save(card, Document(), cast)
    assert card.name == "ada"


def test_undo_and_redo_walk_along_the_steps(cast: Cast):
    """cards 22: each walk is a new version, so that another window notices."""
    card = make_card(cast.atelier, by=cast.ada)
    seen = []
    with inside(cast.atelier):
        for said in ("One", "Two"):
            save(card, titled(said), cast)
        for walk in (
            publishing.undo,
            publishing.undo,
            publishing.undo,
            publishing.redo,
            publishing.redo,
            publishing.redo,
        ):
            walk(card=card, by=cast.ada)
            seen.append((title(card), card.draft_version))
    assert seen == [("One", 4), ("Bookbinder", 5), ("Bookbinder", 5), ("One", 6), ("Two", 7), ("Two", 7)]


def test_save_after_undo_drops_what_was_undone(cast: Cast):
    """cards 22"""
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        for said in ("One", "Two"):
            save(card, titled(said), cast)
        publishing.undo(card=card, by=cast.ada)
        save(card, titled("Three"), cast)
        publishing.redo(card=card, by=cast.ada)
        steps = [Document.from_json(step.document).identity.title for step in DraftStep.objects.filter(card=card)]
    assert title(card) == "Three"
    assert steps == ["Bookbinder", "One", "Three"]


def test_fifty_steps_are_kept(cast: Cast):
    """cards 22: the fifty newest states, the one shown among them."""
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        for number in range(55):
            save(card, titled(f"Step {number}"), cast)
        positions = list(DraftStep.objects.filter(card=card).values_list("position", flat=True))
        for _ in range(60):
            publishing.undo(card=card, by=cast.ada)
    assert positions == list(range(7, 57))
    assert title(card) == "Step 5"


def test_publish_shows_the_draft(cast: Cast):
    """cards 11, 22: an immutable version, a higher revision, an audit row, the picture for shared links."""
    card = make_card(cast.atelier, by=cast.ada)
    Effect.objects.all().delete()
    with inside(cast.atelier):
        Code.objects.update(digest=coding.drawing_digest(Code.objects.get()), files={"png": "x"}, state="ready")
        publication = publishing.publish(card=card, by=cast.ada)
        entry = AuditEntry.objects.get(verb="card.publish")
    stored = Card.unscoped.get(pk=card.pk)
    assert (stored.status, stored.published, stored.revision) == (Card.Status.PUBLISHED, publication, 2)
    assert stored.first_published_at is not None
    assert (publication.number, publication.document, publication.by) == (1, card.draft, cast.ada)
    assert (entry.before, entry.after) == ({"status": "draft"}, {"status": "published", "number": 1})
    assert list(Effect.objects.values_list("task", "arguments")) == [("cards.tasks.draw_preview", {"card": card.pk})]


def test_publish_again_without_a_change_makes_no_version(cast: Cast):
    card = make_card(cast.atelier, by=cast.ada, published=True)
    first = card.first_published_at
    with inside(cast.atelier):
        assert publishing.publish(card=card, by=cast.ada).number == 1
        assert Publication.objects.filter(card=card).count() == 1
    assert card.first_published_at == first


def test_twenty_versions_are_kept_and_numbers_go_on(cast: Cast):
    """cards 22"""
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        for number in range(23):
            save(card, titled(f"Version {number}"), cast)
            publishing.publish(card=card, by=cast.ada)
        numbers = list(Publication.objects.filter(card=card).values_list("number", flat=True))
    assert numbers == list(range(23, 3, -1))


@pytest.mark.parametrize("nameless", [Document(), Document(type=CardType.COMPANY, identity=Identity(given="Ada"))])
def test_publish_needs_a_name(cast: Cast, nameless: Document):
    """cards 13: a person's name, a company's organisation."""
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        save(card, nameless, cast)
        with pytest.raises(NameMissing):
            publishing.publish(card=card, by=cast.ada)
    assert Publication.unscoped.count() == 0


def test_publish_needs_a_verified_address(cast: Cast):
    """cards 96"""
    cast.ada.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]  # allauth's
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier), pytest.raises(Unverified):
        publishing.publish(card=card, by=cast.ada)
    assert Card.unscoped.get().status == Card.Status.DRAFT


def test_publish_does_not_lift_a_suspension(cast: Cast):
    """cards 90"""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    Card.unscoped.update(status=Card.Status.SUSPENDED)
    with inside(cast.atelier):
        with pytest.raises(Suspended):
            publishing.publish(card=card, by=cast.ada)
        with pytest.raises(NotPublished):
            publishing.pause(card=card, by=cast.ada)
        publishing.resume(card=card, by=cast.ada)
    assert Card.unscoped.get().status == Card.Status.SUSPENDED


def test_pause_and_resume(cast: Cast):
    """cards 3, 11: each is a new revision; resuming forgets the forward address."""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        publishing.pause(card=card, by=cast.ben, forward_url="example.org/away")
        paused = Card.objects.get(pk=card.pk)
        publishing.resume(card=card, by=cast.ben)
        verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert (paused.status, paused.forward_url, paused.revision) == ("paused", "https://example.org/away", 3)
    assert (card.status, card.forward_url, card.revision) == ("published", "", 4)
    assert verbs == ["card.create", "card.publish", "card.pause", "card.resume"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "mailto:a@b.example", "tel:+4912345"])
def test_pause_forwards_to_web_addresses_only(cast: Cast, address: str):
    """cards 3, 15"""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier), pytest.raises(UnsafeUrl):
        publishing.pause(card=card, by=cast.ada, forward_url=address)
    assert Card.unscoped.get().status == Card.Status.PUBLISHED


def test_a_draft_cannot_be_paused(cast: Cast):
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier), pytest.raises(NotPublished):
        publishing.pause(card=card, by=cast.ada)


def test_restore_version_goes_into_the_draft_and_can_be_undone(cast: Cast):
    """cards 22"""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        save(card, titled("Printer"), cast)
        publishing.publish(card=card, by=cast.ada)
        publishing.restore_version(card=card, number=1, by=cast.ada)
        restored = title(card)
        assert card.published is not None
        public = card.published.content.identity.title
        publishing.undo(card=card, by=cast.ada)
        with pytest.raises(Publication.DoesNotExist):
            publishing.restore_version(card=card, number=3, by=cast.ada)
    assert (restored, public, title(card)) == ("Bookbinder", "Printer", "Printer")


def test_a_deleted_card_is_not_edited(cast: Cast):
    """cards 99"""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        deleting.delete(card=card, by=cast.ada)
        for act in (
            lambda: save(card, titled("Printer"), cast),
            lambda: publishing.undo(card=card, by=cast.ada),
            lambda: publishing.publish(card=card, by=cast.ada),
            lambda: publishing.resume(card=card, by=cast.ada),
            lambda: publishing.restore_version(card=card, number=1, by=cast.ada),
            lambda: coding.add_code(card=card, label="Door", by=cast.ada),
        ):
            with pytest.raises(Deleted):
                act()
    assert title(Card.unscoped.get()) == "Bookbinder"


def test_the_picture_for_shared_links_follows_what_is_published(cast: Cast):
    """cards 53: a content hash in its name, so it is another address when it looks different."""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    outbox.perform_due()
    first = Card.unscoped.get().preview
    with inside(cast.atelier):
        save(card, titled("Printer"), cast)
        publishing.publish(card=card, by=cast.ada)
    outbox.perform_due()
    second = Card.unscoped.get().preview
    assert (first["width"], first["height"]) == (second["width"], second["height"]) == (1200, 630)
    assert first["name"] != second["name"]
