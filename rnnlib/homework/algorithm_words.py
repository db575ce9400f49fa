"""What to say of answers to homework 3 that no known mistake explains, or that cannot be compared.

Each key has what was found and the hints, from weak to strong; {detail} is what the finding adds.
"""

from .words import TROUBLES

ALGORITHM_TROUBLES = TROUBLES | {
    "raises": ("It stopped with an error. {detail}.",
               ["Write the shape of every factor beside that line, for these sizes; and for an index, its range.",
                "Print the shapes before that line, and call report.example.call with your function."]),
    "raises-unless-square": ("It runs if all sizes are equal, and fails if they differ. {detail}.",
                             ["Where an axis of one size meets one of another, equal sizes hide it.",
                              "Write the shape of every factor beside that line, in letters and not in numbers."]),
    "nan": ("Its result holds NaN or infinity, in {detail}.",
            ["Row 0 of a run is NaN but for the state: nothing else exists at time 0. Does your loop read it?",
             "Print range(...) for T = 4, and beside every t the rows that the pass reads."]),
    "parts": ("It returned {detail}.", ["Compare what stands after return with the question, comma by comma."]),
    "transposed": ("Rows and columns are exchanged: {detail}.",
                   ["The derivative of a number by a matrix has that matrix's shape.",
                    "Row index k belongs to what is moved, column index l to what the weight multiplies."]),
    "shape": ("Its result has another shape: {detail}.",
              ["The derivative of a number by a matrix has that matrix's shape. What comes first, U, W or V?",
               "Write beside every factor of the line that makes this part its shape, in letters."]),
    "few-digits": ("It is right to about {detail} digits only.",
                   ["A formula gives all digits. Did you nudge, or leave float64 on the way?"]),
}

ONLY_THERE = {
    "T = 1": "With T = 1 nothing is carried from one time to another. Look at the lines that do that.",
    "alpha = 1": "With alpha = 1 nothing of the old state is kept. Look at every place where alpha stands, or should.",
    "h = identity": "If h is the identity, its slope is 1 everywhere. Look at every place where h' stands, or should.",
    "g = identity": "If g is the identity, its slope is 1 everywhere. Look at every place where g' stands, or should.",
    "no s_0 given": "If no s_0 is given, it is zero. Which of your lines should hear of it?",
    "N = 1": "With one sequence, sums and means over sequences are the same. Where do you take which?",
    "all sizes equal": "If all sizes are equal, a wrong axis raises no error. Write every factor's shape in letters.",
}
WHERE_WITH_HINTS = {
    "all-zero": ("All derivatives are zero.", ["Is what you return what you added to?"]),
    "right-only-if": ("It is right for the networks with {detail}, and wrong for all others.",
                      ["What in your lines is true only there?"]),
    "clipped": ("It is clipped: {detail}.",
                ["Clipping belongs to the training loop. Here the exact gradient is wanted.",
                 "Return the gradient as it is, and clip in the line that calls your function."]),
    "constant-factor": ("Everything that is wrong is {detail} times what it should be.",
                        ["Where does that number come from?"]),
    "factor-of-sizes": ("What is wrong is wrong by one factor, and by another one in each network.",
                        ["Which number differs between networks? Is there a mean or a sum too many?"]),
    "factor-of-row": ("Each row of what is wrong has a factor of its own.",
                      ["What belongs to the row is what is moved: a slope, or what comes from the error."]),
    "factor-of-column": ("Each column of what is wrong has a factor of its own.",
                         ["What belongs to the column is what the weight multiplies: an input or a state."]),
    "wrong-L": ("The gradient is right, and L is not.",
                ["L is the sum of all E_t. Over which rows, and over which axes, do you add?"]),
    "wrong-V": ("Only dL/dV is wrong. So what goes back from the outputs to the states is right.",
                ["The derivative by V needs nothing from later times. Which two factors meet there?"]),
    "wrong-U": ("Only dL/dU is wrong. So the derivatives of L by a_t are right: dL/dW uses the same.",
                ["What does U multiply at time t? Look at the one line that makes this part."]),
    "wrong-W": ("Only dL/dW is wrong. So the derivatives of L by a_t are right: dL/dU uses the same.",
                ["What does W multiply at time t? Look at the one line that makes this part."]),
    "wrong-UW": ("Only dL/dU and dL/dW are wrong. So the errors and the slopes g' are right, and what is wrong lies "
                 "between the output and a_t: the way through V, the slopes h', or what is carried back.",
                 ["Take T = 1, where nothing is carried. Is it right there?",
                  "Compute dL/ds_T alone, and compare with complex_step. Then dL/ds_t of the time before."]),
    "wrong-UV": ("Only dL/dU and dL/dV are wrong. So the derivatives of L by a_t are right: dL/dW uses them.",
                 ["Two lines make these two parts. Look at what stands in them, and at which time."]),
    "wrong-WV": ("Only dL/dW and dL/dV are wrong. So the derivatives of L by a_t are right: dL/dU uses them.",
                 ["Two lines make these two parts. Which states do they read, and at which time?"]),
    "wrong-at-output": ("All parts of the gradient are wrong, and with T = 1 they follow rightly from one mistake: in "
                        "what the errors send to b_t.",
                        ["The derivative of E_t by b_t has two factors. Compute each alone, and compare with "
                         "complex_step."]),
    "unknown": ("The shapes are right and the numbers are not.",
                ["Take T = 1 and n = d = e = 1, and write the gradient in full. Compare part by part.",
                 "Compare the derivatives of E_t by b_t, then of L by s_T, then by a_T, with complex_step: which is "
                 "the first to be wrong?"]),
}
STATE_WITH_HINTS = {
    **{key: WHERE_WITH_HINTS[key] for key in ("all-zero", "right-only-if", "constant-factor", "factor-of-sizes")},
    "wrong-U": ("Only ds_T/dU is wrong. So z is right: ds_T/dW uses the same.",
                ["Compare the two lines that add, factor by factor. How does each of the two sums start?"]),
    "wrong-W": ("Only ds_T/dW is wrong. So z is right: ds_T/dU uses the same.",
                ["Compare the two lines that add, factor by factor. How does each of the two sums start?"]),
    "unknown": ("The shapes are right and the numbers are not.",
                ["Take T = 1: what must come out, and what does?",
                 "Write out z and both sums after every pass, for T = 2, and compare with (3)."]),
}

WHERE = {key: says for key, (says, _) in WHERE_WITH_HINTS.items()}
WHERE_STATE = {key: says for key, (says, _) in STATE_WITH_HINTS.items()}
HINTS = dict([*WHERE_WITH_HINTS.values(), *STATE_WITH_HINTS.values()])
