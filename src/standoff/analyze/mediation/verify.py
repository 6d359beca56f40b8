"""The engine's word on an answer: which states are equilibria under changed preferences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standoff.analyze.mediation.problem import Profile
from standoff.analyze.mediation.question import Question
from standoff.analyze.verdicts import Judge
from standoff.model.graph import GraphModel
from standoff.model.relations import Preference


def with_profile(model: GraphModel, profile: Profile) -> GraphModel:
    """Return a dispute's model with other preferences."""
    return GraphModel(model.dispute, model.states, model.moves, tuple(Preference(levels) for levels in profile))


def equilibria(question: Question, model: GraphModel) -> NDArray[np.bool_]:
    """Return where every side is stable under its concept, shape (states,)."""
    judge = Judge(model, "legal-sequences", question.return_to_s)
    verdicts = {concept.name: judge.verdicts(concept) for concept in set(question.concepts)}
    result: NDArray[np.bool_] = np.logical_and.reduce(
        [verdicts[concept.name][side] for side, concept in enumerate(question.concepts)]
    )
    return result
