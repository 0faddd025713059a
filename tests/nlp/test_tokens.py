"""Tokens are those that one regular expression finds, and lead back to their places in the text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.tokens import END, Tokens

TOKEN = re.compile(r"c\+\+|[cf]#|[a-z0-9]+(?:['?][a-z]{1,2}(?![a-z]))?|[,/;:()&|+]")
TEXTS = st.text(st.one_of(st.sampled_from("abcf19'?\u2019+#,/ C\x01"), st.characters()), max_size=40)


def expected(text: str) -> list[re.Match[str]]:
    plain = "".join(c.lower() if c.isascii() else "?" for c in text)
    return list(TOKEN.finditer(plain))


@given(st.lists(TEXTS, max_size=4))
def test_tokens_are_those_of_the_definition(stretches: list[str]) -> None:
    text, bounds = "", []
    for stretch in stretches:
        bounds.append((len(text), len(text) + len(stretch)))
        text += stretch + "'s"
    tokens = Tokens(text, bounds, 2)
    row = [b"", b""]
    for number, (stretch, (low, _)) in enumerate(zip(stretches, bounds, strict=True)):
        found = expected(stretch)
        begin = len(row)
        row += [re.sub(r"(?<=[a-z0-9])['?].*", "", match[0]).encode() for match in found]
        if found:
            spans = tokens.spans(number, begin, [(begin + i, begin + i) for i in range(len(found))])
            assert spans == [(low + match.start(), low + match.end()) for match in found]
        row.append(END)
    assert tokens.row == row


def test_names_with_signs_are_one_token_and_possessives_part_of_the_word() -> None:
    text = "C++/C#, client\u2019s needs"
    tokens = Tokens(text, [(0, len(text))])
    assert tokens.row == [b"c++", b"/", b"c#", b",", b"client", b"needs", END]
    assert [text[low:high] for low, high in tokens.spans(0, 0, [(0, 2), (4, 4)])] == ["C++/C#", "client\u2019s"]
