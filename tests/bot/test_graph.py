"""Our runner of a graph beside Rasa's own, on the same nodes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.graph import PlannedGraphRunner


class Sum(GraphComponent):
    """Adds its own number to what it is given, and counts how often it was asked."""

    def __init__(self, own: int) -> None:
        self.own, self.asked = own, 0

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Sum:
        """Rasa's constructor."""
        return cls(config["own"])

    def add(self, left: int, right: int = 0) -> int:
        """The sum."""
        self.asked += 1
        return self.own + left + right


def node(own: int, **needs: str) -> SchemaNode:
    """A node whose component adds `own` to what it needs."""
    return SchemaNode(needs=needs, uses=Sum, constructor_name="create", fn="add", config={"own": own}, eager=True)


# A diamond whose last node stands first, and a node beside it that nothing needs.
SCHEMA = GraphSchema(
    {
        "last": node(1000, left="left", right="right"),
        "left": node(10, left="first"),
        "right": node(100, left="first"),
        "first": node(1, left="said"),
        "beside": node(5, left="said"),
    }
)


@pytest.fixture(params=[DaskGraphRunner, PlannedGraphRunner])
def runner(request: pytest.FixtureRequest, tmp_path: Path) -> GraphRunner:
    """Rasa's and ours."""
    made: GraphRunner = request.param.create(SCHEMA, LocalModelStorage(tmp_path), ExecutionContext(GraphSchema({})))
    return made


def test_every_node_is_given_what_it_needs(runner: GraphRunner) -> None:
    for said in (1, 2):
        assert runner.run({"said": said}, ["last"]) == {"last": 1000 + (10 + 1 + said) + (100 + 1 + said)}


def test_only_what_the_targets_need_is_run_and_that_once(runner: GraphRunner) -> None:
    assert runner.run({"said": 0}, ["right", "left"]) == {"right": 101, "left": 11}
    assert isinstance(runner, DaskGraphRunner | PlannedGraphRunner)
    nodes = runner._instantiated_nodes if isinstance(runner, DaskGraphRunner) else runner._nodes
    asked = {name: its._component.asked for name, its in nodes.items()}
    assert asked == {"last": 0, "left": 1, "right": 1, "first": 1, "beside": 0}


def test_a_missing_input_is_said(runner: GraphRunner) -> None:
    with pytest.raises(GraphRunError, match="Missing input to run node 'first'"):
        runner.run({}, ["last"])
