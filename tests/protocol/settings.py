"""How long to try: a little at every commit, always the same; for long by hand, always anew."""

from hypothesis import HealthCheck, Phase, settings

_ALWAYS = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
QUICK = settings(_ALWAYS, max_examples=6, stateful_step_count=25, derandomize=True)
SHRINKING = [Phase.explicit, Phase.generate, Phase.shrink]


def long(examples: int, steps: int = 50) -> settings:
    return settings(
        _ALWAYS, max_examples=examples, stateful_step_count=steps, phases=SHRINKING, print_blob=True
    )
