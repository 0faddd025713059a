import pytest

from skilldemand.nlp.passage import read
from skilldemand.nlp.role import ROLES, role_of

LLM = "llm rag prompt engineering langchain agentic ai agents vector database "


@pytest.mark.parametrize(
    ("title", "text", "role"),
    [
        ("Senior Machine Learning Engineer", "", "ml-engineer"),
        ("Machine Learning (ML) Engineer", "", "ml-engineer"),
        ("MLOps Engineer", "", "mlops-engineer"),
        ("Software Engineer, ML Platform", "kubernetes terraform mlflow model serving", "mlops-engineer"),
        ("AI Engineer - Search", "", "ai-engineer"),
        ("LLM Engineer (m/f/d)", "", "ai-engineer"),
        ("AI/ML Engineer", LLM * 3, "ai-engineer"),
        ("AI/ML Engineer", "deep learning pytorch", "ml-engineer"),
        ("Data Scientist / ML Engineer", "", "data-scientist"),
        ("Applied Scientist, Vision", "", "research-scientist"),
        ("Computer Vision Research Scientist", "", "research-scientist"),
        ("Data Engineer", "", "data-engineer"),
        ("Business Analyst", "", "data-analyst"),
        ("Backend Engineer", "", "software-engineer"),
        ("Software Engineer - Machine Learning", "", "ml-engineer"),
        ("Engineering Manager, Ranking", "", "manager"),
        ("Solutions Consultant", "", "other"),
        ("Ferry captain", "", "other"),
        ("", "", "other"),
        ("Product Manager, ML Platform", "", "other"),
        ("AI Engineer, Portfolio Management, Vice President", "", "ai-engineer"),
        ("Vice President, AI", "", "manager"),
        ("ML Lead", "", "ml-engineer"),
        ("ML Lead", "you manage a team and have six direct reports", "manager"),
        ("Data Scientist, ML Platform", "", "data-scientist"),
        ("AI ResearcherOslo", "publications in novel research", "research-scientist"),
        ("Machine Learning Scientist", "statistics regression a/b testing forecasting dashboards", "data-scientist"),
        ("Software Development Engineer", "", "software-engineer"),
        ("Natural Language Processing Engineer", "", "ml-engineer"),
        ("Software Engineer, AI", "react typescript frontend " * 3, "software-engineer"),
        ("Software Engineer, AI", LLM * 3, "ai-engineer"),
    ],
)
def test_the_title_gives_the_role_and_the_text_decides_where_it_is_open(title, text, role):
    assert role_of(title, read(text)) == role
    assert role in ROLES
