"""What Rasa works out anew for every message, worked out once: half of the time understanding a message took.

Rasa hands every message's graph to Dask, which plans it and passes each step through a queue, though one order is all
it needs; and a turn runs the graph once more for every action it predicts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from graphlib import TopologicalSorter
from typing import Any

from rasa.core.agent import Agent
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


def plan_once(agent: Agent) -> None:
    """Let the agent's loaded model run this way from now on."""
    processor = agent.processor
    if processor is not None and isinstance(processor.graph_runner, DaskGraphRunner):
        processor.graph_runner = PlannedGraphRunner(processor.graph_runner)
        # To learn that a domain is not empty Rasa builds an empty one, every time.
        processor.domain.is_empty = partial(bool, processor.domain.is_empty())


class PlannedGraphRunner(GraphRunner):
    """One node after the other, in the same order for the same targets."""

    def __init__(self, runner: DaskGraphRunner) -> None:
        """Takes over the nodes that Rasa has loaded."""
        self._schema: GraphSchema = runner._graph_schema
        self._nodes: Mapping[str, GraphNode] = runner._instantiated_nodes
        self._planned = cache(self._plan)

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> PlannedGraphRunner:
        """Rasa's constructor."""
        return cls(DaskGraphRunner.create(graph_schema, model_storage, execution_context, hooks))

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The outputs of the nodes named `targets` (the schema's where none are), given the outputs in `inputs`."""
        wanted = tuple(targets or self._schema.target_names)
        outputs = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._planned(wanted):
            outputs[name] = self._nodes[name](*(outputs.get(need, need) for need in needs))
        return dict(outputs[name] for name in wanted)

    def _plan(self, targets: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        """The nodes the targets need, each after those it needs itself; inputs are no nodes."""
        nodes = self._schema.minimal_graph_schema(list(targets)).nodes
        needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
        return [(name, needs[name]) for name in TopologicalSorter(needs).static_order() if name in needs]
