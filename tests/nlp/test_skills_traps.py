"""Names that are words, people, firms or other trades as well: where they are the skill and where they are not."""

import pytest

from skilldemand.nlp.matcher import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher()


def _named(matcher: Matcher, sentence: str) -> set[str]:
    return {found.skill_id for found in matcher.find(sentence)}


@pytest.mark.parametrize(
    ("skill", "asked", "meant_otherwise"),
    [
        ("emr", "Spark jobs on AWS (EMR, Glue).", "Link claims with EMR records of a hospital."),
        ("oracle-db", "Databases such as Oracle or DB2.", "Oracle is an equal opportunity employer."),
        ("presto", "SQL engines such as presto and hive.", "Press the button and, presto, it brews."),
        ("beam", "Pipelines in Spark or Beam.", "Align the laser beam of the microscope."),
        ("argo", "Argo, Helm and Kubernetes.", "Floats of the Argo ocean programme."),
        ("chef", "Puppet, Chef or Ansible.", "Our head Chef bakes on Fridays."),
        ("delta-lake", "Delta, Iceberg and Parquet.", "The river Delta floods each spring."),
        ("aws-lambda", "Lambda, S3 and SQS on AWS.", "Pass Lambda expressions to the sorter."),
        ("kinesis", "Kafka or Kinesis.", "A Kinesis tape for tired muscle groups."),
        ("bedrock", "Bedrock or Azure OpenAI.", "Drill down to Bedrock below the site."),
        ("azure-data-factory", "Databricks and Synapse on Azure.", "Model the Synapse of two neurons."),
        ("vertex-ai", "SageMaker or Vertex.", "Colour each Vertex of a graph."),
        ("anthropic-api", "Claude, GPT or Gemini.", "Claude Dupont leads the Lyon office."),
        ("gemini", "LLMs such as Gemini and Claude.", "Gemini is the zodiac sign of June."),
        ("llama", "Fine-tune Mistral or Qwen.", "A Mistral wind blows from the north."),
        ("ai-coding-tools", "Coding tools such as Copilot and Cursor.", "Loop over a Cursor in a SQL database."),
        ("computer-vision", "ML and CV models.", "Please submit your CV in English."),
        ("reinforcement-learning", "RL, NLP and computer vision.", "Reality Labs (RL) builds headsets."),
        ("ai-agents", "Build AI agents that plan trips.", "Estate agents list new houses."),
        ("rag", "RAG over manuals.", "Wipe the bench with a rag."),
        ("segmentation", "Detection and segmentation of cells in images.", "Customer segmentation for adverts."),
        ("ray", "Ray, Dask or Spark.", "Ray Brown joined as an X-ray technician."),
        ("helm", "Helm charts on Kubernetes.", "Take the helm of a young team."),
        ("flask", "Flask or FastAPI.", "Rinse each Flask of the laboratory."),
        ("chroma", "Pinecone, Chroma or FAISS.", "Chroma noise in night videos."),
        ("edge-deployment", "Run models on edge devices.", "Work on cutting-edge AI."),
        ("cloud-computing", "Experience with a public cloud.", "Register LiDAR point clouds."),
        ("model-serving", "Low-latency inference of language models.", "Causal inference for health economists."),
        ("mentoring", "Mentor interns.", "You receive mentorship and a career coach."),
        ("cross-functional", "Collaborate with designers.", "Collaborative filtering for songs."),
    ],
)
def test_a_name_is_read_by_its_company(matcher: Matcher, skill: str, asked: str, meant_otherwise: str) -> None:
    assert skill in _named(matcher, asked)
    assert skill not in _named(matcher, meant_otherwise)


@pytest.mark.parametrize(
    ("sentence", "skills"),
    [
        ("AWS SageMaker", {"aws", "sagemaker"}),
        ("Amazon S3", {"s3"}),
        ("AWS (S3, EC2)", {"aws", "s3", "ec2"}),
        ("Azure Databricks", {"azure", "databricks"}),
        ("LLM agents", {"llm", "ai-agents"}),
        ("GitLab CI/CD", {"gitlab-ci", "ci-cd"}),
        ("cloud data warehouse", {"cloud-computing", "data-warehouse"}),
        ("vector databases", {"vector-db"}),
        ("container orchestration", {"containerization"}),
        ("Spark Streaming", {"spark-streaming"}),
    ],
)
def test_a_compound_names_what_stands_in_it_and_nothing_more(matcher: Matcher, sentence: str, skills: set[str]) -> None:
    assert _named(matcher, sentence) == skills


@pytest.mark.parametrize(
    ("skill", "sentences"),
    [
        ("model-deployment", ["Take models from the lab into production.", "Ship ML models to customers in weeks."]),
        ("business-translation", ["Turn business questions into analytical tasks.", "Gather requirements."]),
        ("stakeholder-management", ["Manage client expectations.", "Influence senior leaders."]),
        ("project-management", ["Meet tight deadlines.", "Own features end-to-end from idea to delivery, on time."]),
        ("scalability", ["Services that scale to millions of users.", "Ensure scalability."]),
        ("data-pipelines", ["Design pipelines that ingest sensor data.", "Maintain the data pipelines."]),
        ("communication", ["Explain models to people outside the team.", "Excellent oral communication."]),
        ("technical-writing", ["Document the models and their limits.", "Write runbooks."]),
    ],
)
def test_a_demand_is_read_in_other_words(matcher: Matcher, skill: str, sentences: list[str]) -> None:
    assert all(skill in _named(matcher, sentence) for sentence in sentences)
