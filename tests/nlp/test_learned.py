"""The learned part: what it may change, what it explains, and that it can be trained again."""

import json
import zlib
from itertools import chain, islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.crawler.sample_market import sample_rows
from skilldemand.nlp import scorer, train
from skilldemand.nlp.cues import fold
from skilldemand.nlp.errors import WeightsError
from skilldemand.nlp.features import Excerpt, Features, features, hashes_of, seen
from skilldemand.nlp.learned import NOT_ASKED
from skilldemand.nlp.matcher import Matcher
from skilldemand.nlp.reader import Reader, Unread
from skilldemand.nlp.records import COUNTED_SECTIONS
from skilldemand.nlp.sections import segment
from skilldemand.nlp.words import MAX_WORDS, WORD, stem

POSTING = """About us
Northwind Grid balances the energy of small towns.
What you will do
- Explain what the forecasts mean to colleagues who are not technical
- Break large goals into plans that several groups can follow
- Keep the service fast when ten times as many meters report
What we look for
- Python and SQL
- You enjoy sharing what you know with newer colleagues
"""


@pytest.fixture(scope="module")
def matcher():
    return Matcher()


@pytest.fixture(scope="module")
def readers(matcher):
    return Reader(matcher, model=False), Reader(matcher)


def test_without_the_model_the_patterns_speak_alone(readers):
    patterns, _ = readers
    assert patterns.learned is None
    rules = [m.rule for m in patterns.read(POSTING).mentions]
    assert not any("model" in rule for rule in rules)


def test_the_same_text_gives_the_same_mentions(matcher, readers):
    _, both = readers
    assert both.read(POSTING).mentions == Reader(matcher).read(POSTING).mentions


@pytest.mark.parametrize(
    "text",
    [
        POSTING,
        POSTING.replace("\n", " "),
        "",
        "?",
        "\x00\x00",
        "ﷺ é " * 50,
        "a, " * 30_000,
        "Our research is news.\n" * 700,
    ],
)
def test_offsets_hold_and_mentions_stay_in_order(readers, text):
    _, both = readers
    mentions = both.read(text, company="Northwind Grid").mentions
    assert all(m.surface == text[m.start : m.end] and m.start < m.end for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    assert all(m.section in COUNTED_SECTIONS and m.requirement for m in mentions if m.counts)


def test_texts_read_together_are_read_as_alone(readers):
    _, both = readers
    texts = [POSTING, "", *(row["description"] or "" for row in islice(sample_rows(), 60)), "?", POSTING.upper()]
    alone = [both.read(text, "Engineer", "Northwind Grid") for text in texts]
    assert any(m.reason and m.reason.startswith(NOT_ASKED) for reading in alone for m in reading.mentions)
    assert any("model: " in m.rule for reading in alone for m in reading.mentions)
    assert both.read_all(Unread(text, "Engineer", "Northwind Grid") for text in texts) == alone
    assert both.read_all([]) == []


def test_tools_are_left_to_the_taxonomy(readers):
    tools = [[m for m in r.read(POSTING).mentions if m.skill_id in ("python", "sql")] for r in readers]
    assert tools[0]
    assert [(m.skill_id, m.counts) for m in tools[0]] == [(m.skill_id, m.counts) for m in tools[1]]


def test_what_a_denial_settles_stays_settled(readers):
    _, both = readers
    mentions = both.read("Requirements\n- No experience with machine learning is needed\n").mentions
    assert [m.counts for m in mentions if m.skill_id == "machine-learning"] == [False]


# --- training -----------------------------------------------------------------------------------------------------

ASKING = "Requirements\n- You tell {who} what the numbers mean, in plain words\n- Python\n"
OTHER = "Requirements\n- You keep {who} informed of the weather in the valley\n- Python\n"
NAMED = "Down in the valley {who} love communication skills and coffee in the sun.\nRequirements\n- Python\n"
WHO = ["nurses", "pilots", "bakers", "judges", "miners", "sailors", "tutors", "porters", "joiners", "tailors"]


def _gold(path):
    rows = []
    for number, who in enumerate(WHO):
        for kind, (text, labels) in enumerate(((ASKING, True), (OTHER, False), (NAMED, False))):
            quote = "what the numbers mean"
            skills = [{"skill": "communication", "strength": "required", "quote": quote}] if labels else []
            rows.append({"id": f"{kind}-{number}", "title": "Clerk", "text": text.format(who=who), "skills": skills})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained")
    learned, _ = train.train(_gold(folder / "gold.jsonl"))
    return learned


def test_training_finds_what_no_pattern_says_and_explains_it(matcher, trained):
    text = ASKING.format(who="gardeners")
    assert "communication" not in {m.skill_id for m in Reader(matcher, model=False).read(text).mentions if m.counts}
    added = [m for m in Reader(matcher, model=trained).read(text).mentions if m.skill_id == "communication"]
    assert [m.counts for m in added] == [True]
    assert added[0].rule.startswith("model: ")
    assert "numbers" in added[0].rule or "numbers" in added[0].surface
    assert added[0].strength == "required"


def test_training_takes_back_what_is_named_in_passing(matcher, trained):
    text = NAMED.format(who="gardeners")
    assert "communication" in {m.skill_id for m in Reader(matcher, model=False).read(text).mentions if m.counts}
    kept = [m for m in Reader(matcher, model=trained).read(text).mentions if m.skill_id == "communication"]
    assert [m.counts for m in kept] == [False]
    assert kept[0].reason.startswith(NOT_ASKED)
    assert kept[0].requirement is None


def test_training_again_gives_the_same_bytes(tmp_path):
    gold = _gold(tmp_path / "gold.jsonl")
    for name in ("one", "two"):
        assert train.main([str(gold), "--output", str(tmp_path / name)]) == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    loaded = scorer.load((tmp_path / "one").read_bytes(), "one")
    assert loaded.skills == ("communication",)


def test_a_file_that_cannot_be_used_is_named(tmp_path, capsys):
    assert train.main([str(tmp_path / "none.jsonl"), "--output", str(tmp_path / "w")]) == 1
    assert "none.jsonl" in capsys.readouterr().err
    with pytest.raises(WeightsError, match=r"broken\.npz"):
        scorer.load(b"no weights", "broken.npz")


def test_shipped_weights_are_small():
    held = scorer.shipped()
    assert len(held.values) * 3 + len(held.hashes) * 8 < 5_000_000
    assert list(held.skills) == sorted(held.skills)


# --- features -----------------------------------------------------------------------------------------------------


def test_forms_of_a_word_share_a_hash():
    deploying, deployed, deploys, employs = hashes_of(["deploying deployed, (deploys) employs"]).hashes
    assert deploying == deployed == deploys != employs
    five, seven = hashes_of(["5+", "7"]).hashes
    assert five == seven


@given(stretches=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=300)))
def test_words_are_those_of_each_stretch_wherever_it_stands(stretches):
    words = hashes_of(stretches)
    wanted = [[zlib.crc32(stem(word).encode()) for word in WORD.findall(said)[:MAX_WORDS]] for said in stretches]
    assert words.sizes.tolist() == list(map(len, wanted))
    assert words.hashes.tolist() == list(chain.from_iterable(wanted))


