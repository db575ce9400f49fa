"""The grammar of mistakes in adding up the steps: which products, in which order, from where to where."""

import numpy as np

from ..grammar import Slip, Slot

RECURRENCE = "chapter 4, the Lemma with equations (3) and (4), and its induction"
THROUGH = "the direct term of a step passes through that step's own Jacobian as well"
ONE_J = "every term has one Jacobian, however many steps it passes"
START = "the derivative at time 0 is not zero, though s_0 is given"
ORDER = "the Jacobians are multiplied in the opposite order"


def times(carry, total):
    """Multiply by the chain rule: the last axis of the one meets the first axis of the other."""
    return (carry @ total.reshape(len(total), -1)).reshape(len(carry), *total.shape[1:])


def onward(D, J, start=0.0):
    """Carry what the weights did before through each step, and add what they do directly."""
    total = start + np.zeros(D.shape[1:])
    for direct, carry in zip(D, J):
        total = direct + times(carry, total)
    return total


def summed(D, J, products):
    """Sum the direct terms, each behind its own product."""
    return sum(times(product, direct) for product, direct in zip(products(J), D))


def _descending(J):
    """J_T ... J_{k+1} for k = 1..T."""
    products = [np.eye(J.shape[1])]
    for carry in J[:0:-1]:
        products.append(products[-1] @ carry)
    return products[::-1]


def _ascending(J):
    products = [np.eye(J.shape[1])]
    for carry in J[:0:-1]:
        products.append(carry @ products[-1])
    return products[::-1]


def _through(J):
    return [product @ carry for product, carry in zip(_descending(J), J)]


def _fewer(J):
    """One Jacobian too few, where there is any."""
    return [*_descending(J)[1:], np.eye(J.shape[1])]


def _single(J, which):
    return [*(J[which(k)] for k in range(len(J) - 1)), np.eye(J.shape[1])]


def _powers(J, which):
    return [np.linalg.matrix_power(J[which], len(J) - 1 - k) for k in range(len(J))]


def _every(D, J):
    return np.stack([onward(D[:t], J[:t]) for t in range(1, len(D) + 1)])


def _otherwise(D, J, multiply):
    total = np.zeros(D.shape[1:])
    for direct, carry in zip(D, J):
        total = direct + multiply(carry, total)
    return total


def _from_the_right(carry, total):
    return np.tensordot(total, carry, axes=1)


WALK = Slot(
    onward,
    [
        Slip("direct-only", "only the last step's direct term counts: the derivative is direct, not total",
             lambda D, J: D[-1]),
        Slip("counted-twice", "the last step is counted twice, as in the slides' printed loop",
             lambda D, J: D[-1] + summed(D, J, _through)),
        Slip("ascending", ORDER, lambda D, J: summed(D, J, _ascending)),
        Slip("at-sign", "the product sums over the second axis of the array, as the sign for matrix products does (or "
             "the first two axes of the result have changed places)",
             lambda D, J: _otherwise(D, J, np.matmul)),
        Slip("at-sign", "the product sums over the second axis of the array, as dot does",
             lambda D, J: _otherwise(D, J, np.dot)),
        Slip("direct-through-J", THROUGH, lambda D, J: summed(D, J, _through)),
        Slip("direct-summed", "the direct terms are added, and pass through no step",
             lambda D, J: D.sum(0)),
        Slip("first-step-missing", "the first step is left out", lambda D, J: onward(D[1:], J[1:])),
        Slip("last-step-missing", "the last step is left out: it is the derivative of the state before the last",
             lambda D, J: onward(D[:-1], J[:-1])),
        Slip("stops-at-one", "the first step is made, and no other", lambda D, J: D[0]),
        Slip("overwritten", "only the last two steps count: the accumulator is overwritten",
             lambda D, J: onward(D[-2:], J[-2:])),
        Slip("last-direct-missing", "the direct term of the last step is missing",
             lambda D, J: onward(D, J) - D[-1]),
        Slip("start-not-zero", START, lambda D, J: onward(D, J, 1.0)),
        Slip("start-not-zero", START + ": it starts with the direct term of time 1", lambda D, J: onward(D, J, D[0])),
        Slip("product-too-short", "each product lacks one Jacobian", lambda D, J: summed(D, J, _fewer)),
        Slip("one-jacobian", ONE_J + ", that of the step after", lambda D, J: summed(
            D, J, lambda J: _single(J, lambda k: k + 1))),
        Slip("one-jacobian", ONE_J + ", that of the last step", lambda D, J: summed(
            D, J, lambda J: _single(J, lambda k: -1))),
        Slip("one-jacobian", ONE_J + ", that of its own step", lambda D, J: summed(
            D, J, lambda J: _single(J, lambda k: k))),
        Slip("same-jacobian", "the Jacobian of the last step serves every step",
             lambda D, J: summed(D, J, lambda J: _powers(J, -1))),
        Slip("same-jacobian", "the Jacobian of the first step serves every step",
             lambda D, J: summed(D, J, lambda J: _powers(J, 0))),
        Slip("carried-and-kept", "the sum so far is carried, and also kept as it was",
             lambda D, J: onward(D, J + np.eye(J.shape[1]))),
        Slip("carried-twice", "the sum so far is carried twice", lambda D, J: onward(D, 2 * J)),
        Slip("from-the-right", "the Jacobian multiplies from the right",
             lambda D, J: _otherwise(D, J, _from_the_right)),
        Slip("first-term-only", "only the first step counts, and no other",
             lambda D, J: times(_descending(J)[0], D[0])),
        Slip("divided-by-T", "the sum is divided by T", lambda D, J: onward(D, J) / len(D)),
        Slip("times-added", "the derivatives of all states are added, not that of s_T alone",
             lambda D, J: _every(D, J).sum(0)),
        Slip("all-times", "every time has its derivative, not s_T alone", _every),
        Slip("all-times", "every time has its derivative, not s_T alone",
             lambda D, J: np.concatenate([0 * D[:1], _every(D, J)])),
        Slip("times-backwards", "the steps are taken in the opposite order",
             lambda D, J: onward(D[::-1], J[::-1])),
    ],
    11,
    RECURRENCE,
    ["Write out T = 2 in full. How many terms are there, and through which steps does each pass?",
     "Follow your variable through T = 1, then T = 2, on paper. When does it hold what for the first time?",
     "A network with T = 1 has a direct term and nothing else. Is yours right there? Then it is the carrying."],
    {"direct-only": "The weight acts at time T. It has acted before, too. Who remembers it?",
     "counted-twice": "Multiply, then add; or add, then multiply? Put T = 1 and count the terms.",
     "ascending": "An effect meets step k + 1 first. Which end of the product touches the direct term?",
     "at-sign": "Chapter 4 has a line that looks right. Which axis of the array must the Jacobian meet?",
     "direct-through-J": "What happens at time k goes through the steps after k. Is k one of them?",
     "first-step-missing": "At which t does your loop begin? Is the direct term of that step counted, or is s_0 taken "
                           "for zero there?",
     "stops-at-one": "Does the loop finish? How far in does return stand?",
     "last-step-missing": "At which t does your loop end? range leaves out its end.",
     "start-not-zero": "Nudge a weight. By how much does s_0 move?",
     "overwritten": "What happens to the sum so far, when a new step comes?"},
)
