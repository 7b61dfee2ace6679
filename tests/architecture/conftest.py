import pytest

from tests.architecture.tree import Tree


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path)