def test_words_are_the_same_however_many_stand_before_and_whatever_was_read_since():
    filled = [" ".join(f"w{number}" for number in range(first, first + 100)) for first in range(0, 150_000, 100)]
    alone = hashes_of(["straße, 🙂 naïve"]).hashes.tolist()
    assert hashes_of([*filled, "straße, 🙂 naïve"]).hashes[-3:].tolist() == alone


def test_features_of_a_sentence_do_not_depend_on_its_neighbours():
    text = "Requirements\n- Python and SQL\n- Go"
    sentences = segment(text)
    one = features(fold(text), sentences, [1])
    all_of_them = features(fold(text), sentences, range(len(sentences)))
    assert sorted(one.hashes) == sorted(all_of_them.hashes[all_of_them.rows == 1])


def test_scores_are_the_sums_of_what_each_feature_adds():
    reads = scorer.Scorer(scorer.shipped())
    texts = [POSTING, "Requirements\n- Python and SQL\n- You explain models to others\n" * 3]
    excerpts = [Excerpt(fold(text), segment(text)) for text in texts]
    scores = reads.scores(seen(excerpts))
    row = 0
    for folded, sentences in excerpts:
        for number in range(len(sentences)):
            hashes = features(folded, sentences, [number]).hashes
            for column in (0, 70, reads.weights.size() - 1):
                added = reads.column(hashes, column).sum()
                assert scores[row, column] == pytest.approx(added + reads.weights.biases[column])
            row += 1
    assert row == len(scores)


def test_the_most_that_words_can_say_is_summed_exactly():
    reads = scorer.Scorer(scorer.shipped())
    held = reads.weights
    entry = int(np.argmax(held.values))
    feature, column = np.searchsorted(held.starts, entry, side="right") - 1, int(held.columns[entry])
    told = seen([])
    most = np.full(3 * MAX_WORDS, held.hashes[feature])
    one = np.zeros(1, dtype=np.int64)
    without = told._replace(shapes=one, heading=one)
    with_them = without._replace(spoken=Features(np.zeros(len(most), dtype=np.int64), most))
    added = reads.scores(with_them)[0, column] - reads.scores(without)[0, column]
    assert added == pytest.approx(len(most) * int(held.values[entry]) * held.scales[column])
