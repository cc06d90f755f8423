"""Every number of the two-clock model, in one frozen place; docs/decisions/0002 says why each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clocks:
    """The constants of the model. Half-lives in days; units in touch units (1 = a message answered the same day);
    marks on the 0-100 scale of warmth and depth."""

    warmth_half_life: float = 180.0
    depth_half_life: float = 1460.0

    # Raw sum at which the scale reaches 63: about a meeting every two months (warmth), or ten meetings in all (depth).
    warmth_k: float = 12.0
    depth_k: float = 30.0

    in_person: float = 3.0
    introduction: float = 4.0
    favour: float = 3.0
    thanks: float = 1.0
    light: float = 0.3
    unanswered: float = 0.5
    ratings: tuple[float, ...] = (0.0, 1.0, 3.0, 8.0, 14.0, 24.0)

    close_warmth: float = 50.0
    close_depth: float = 50.0
    warm_warmth: float = 25.0
    warm_depth: float = 20.0
    deep: float = 40.0
    cold: float = 10.0
    fading_gap: float = 30.0
    fading_silence: float = 180.0  # days without a touch
    dormant_silence: float = 1095.0
    exchange: float = 3.0

    layer_caps: tuple[int, int, int, int] = (5, 15, 50, 150)

    @property
    def half_lives(self) -> tuple[float, float]:
        """The half-lives of warmth and of depth, in days."""
        return self.warmth_half_life, self.depth_half_life


DEFAULT = Clocks()
