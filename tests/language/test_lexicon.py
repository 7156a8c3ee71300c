from __future__ import annotations

from catalogue.language.lexicon import NO_LEXICON, Lexicon, phrase
from catalogue.language.stems import content_words

LEXICON = Lexicon(
    [
        ("rendez-vous", "appointment"),
        ("rendez-vous", "booking"),
        ("paiement", "payment"),
        ("mise en demeure", "formal notice"),
        ("mise", "bet"),
    ]
)


def terms(text: str, language, lexicon: Lexicon = LEXICON) -> dict[str, float]:
    found: dict[str, float] = {}
    for rendering in lexicon.render(content_words(text, language), language):
        found[rendering.term] = max(found.get(rendering.term, 0), rendering.weight)
    return found


def test_french_words_become_english_terms() -> None:
    assert terms("les paiements", "fr") == {"payment": 1.0}


def test_several_equivalents_share_the_weight() -> None:
    found = terms("rendez-vous", "fr")
    assert set(found) == {"appoint", "book"}
    assert 0 < found["appoint"] == found["book"] < 1


def test_words_that_nothing_translates_stay_french() -> None:
    assert terms("tabouret", "fr") == {"fr:tabouret": 1.0}


def test_english_words_bring_their_synonyms_at_a_lower_weight() -> None:
    found = terms("appointment", "en")
    assert found["appoint"] == 1.0
    assert 0 < found["book"] < 1.0


def test_the_longest_expression_is_read() -> None:
    assert set(terms("une mise en demeure", "fr")) == {"formal", "notic"}
    assert set(terms("une mise", "fr")) == {"bet"}


def test_parts_of_an_expression_are_no_whole_equivalents() -> None:
    rendered = list(LEXICON.render(content_words("mise en demeure", "fr"), "fr"))
    assert [rendering.whole for rendering in rendered] == [False, False]
    assert all(rendering.words == ("mise", "demeure") for rendering in rendered)


def test_the_version_follows_the_pairs_and_not_their_order() -> None:
    pairs = [("paiement", "payment"), ("permis", "permit")]
    assert Lexicon(pairs).version == Lexicon(pairs[::-1]).version
    assert Lexicon(pairs).version != Lexicon(pairs[:1]).version


def test_a_lexicon_counts_its_pairs_and_knows_its_words() -> None:
    assert len(LEXICON) == 5
    assert LEXICON.knows("pai", "fr")
    assert LEXICON.knows("payment", "en")
    assert not LEXICON.knows("payment", "fr")


def test_an_expression_without_content_words_is_left_out() -> None:
    assert len(Lexicon([("de la", "of the"), ("", "x")])) == 0
    assert phrase("mise en demeure", "fr") == ("mis", "demeur")


def test_an_empty_lexicon_translates_nothing() -> None:
    assert terms("paiement", "fr", NO_LEXICON) == {"fr:pai": 1.0}
    assert terms("payment", "en", NO_LEXICON) == {"payment": 1.0}


def test_the_words_of_both_languages_are_known_folded() -> None:
    lexicon = Lexicon([("prise d’élan", "run-up"), ("été", "summer")])
    assert lexicon.words == {"prise", "elan", "run", "up", "ete", "summer"}
