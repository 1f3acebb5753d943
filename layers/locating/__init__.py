"""Which of the places that a text can mean is meant: the wanted area is the judge.

`Judge` reads texts and orders what they can mean by where it lies; `find_wanted` names the area by which it
judges. The rule of confidence stands in `layers.locating.confidence`.
"""

from layers.locating.judge import Asked, Judge
from layers.locating.judgement import Judged, Judgement
from layers.locating.wanted import Wanted, find_wanted

__all__ = ["Asked", "Judge", "Judged", "Judgement", "Wanted", "find_wanted"]
