"""The grammar of mistakes in a loop that trains: which gradient, clipped how, which step, which loss, how often."""

from itertools import chain

import numpy as np

from ..grammar import Slip, Slot
from .clipping_slips import norm
from .sets import average, shorter, total
from .truth import remembered_gradients

CHAPTER = "chapter 2, Downhill, and the four things that each step does, in question 6"
CLIPPED = Slot(
    lambda G, bound, eta: shorter(G, bound),
    [
        Slip("no-clipping", "the step is made with the gradient as it came, not with the clipped one",
             lambda G, bound, eta: G),
        Slip("clipped-each", "each matrix is clipped by its own norm",
             lambda G, bound, eta: [shorter([part], bound)[0] for part in G]),
        Slip("clipped-entries", "each entry is clipped by itself",
             lambda G, bound, eta: [np.clip(part, -bound, bound) for part in G]),
        Slip("clipped-always", "short gradients are stretched to max_norm as well",
             lambda G, bound, eta: [part * bound / norm(*G) for part in G]),
        Slip("clipped-after-eta", "eta times the gradient is clipped, not the gradient",
             lambda G, bound, eta: [part / eta for part in shorter([eta * part for part in G], bound)]),
        Slip("clipped-to-one", "the gradient is clipped to norm 1, whatever max_norm is",
             lambda G, bound, eta: shorter(G, 1.0)),
        Slip("clipped-twice", "long gradients are made shorter than max_norm",
             lambda G, bound, eta: [part * min(1, bound / norm(*G)) ** 2 for part in G]),
    ],
    1,
    "the section on clipping, and where the loop clips",
    ["Which of the two goes into the step: the gradient that came, or what clip returned?",
     "In one step of yours, print the norm of what goes into sgd_step. Is it ever above max_norm?"],
)
BOUND = Slot(
    lambda params, bound: params,
    [Slip("weights-clipped", "the weights are clipped after the update", shorter)],
    0, CLIPPED.reread, ["What grows too long in a bad step: the gradient, or the weights?"],
)
APART = Slot(
    lambda found, bound: found,
    [Slip("clipped-apart", "each sequence's gradient is clipped by itself, before the mean",
          lambda found, bound: [(L, shorter(G, bound)) for L, G in found])],
    0, CLIPPED.reread,
    ["Which of the two comes first in question 6: the mean, or the clipping?",
     "Two long gradients point in opposite directions. How long is their mean, if they are clipped before? If after?"],
)
MEAN = Slot(
    average,
    [
        Slip("batch-summed", "the gradients of a batch are added, not averaged",
             lambda found: (average(found)[0], total(found)[1])),
        Slip("batch-summed", "losses and gradients of a batch are added, not averaged",
             total),
        Slip("mean-of-entries", "the mean is taken over all entries of a matrix too: one number is left of each",
             lambda found: (average(found)[0], [np.mean(part) for part in average(found)[1]])),
        Slip("batch-last", "of a batch only the last sequence is used", lambda found: average(found[-1:])),
        Slip("batch-last", "of a batch only the last sequence's gradient is used",
             lambda found: (average(found)[0], average(found[-1:])[1])),
        Slip("batch-first", "of a batch only the first sequence is used", lambda found: average(found[:1])),
        Slip("loss-summed", "the losses of a batch are added, not averaged",
             lambda found: (total(found)[0], average(found)[1])),
        Slip("loss-of-one", "the loss is that of the last sequence of the batch",
             lambda found: (found[-1][0], average(found)[1])),
        Slip("loss-of-one", "the loss is that of the first sequence of the batch",
             lambda found: (found[0][0], average(found)[1])),
    ],
    1,
    "chapter 2, Downhill, the mean over a batch",
    ["With two equal sequences in a batch, should the step be longer than with one?",
     "The losses of a batch make one number and its gradients one Params: their mean over the sequences."],
    {"mean-of-entries": "Print the shapes of the mean. Over which axis does a mean go if you name none?"},
)
CHANGE = Slot(
    lambda G, eta, step, size: [-eta * part for part in G],
    [
        Slip("uphill", "the steps go uphill", lambda G, eta, step, size: [eta * part for part in G]),
        Slip("no-eta", "the learning rate is forgotten", lambda G, eta, step, size: [-part for part in G]),
        Slip("eta-halved", "the learning rate is halved", lambda G, eta, step, size: [-eta / 2 * part for part in G]),
        Slip("eta-falls", "the learning rate falls from step to step",
             lambda G, eta, step, size: [-eta / (step + 1) * part for part in G]),
        Slip("eta-doubled", "every step is made twice", lambda G, eta, step, size: [-2 * eta * part for part in G]),
        Slip("eta-shared", "the learning rate is divided by the size of the batch",
             lambda G, eta, step, size: [-eta / size * part for part in G]),
        Slip("no-step", "the weights never change", lambda G, eta, step, size: [0 * part for part in G]),
    ],
    1, "chapter 2, Downhill, the rule of the step", ["Follow one weight through one step, on paper."],
)
AT = Slot(
    lambda been: (been[-1], been[-1]),  # where the gradient is taken, and what is moved
    [
        Slip("stale", "every gradient is taken at the weights of the start", lambda been: (been[0], been[-1])),
        Slip("stale", "every gradient is taken at the weights of one step before",
             lambda been: (been[max(len(been) - 2, 0)], been[-1])),
        Slip("no-update", "every step begins again at the weights that came in", lambda been: (been[0], been[0])),
    ],
    1, CHAPTER, ["Which weights go into gradients in the second step? Are they those that the first step made?"],
    {"no-update": "What sgd_step returns has a name in your loop. Who reads that name in the next pass?"},
)
ORDER = Slot(
    lambda step, many: step,
    [
        Slip("same-batch", "every step uses the first batch", lambda step, many: 0),
        Slip("same-batch", "every step uses the last batch", lambda step, many: -1),
        Slip("other-order", "the batches come in the reverse order", lambda step, many: -1 - step),
        Slip("other-order", "the second batch comes first", lambda step, many: step + 1),
        Slip("other-order", "the batches run to and fro",
             lambda step, many: step % many if step // many % 2 == 0 else -1 - step % many),
    ],
    1, CHAPTER, ["Write down the batches' numbers for five steps and three batches: 0, 1, 2, 0, 1. And yours?"],
)
PACE = Slot(
    lambda batch: ([batch], np.mean),  # what makes a step each, and what is noted of their losses
    [
        Slip("each-sequence", "every sequence makes a step of its own",
             lambda batch: ([[one] for one in batch], np.mean)),
        Slip("each-sequence", "every sequence makes a step of its own, and the last one's loss is noted",
             lambda batch: ([[one] for one in batch], lambda losses: losses[-1])),
    ],
    1, "chapter 2, Downhill, the mean over a batch", ["How many steps belong to one batch?"],
)
GRADIENTS = Slot(
    lambda given: given.gradients,
    [Slip("other-gradients", "L and the gradient come from another function than the one handed in as gradients",
          lambda given: remembered_gradients)],
    1, CHAPTER, ["What does your loop do with its argument gradients? Hand in one that prints when it is called.",
                 "Whoever calls the loop chooses what is differentiated, and how. Which lines decide that in yours?"],
)
LOSS = Slot(
    lambda L, loss, been, batch, batches: L,
    [
        Slip("loss-after", "each loss is taken after the update",
             lambda L, loss, been, batch, batches: loss(been[-1], batch)),
        Slip("loss-of-all", "each loss is that of all sequences, not of the batch",
             lambda L, loss, been, batch, batches: loss(been[-2], [*chain(*batches)])),
        Slip("loss-of-all", "each loss is that of all sequences, after the update",
             lambda L, loss, been, batch, batches: loss(been[-1], [*chain(*batches)])),
        Slip("loss-per-time", "each loss is divided by the number of times",
             lambda L, loss, been, batch, batches: L / len(batch[0][0])),
        Slip("loss-root", "each loss is a root", lambda L, loss, been, batch, batches: np.sqrt(L)),
    ],
    1, CHAPTER, ["A gradient comes with the loss at the weights where it is taken. Which weights are these?"],
)
COUNT = Slot(
    lambda steps, many: steps,
    [
        Slip("one-step-less", "there is one step too few", lambda steps, many: steps - 1),
        Slip("one-step-more", "there is one step too many", lambda steps, many: steps + 1),
        Slip("epochs", "every step runs through all batches", lambda steps, many: steps * many),
        Slip("one-round", "each batch is used once only", lambda steps, many: many),
    ],
    0, CHAPTER, ["With steps = 1, how many updates do you make, and how many losses come back?"],
)
RETURNED = Slot(
    lambda been: been[-1],
    [
        Slip("untrained", "the weights that come back are those of the start", lambda been: been[0]),
        Slip("one-before-last", "the weights that come back miss the last update", lambda been: been[-2]),
        Slip("one-before-last", "the weights that come back are those after the first update", lambda been: been[1]),
    ],
    0, CHAPTER, ["Which name holds the newest weights, and which do you return?"],
)
LISTED = Slot(
    lambda losses, after: losses,
    [
        Slip("last-loss-added", "the loss after the last step is there as well",
             lambda losses, after: [*losses, after]),
        Slip("last-loss-only", "only the last loss comes back", lambda losses, after: losses[-1]),
        Slip("last-loss-only", "only the loss after the last step comes back", lambda losses, after: after),
        Slip("first-loss-missing", "the first loss is missing", lambda losses, after: losses[1:]),
        Slip("losses-added", "the losses are added up", lambda losses, after: np.sum(losses)),
        Slip("losses-added", "each loss has those before it added", lambda losses, after: np.cumsum(losses)),
        Slip("losses-averaged", "the losses are averaged", lambda losses, after: np.mean(losses)),
        Slip("losses-backwards", "the losses come in reverse order", lambda losses, after: losses[::-1]),
        Slip("losses-missing", "the list of losses is empty", lambda losses, after: []),
    ],
    0, CHAPTER, ["How many losses come back for how many steps, and which is the first?"],
)
TAU = Slot(
    lambda tau, T: tau,
    [
        Slip("no-truncation", "nothing is truncated", lambda tau, T: max(tau, T)),
        Slip("tau-other", "tau is 1, whatever was asked for", lambda tau, T: 1),
        Slip("tau-other", "tau is one too large", lambda tau, T: tau + 1),
        Slip("tau-other", "tau is one too small", lambda tau, T: max(tau - 1, 1)),
    ],
    1, "the definition of truncation", ["With which tau do you call gradients?"],
)
SLOTS = {"clip": CLIPPED, "bound": BOUND, "apart": APART, "mean": MEAN, "change": CHANGE, "at": AT,
         "order": ORDER, "pace": PACE, "gradients": GRADIENTS, "loss": LOSS,
         "count": COUNT, "returned": RETURNED, "listed": LISTED, "tau": TAU}
