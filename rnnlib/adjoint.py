"""The rows of BPTT carried back, arranged for speed: block by block, into ready arrays, in few large products.

The listing in chapter 5 says the same in a dozen lines; chapter 7 tells what each departure from it buys. Nothing is
kept but the states, one array of shape (T+1, N, n). What else a block of times needs, its slopes and its rows, is made
when its turn comes, the latest block first. With `chunk`, not even the states are kept.
"""

from itertools import pairwise

import numpy as np

DIGITS = 1e-3  # below it, a slope computed from the state has lost digits: 1 - s^2 has no more of them than 1 has
SMALL, LARGE = 2**15, 2**20  # bytes of a block: below, nothing is won by cutting it; above, it leaves the cache
FIRST, LATER = 32, 4  # the first block has one such part of the times, the later ones at most the other


def blocks(params, x, s0, h, chunk):
    """Yield (first, last, states, rows, slope) for blocks of times first..last-1, the latest first.

    Rows of `states` are s_first, ..., s_last, where s_0 is the start: row t of x leads to s_{t+1}. `rows` and `slope`
    are arrays for one row a time each: they lie where later states stood, which nobody needs any more.
    """
    (T, N, _), n = x.shape, len(params.W)
    chunk = min(chunk or T, T)
    kept = [np.zeros((N, n), x.dtype) if s0 is None else s0]
    row = N * n * x.itemsize
    shortest = max(1, min(chunk, max(SMALL // row, T // FIRST)))
    longest = max(1, SMALL // row, min(LARGE // row, T // LATER))
    s = np.empty((chunk + 1 + 2 * shortest, N, n), x.dtype)
    for first in range(0, T - chunk, chunk):
        s[0] = kept[-1]
        kept.append(run(params, x[first:first + chunk], s[:chunk + 1], h)[-1].copy())
    for first in reversed(range(0, T, chunk)):
        stop = min(first + chunk, T)
        s[0] = kept.pop()
        run(params, x[first:stop], s[:stop - first + 1], h)
        while stop > first:
            room = s[stop - first + 1:]
            length = min(stop - first, longest, len(room) // 2)
            yield (stop - length, stop, s[stop - length - first:stop - first + 1], room[:length],
                   room[length:2 * length])
            stop -= length


def run(params, x, s, h):
    """Fill s_1, s_2, ... of `s`, whose row 0 is the start; return `s`."""
    U, W, _ = params
    flat(x).dot(U.T, out=flat(s[1:]))  # U x_t for all times at once, where s_t will stand
    W_T, carried, add, into = W.T, np.empty_like(s[0]), np.add, h.into
    for before, now in pairwise(list(s)):
        before.dot(W_T, out=carried)
        add(now, carried, now)
        into(now, now)
    return s


def slopes(params, x, s, h, slope):
    """Fill `slope` with h'(a_t): from s_t where that keeps the digits, from a_t, made again, where it does not."""
    U, W, _ = params
    if h.of_value is None:
        flat(slope)[...] = h.prime(flat(x) @ U.T + flat(s[:-1]) @ W.T)
        return
    h.of_value(s[1:], slope)
    if slope.min() < DIGITS:
        rows = (slope < DIGITS).any(axis=-1)
        slope[rows] = h.prime(x[rows] @ U.T + s[:-1][rows] @ W.T)


def carry_back(rows, slope, W, carry):
    """Turn dE_t/ds_t into dL/da_t, in place, from the last time of a block to its first; return what moves on.

    `carry` is what the times after the block send to its last state.
    """
    add, multiply = np.add, np.multiply
    for row, slope_t in zip(list(rows)[::-1], list(slope)[::-1]):
        add(row, carry, row)
        multiply(row, slope_t, row)
        row.dot(W, out=carry)
    return carry


def carry_back_truncated(truncate):
    """Return what does the same with the rows of every E_t apart, each dropped after so many steps."""

    def carry_back(rows, slope, W, carry):
        for row, slope_t in zip(rows[::-1], slope[::-1]):
            carry = np.concatenate([row[None], carry])[:truncate] * slope_t
            row[...] = carry.sum(axis=0)
            carry = carry @ W
        return carry

    return carry_back


def flat(array):
    """Put the axes of time and sequence into one."""
    return array.reshape(-1, array.shape[-1])


def gradient(params, x, s0, h, errors, *, truncate=None, chunk=None):
    """Return L and the gradient, three arrays.

    `errors(rows, b)` returns what a block of rows of b, all sequences of some times, adds to L, and dL/db.
    """
    _, W, V = params
    N, L, sums = x.shape[1], 0.0, None
    back, carry = carry_back, np.zeros((N, len(W)), x.dtype)
    if truncate is not None:
        back, carry = carry_back_truncated(truncate), carry[None][:0]
    for first, last, s, rows, slope in blocks(params, x, s0, h, chunk):
        inputs, before, now, dE_ds = flat(x[first:last]), flat(s[:-1]), flat(s[1:]), flat(rows)
        E, dE_db = errors(slice(first * N, last * N), now.dot(V.T))
        dE_db.dot(V, out=dE_ds)
        slopes(params, x[first:last], s, h, slope)
        carry = back(rows, slope, W, carry)
        dL_da = dE_ds.T
        of_block = dL_da.dot(inputs), dL_da.dot(before), dE_db.T.dot(now)
        L, sums = L + E, of_block if sums is None else [total + more for total, more in zip(sums, of_block)]
    return L, sums
