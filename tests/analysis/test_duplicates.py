"""Which texts are near-identical, and how pairs become groups."""

import random
import re
import zlib
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from skilldemand.analysis.copies import Advert, Edge, Member, copied_texts, near_copies
from skilldemand.analysis.duplicates import Groups
from skilldemand.analysis.shingles import (
    NEIGHBOURS,
    SHINGLE_WORDS,
    candidate_pairs,
    jaccard,
    place_words,
    same_place,
    shingles,
    shingles_of,
)
from tests.analysis.conftest import filler

DAY = date(2026, 3, 1)


def member(
    key: str, text: str, *, opened: date | None = DAY, place: str | None = None, years: float | None = None
) -> Member:
    return Member(key, place, opened, years, text)


def edges_of(members: Sequence[Member]) -> list[Edge]:
    (edges,) = near_copies([members])
    return edges


def pairs(*members: Member) -> list[tuple[str, str]]:
    return [(edge.first_key, edge.posting_key) for edge in edges_of(members)]


def test_numbers_places_case_and_punctuation_are_set_aside() -> None:
    one, other = "Join 12 people in Lyon, today: build models.", "join 480 people in Paris today build MODELS"
    assert jaccard(shingles(one, place_words("Lyon, France")), shingles(other, place_words("Paris"))) == 1


def test_similarity_is_shared_over_all_shingles() -> None:
    words = [f"w{letter}" for letter in "abcdefghijklmnopqrst"]
    one, other = " ".join(words), " ".join([*words[:10], "new", *words[11:]])
    assert jaccard(shingles(one), shingles(other)) == 11 / 21


def test_a_few_changed_words_are_a_copy_and_another_text_is_not() -> None:
    assert pairs(member("a", filler("1")), member("b", filler("1~3")), member("c", filler("2"))) == [("a", "b")]


def test_sixty_days_apart_is_a_copy_and_sixty_one_is_not() -> None:
    later = [date(2026, 4, 30), date(2026, 5, 1)]
    found = [pairs(member("a", filler("1")), member("b", filler("1~1"), opened=day)) for day in later]
    assert found == [[("a", "b")], []]


def test_other_years_of_experience_or_another_place_tell_near_copies_apart() -> None:
    assert pairs(member("a", filler("1"), years=2), member("b", filler("1~1"), years=5)) == []
    assert pairs(member("a", filler("1"), years=2), member("b", filler("1~1"))) == [("a", "b")]
    assert pairs(member("a", filler("1"), place="Lyon"), member("b", filler("1~3"), place="Paris")) == []
    assert pairs(member("a", filler("1"), place="Lyon"), member("b", filler("1"), place="Paris")) == [("a", "b")]


def test_an_undated_posting_can_be_a_copy() -> None:
    assert pairs(member("b", filler("1"), opened=None), member("a", filler("1~1"))) == [("a", "b")]


def advert(key: str, text: str, *, opened: date | None = DAY, place: str | None = None) -> Advert:
    return Advert(key, place, f"Company {key}", opened, None, text)


def test_a_copy_under_another_name_is_found_and_the_names_do_not_count() -> None:
    one, other = advert("a", "Company a. " + filler("1")), advert("b", "Company b. " + filler("1~3"))
    ((edge,),) = copied_texts([(one, other)])
    assert (edge.first_key, edge.posting_key) == ("a", "b")


def test_a_copy_of_another_place_or_time_or_text_is_an_opening_of_its_own() -> None:
    first = advert("a", filler("1"), place="Paris, France")
    others = [
        advert("b", filler("1"), place="Lyon, France"),
        advert("c", filler("1"), place="Paris", opened=date(2026, 5, 1)),
        advert("d", filler("2"), place="Paris"),
    ]
    assert list(copied_texts([(first, other) for other in others])) == [[], [], []]


