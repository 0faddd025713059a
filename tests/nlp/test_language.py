import pytest

from skilldemand.nlp.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("you will work with the team in our office and train models for the port", "en"),
        ("wir suchen eine person für die planung der fähren und das team ist klein", "de"),
        ("wij zoeken een collega voor het team en je werkt met onze data", "nl"),
        ("nous cherchons une personne pour les modèles et vous travaillez dans notre équipe", "fr"),
        ("python sql spark", None),
        ("", None),
    ],
)
def test_small_words_tell_the_language(text, language):
    assert language_of(text) == language
