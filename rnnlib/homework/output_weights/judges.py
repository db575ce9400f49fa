"""The judges of homework 1, one for each function that students write."""

from functools import partial

from ...check import complex_step
from ...loss import squared_error
from ..checker import Checker
from .derivative_slips import INDEX, SCALAR, SLOPE, STATE, STATES
from .instances import AllTimes, OneError, OneTime, about, instances
from .maps import OutputMaps
from .place_slips import CONTRACTION, EACH_LAYOUT, GRADIENT_LAYOUT, LAYOUT, RESIDUAL, ROWS, SQUARE, TIME

TENSOR = {"slope": SLOPE, "state": STATE, "index": INDEX}


def _tensors(given):
    """Return the network's maps, and the function from a filling of `TENSOR`'s slots to do_t/dV of all times."""
    maps = OutputMaps(given.V, given.s, given.g, STATES)
    return maps, lambda fill: fill["index"](maps.derivatives(fill["slope"], fill["state"]))


def _build_do_dV(given):
    _, tensors = _tensors(given)
    return lambda fill: fill["scalar"](fill["layout"](fill["time"](tensors(fill), given.t)))


def _build_all_do_dV(given):
    _, tensors = _tensors(given)
    return lambda fill: fill["scalar"](fill["rows"](fill["layout"](tensors(fill))))


def _build_dE_dV(given):
    maps, tensors = _tensors(given)

    def build(fill):
        rows = fill["contraction"](fill["residual"](maps, given.y_t), tensors(fill))
        return fill["scalar"](fill["layout"](fill["time"](rows, given.t)))

    return build


IN_PLACE, SLOPE_PART = "The zeros are in place. ", "So the state's part is right. Look at the slope."
STATE_PART = "So the slope's part is right. Look at what belongs to the state."
NUDGED = dict.fromkeys(["complex_step", "central_difference"], "The numbers are right, and they come from a nudge. The "
                       "question asks for your formula; a nudge is what the formula is compared with.")
LEMMA = {
    "reread": "chapter 3, the Lemma and its proof, with a weight that moves in place of a state",
    "hints": ["Take e = n = 1 first: a number by a number. Is yours right there, on paper?",
              "Compare with central_difference of the outputs by V, entry by entry (from rnnlib import "
              "central_difference). Where is the first to differ?"],
    "in_one": "For e = n = 1 yours is right. Take e = n = 2, and write out the block of output 1: which of its numbers "
              "belong to row k, and which to column l?",
    "praise": dict.fromkeys(["ds_dU_direct", "ds_dW_direct"], "You saw that another lemma has this form, in other "
                            "letters. Then you have understood it.") | NUDGED,
}
DO_DV = Checker(
    name="do_dV", axes="ikl", layout="(e, e, n)", about=about, **LEMMA,
    instances=partial(instances, OneTime),
    truth=lambda given: complex_step(lambda V: given.g(V @ given.s[given.t]), given.V),
    build=_build_do_dV, slots=TENSOR | {"time": TIME, "layout": LAYOUT, "scalar": SCALAR},
    parts={"i": IN_PLACE + "Each output's entries are wrong by a factor of their own. " + SLOPE_PART,
           "l": IN_PLACE + "Each column is wrong by a factor of its own. " + STATE_PART},
)
ALL_DO_DV = Checker(
    name="all_do_dV", axes="tikl", layout="(T, e, e, n)", about=about,
    **LEMMA | {"hints": ["For T = 4 write down every index that your loop uses. Does any become -1?",
                         *LEMMA["hints"][1:]]},
    instances=partial(instances, AllTimes),
    truth=lambda given: complex_step(lambda V: given.g(given.s[1:] @ V.T), given.V),
    build=_build_all_do_dV,
    words={"time-zero-too": ("It has a row for time 0 as well. It returned {detail}.", ROWS.says("time-zero-too")[1])},
    slots=TENSOR | {"rows": ROWS, "layout": EACH_LAYOUT, "scalar": SCALAR},
    parts=DO_DV.parts | {
        "t": IN_PLACE + "Each time is wrong by a factor of its own. What else depends on the time?",
        "ti": IN_PLACE + "The wrong factor depends on the time and the output, not on the column. " + SLOPE_PART,
        "tl": IN_PLACE + "The wrong factor depends on the time and the column, not on the output. " + STATE_PART},
)
DE_DV = Checker(
    name="dE_dV", axes="kl", layout="(e, n)", about=about,
    instances=partial(instances, OneError),
    truth=lambda given: complex_step(lambda V: squared_error(given.g(V @ given.s[given.t]), given.y_t), given.V),
    build=_build_dE_dV, slots={"residual": RESIDUAL, "contraction": CONTRACTION} | TENSOR | {
        "time": TIME, "layout": GRADIENT_LAYOUT, "scalar": SQUARE},
    parts={"k": "Each row is wrong by a factor of its own. So the state's part is right. Look at the slope and at "
                "dE_t/do_t.",
           "l": "Each column is wrong by a factor of its own. So dE_t/do_t and the slope are right. Look at what "
                "belongs to the state."},
    reread="your answer to question 4, and chapter 1 for dE_t/do_t", in_one=LEMMA["in_one"].replace(
        "the block of output 1", "all four entries"), praise=NUDGED,
    hints=[LEMMA["hints"][0], "Compare with central_difference of E_t by V, entry by entry (from rnnlib import "
           "central_difference). Where is the first to differ?"],
)
