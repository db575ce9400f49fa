"""The loop that trains: epoch after epoch, mini-batch after mini-batch."""

import numpy as np

from ..bptt import gradients
from ..inputs import generator, whole
from ..loss import squared_error
from ..model import WEIGHTS, Params, forward, identity, tanh  # with the activations that it takes by default
from ..shapes import shapes
from .asked import asked, positive
from .batches import clip_by_norm, minibatches
from .history import Journal
from .progress import Bar


@asked(epochs=whole, batch_size=whole, rng=generator)
@shapes(params=WEIGHTS, x="T N d", y="T N e", time_weight="T | T N", real=True)
def train(params, x, y, *, optimiser, epochs, batch_size, rng, max_norm=None, h=tanh, g=identity, loss=squared_error,
          time_weight=None, truncate=None, validation=None, progress=None):
    """Train a network: epoch after epoch, mini-batch after mini-batch, gradient, clipping, step.

    Parameters
    ----------
    params : Params
        The weights to start from: U (n, d), W (n, n), V (e, n). The start of every sequence is s_0 = 0.
    x : array of shape (T, N, d)
        Inputs of N sequences.
    y : array of shape (T, N, e)
        Targets.
    optimiser : callable
        `SGD`, `Adam`, or another function (params, gradient, memory) -> (params, memory).
    epochs : int
        How often to go through all sequences.
    batch_size : int
        How many sequences make a batch; at most N. The last batch of an epoch has what is left over.
    rng : numpy.random.Generator
        Draws the batches, and so moves on.
    max_norm : float, optional
        If given, gradients of a larger norm are shortened to it.
    h, g : Activation
        Of the state and of the output.
    loss : callable, optional
        With its derivative as `loss.prime`; `squared_error` if not given.
    time_weight : array of shape (T,) or (T, N), optional
        What E_t counts for in the loss: 1 if not given.
    truncate : int, optional
        As for `gradients`.
    validation : tuple (x, y) or (x, y, time_weight), optional
        Sequences to compute the loss of after each epoch, without learning from them. Without weights of their own
        they take `time_weight`, if that has one number for every time.
    progress : bool, optional
        Whether to draw a bar on stderr. If not given: in long runs, if stderr is a terminal.

    Returns
    -------
    params : Params
        The trained weights.
    history : History
        Loss and norm of the gradient at each step, validation loss after each epoch.

    Raises
    ------
    TrainingDiverged
        As soon as the loss, the gradient or the weights are no longer finite, or the loss is a million times the first
        one (and above 1).
    ValueError, TypeError
        If shapes do not fit, a number is not finite, an array is complex, a count is not a positive whole number, or
        something is no optimiser, no generator, no activation, no loss, or neither True nor False.

    Examples
    --------
    >>> from rnnlib import SGD, identity
    >>> x = np.ones((2, 4, 1))
    >>> params, history = train(Params([[0.5]], [[0.5]], [[1.0]]), x, 2 * x, h=identity, optimiser=SGD(eta=0.05),
    ...                         epochs=10, batch_size=4, rng=np.random.default_rng(7))
    >>> history.loss.shape, bool(history.loss[-1] < history.loss[0] / 10)
    ((10,), True)
    """
    N = x.shape[1]
    _check(x, y, optimiser, batch_size, max_norm, progress)
    held_out = None if validation is None else _complete(validation, time_weight)
    options = {"h": h, "g": g, "loss": loss}
    params, memory = Params(*(weight.copy() for weight in params)), None
    journal, bar = Journal(x.dtype), Bar(epochs * -(-N // batch_size), progress)
    try:
        with np.errstate(all="ignore"):  # whatever is not finite, the journal finds
            for _ in range(epochs):
                for batch in minibatches(N, batch_size, rng):
                    weight = time_weight[:, batch] if np.ndim(time_weight) == 2 else time_weight
                    L, gradient = gradients(params, x[:, batch], y[:, batch], time_weight=weight, truncate=truncate,
                                            **options)
                    journal.note(L, gradient)
                    if max_norm is not None:
                        gradient = clip_by_norm(gradient, max_norm)
                    params, memory = _step(optimiser, params, gradient, memory)
                    journal.watch(params)
                    bar.advance(f"loss {L:.4g}")
                if held_out is not None:
                    journal.validation.append(_loss_of(params, *held_out, **options))
    finally:
        bar.close()
    return params, journal.history()


def _check(x, y, optimiser, batch_size, max_norm, progress):
    """Refuse data with gaps, and what is no optimiser, no size of a batch, no bound."""
    for name, array in ("x", x), ("y", y):
        if not np.isfinite(array).all():
            raise ValueError(f"{name} has an entry that is NaN or infinite; a network cannot be trained with it")
    if isinstance(optimiser, type) or not callable(optimiser):
        raise TypeError("optimiser must be SGD(eta=...), Adam(eta=...) or another function (params, gradient, memory) "
                        f"-> (params, memory), but {optimiser!r} came")
    if batch_size > x.shape[1]:
        raise ValueError(f"batch_size is {batch_size}, but x has only {x.shape[1]} sequences")
    if max_norm is not None:
        positive(max_norm, "max_norm")
    if not isinstance(progress, (bool, np.bool, type(None))):
        raise TypeError(f"progress must be True, False or None, but {progress!r} came")


def _complete(validation, time_weight):
    """Return the validation set as (x, y, time_weight)."""
    if not isinstance(validation, (tuple, list)) or len(validation) not in (2, 3):
        raise TypeError("validation must be (x, y) or (x, y, time_weight), but "
                        f"a {type(validation).__name__} {'of another length ' * hasattr(validation, '__len__')}came")
    if len(validation) == 2 and np.ndim(time_weight) == 2:
        raise ValueError("time_weight has numbers for every sequence of x, so those of validation need their own: "
                         "validation must be (x, y, time_weight)")
    return validation if len(validation) == 3 else (*validation, time_weight)


@shapes(params=WEIGHTS, x="T N d", y="T N e", time_weight="T | T N", real=True)
def _loss_of(params, x, y, time_weight=None, *, h, g, loss):
    """Return the loss without its gradient."""
    E = loss(forward(params, x, h=h, g=g).o[1:], y)
    return float((E.T if time_weight is None else E.T * time_weight.T).sum() / x.shape[1])


def _step(optimiser, params, gradient, memory):
    """Make a step, and see that the optimiser returned what it should."""
    result = optimiser(params, gradient, memory)
    if not isinstance(result, tuple) or len(result) != 2 or not isinstance(result[0], tuple):
        raise TypeError(f"optimiser must return (params, memory), but it returned a {type(result).__name__}")
    moved = [np.asarray(weight, old.dtype) for weight, old in zip(result[0], params, strict=True)]
    if [weight.shape for weight in moved] != [weight.shape for weight in params]:
        raise ValueError("optimiser must return weights of the shapes that it was given, "
                         f"but it made {', '.join(str(weight.shape) for weight in moved)}")
    return Params(*moved), result[1]