def test_places_contradict_each_other_only_by_words_that_tell_places_apart() -> None:
    assert same_place("San Francisco Bay Area", "San Francisco, CA")
    assert same_place("Remote - US", "Austin, TX")
    assert same_place(None, "Austin, TX")
    assert not same_place("New Haven, CT", "Keene, NH")
    assert not same_place("San Jose, CA", "San Diego, CA")
    assert same_place("Remote (France)", "Lyon, France")
    assert not same_place("Paris, France", "Lyon, France")


def test_empty_texts_have_nothing_in_common() -> None:
    assert pairs(member("a", ""), member("b", "!!!")) == []


def test_a_large_block_gives_the_edges_that_its_pairs_alone_give() -> None:
    block = [member(f"{n:02}", filler(f"{n % 4}~{n}"), place="Lyon" if n % 3 else "Paris") for n in range(24)]
    alone = {edge for a, b in combinations(block, 2) for edge in edges_of([a, b])}
    assert set(edges_of(block)) <= alone
    joined, expected = Groups(), Groups()
    for groups, edges in ((joined, edges_of(block)), (expected, alone)):
        for edge in edges:
            groups.join(edge.first_key, edge.posting_key)
    assert joined.members() == expected.members()


def test_work_grows_with_the_number_of_copies_and_not_with_its_square() -> None:
    copies = [shingles(filler("1"))] * 300
    assert len(list(candidate_pairs(copies))) <= 300 * NEIGHBOURS


def test_bands_find_the_pairs_just_above_the_threshold() -> None:
    rng = random.Random(3)
    found = []
    for _ in range(50):
        words = ["".join(rng.choices("abcdefgh", k=6)) for _ in range(900)]
        texts = [shingles(" ".join(words)), shingles(" ".join([*words[:100], *words[260:]]))]
        assert 0.8 < jaccard(*texts) < 0.83
        found.append(list(candidate_pairs(texts)) == [(0, 1)])
    assert sum(found) >= 49


def one_by_one(text: str, aside: frozenset[str]) -> list[int]:
    """The shingles as the definition says, word by word."""
    said = [re.sub(r"\d+", "0", word) for word in re.findall(r"[^\W_]+", text.lower())]
    codes = [code for code in (zlib.crc32(word.encode()) for word in said) if code not in map(crc, aside)]
    found = set()
    for start in range(max(1, len(codes) - SHINGLE_WORDS + 1) if codes else 0):
        mixed = 0
        for code in codes[start : start + SHINGLE_WORDS]:
            mixed = (mixed ^ code) * 1_099_511_628_211 % 2**64
            mixed ^= mixed >> 29
        found.add(mixed)
    return sorted(found)


def crc(word: str) -> int:
    return zlib.crc32(word.encode())


WORDS = st.text(st.sampled_from("ab 0129_-\n\0Éé’٣日½İ."), max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS | st.text(max_size=60), st.frozensets(st.sampled_from(["a", "b0", "é", "12"])))))
def test_texts_hashed_together_have_the_shingles_of_each(texts: list[tuple[str, frozenset[str]]]) -> None:
    made = shingles_of([text for text, _ in texts], [aside for _, aside in texts])
    assert [hashes.tolist() for hashes in made] == [one_by_one(text, aside) for text, aside in texts]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_sorted_distinct_shingles_and_equals_itself(text: str) -> None:
    made = shingles(text)
    assert sorted(set(made.tolist())) == made.tolist()
    assert jaccard(made, made) == (1 if len(made) else 0)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20))
def test_groups_do_not_depend_on_the_order_of_pairs_and_are_named_by_their_smallest(
    joined: list[tuple[str, str]],
) -> None:
    one, other = Groups(), Groups()
    merges = [one.join(a, b) for a, b in joined]
    for a, b in reversed(joined):
        other.join(b, a)
    assert one.members() == other.members()
    names = dict(one.members())
    assert all(name <= key and names[name] == name for key, name in names.items())
    assert len(names) - len(set(names.values())) == sum(merges)
