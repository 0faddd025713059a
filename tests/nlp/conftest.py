"""A taxonomy small enough to reason about, and helpers around it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from skilldemand.nlp.matcher import Matcher
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.taxonomy import Taxonomy, parse_taxonomy

SMALL = b"""
schema: 1
section: programming
guide: programming
title: Programming
order: 1
skills:
- {id: python, name: Python, kind: language, aliases: [Python]}
- {id: rust, name: Rust, kind: language, aliases: [Rust]}
- {id: cpp, name: C++, kind: language, aliases: [C++]}
- id: c
  name: C
  kind: language
  aliases: [{text: C/C++, also: [cpp]}, {text: C, case: exact, context: required}]
  context: {list_mate: [language]}
- id: go
  name: Go
  kind: language
  aliases: [golang, {text: Go, case: exact, context: required}]
  context:
    list_mate: [language]
    near: [backend]
    left: [in]
    reject_right: ["to", "-to-market"]
    reject_near: [football]
  patterns: ["build|write ..2 service ..1 =in =Go"]
- {id: aws, name: AWS, kind: platform, aliases: [AWS]}
- {id: sagemaker, name: SageMaker, kind: service, aliases: [SageMaker, {text: AWS SageMaker, also: [aws]}]}
- {id: aws-lambda, name: AWS Lambda, kind: service, aliases: [AWS Lambda]}
- {id: ci-cd, name: CI/CD, kind: practice, aliases: [CI/CD]}
- {id: scikit-learn, name: scikit-learn, kind: library, aliases: [scikit-learn]}
- {id: powerbi, name: Power BI, kind: platform, aliases: [PowerBI]}
- {id: nodejs, name: Node.js, kind: framework, aliases: [Node.js]}
- {id: data-labeling, name: Data labelling, kind: practice, aliases: [data labeling]}
- {id: wandb, name: W&B, kind: platform, aliases: [Weights & Biases]}
- id: reinforcement-learning
  name: Reinforcement learning
  kind: concept
  aliases: [reinforcement learning, {text: RL, case: exact, context: required}]
  context: {near: [policy, agent]}
- id: model-deployment
  name: Model deployment
  kind: practice
  aliases: [model deployment]
  patterns:
  - {pattern: "deploy ..3 model", unless_near: [not]}
"""


Find = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="session")
def small_taxonomy() -> Taxonomy:
    return parse_taxonomy({"programming.yml": SMALL})


@pytest.fixture(scope="session")
def small_matcher(small_taxonomy: Taxonomy) -> Matcher:
    return Matcher(small_taxonomy)


@pytest.fixture(scope="session")
def find(small_matcher: Matcher) -> Find:
    """Return (skill, surface) of what the small taxonomy finds in a text."""
    return lambda text: [(f.skill_id, text[f.start : f.end]) for f in small_matcher.find(text)]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(__file__).resolve().parents[2].parent / "shared"
    if not folder.is_dir():
        pytest.skip("shared material absent")
    return folder
