"""What becomes of a gradient over time, for chapter 09's explorer: a network with four knobs, computed by rnnlib."""

import functools
from typing import NamedTuple

import numpy as np

from rnnlib import Params, ds_ds, forward, identity, relu, sigmoid, tanh

N, T = 8, 40
ANGLES = np.array([0.15, 0.4, 0.7, 1.1])  # by which the rotations in W turn, in radians
ACTIVATIONS = {"tanh": tanh, "identity": identity, "ReLU": relu, "sigmoid": sigmoid}


class Setting(NamedTuple):
    """Where the knobs stand."""

    radius: float
    nonnormality: float
    scale: float
    h: str


class Network(NamedTuple):
    """What all settings share: W is radius * (normal + nonnormality * shear), the inputs are scale * x."""

    angles: np.ndarray  # of the eigenvalues of W
    normal: np.ndarray  # orthogonal, so that its eigenvalues have size 1
    shear: np.ndarray  # strictly upper triangular in the same Schur basis, so that it moves no eigenvalue
    U: np.ndarray
    x: np.ndarray
    s0: np.ndarray


class Fate(NamedTuple):
    """What is drawn: curves over the times 0 to T, slopes over 1 to T, and one number."""

    norms: np.ndarray  # ||P_{t,0}||_2
    bound: np.ndarray  # product of the ||J_j||_2, j = 1 to t
    line: np.ndarray  # rho(W)^t
    slopes: np.ndarray  # mean of h'(a_t) over the units
    size: float  # ||W||_2


@functools.cache
def network():
    """Return the network: the Schur form of W has rotations on its diagonal, and the shear couples each to the next."""
    rng = np.random.default_rng(38)
    Q, _ = np.linalg.qr(rng.normal(size=(N, N)))
    turns = np.kron(np.diag(np.cos(ANGLES)), np.eye(2)) + np.kron(np.diag(np.sin(ANGLES)), [[0, -1], [1, 0]])
    U, x, s0 = 0.5 * rng.normal(size=(N, 1)), rng.normal(size=(T, 1)), 0.01 * rng.normal(size=N)
    return Network(np.concatenate([ANGLES, -ANGLES]), Q @ turns @ Q.T, Q @ np.eye(N, k=2) @ Q.T, U, x, s0)


def explore(setting):
    """Return the norms of the products P_{t,0} = J_t ... J_1, and what stands beside them."""
    net, h = network(), ACTIVATIONS[setting.h]
    W = setting.radius * (net.normal + setting.nonnormality * net.shear)
    a = forward(Params(net.U, W, np.ones((1, N))), setting.scale * net.x, s0=net.s0, h=h).a[1:]
    J, P = [ds_ds(W, a_t, h) for a_t in a], [np.eye(N)]
    for J_t in J:
        P.append(J_t @ P[-1])
    line = setting.radius ** np.arange(T + 1)
    return Fate(norm(P), np.cumprod([1, *norm(J)]), line, h.prime(a).mean(axis=1), norm(W))


def norm(A):
    """Return ||A||_2, of one matrix or of many."""
    return np.linalg.norm(A, 2, axis=(-2, -1))


def finding(fate):
    """Say in words what becomes of the gradient."""
    end, peak = fate.norms[T], fate.norms.max()
    hump = f", after a hump of {brief(peak)} at step {fate.norms.argmax()}" if peak > 1.5 * max(1, end) else ""
    return (f"After {T} steps the norm of the product is {brief(end)}{hump}. "
            f"The eigenvalues alone say {brief(fate.line[T])}, the bound says {brief(fate.bound[T])}.")


def in_plane(setting, fate):
    """Say where the eigenvalues are."""
    return f"All eight eigenvalues of W have size {setting.radius:.2f}; the norm of W is {fate.size:.2f}."


def brief(value):
    """Write a number with two digits."""
    if value == 0 or 0.01 <= value < 1000:
        return f"{float(f'{value:.2g}'):g}"
    digits, exponent = f"{value:.1e}".split("e")
    return f"{digits}e{int(exponent)}"
