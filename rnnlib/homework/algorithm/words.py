"""What to say of a diagnosis in homework 3, and what a special network tells if an answer is right there only."""

from ..words import ROW_0

SPECIAL = {
    "T = 1": "With T = 1 nothing is carried from one time to another. Look at the lines that do that.",
    "alpha = 1": "With alpha = 1 nothing of the old state is kept. Look at every place where alpha stands, or should.",
    "h = identity": "If h is the identity, its slope is 1 everywhere. Look at every place where h' stands, or should.",
    "g = identity": "If g is the identity, its slope is 1 everywhere. Look at every place where g' stands, or should.",
    "no s_0 given": "If no s_0 is given, it is zero. Which of your lines should hear of it?",
    "N = 1": "With one sequence, sums and means over sequences are the same. Where do you take which?",
    "all sizes equal": "If all sizes are equal, a wrong axis raises no error. Write every factor's shape in letters.",
}
OF_ROWS_AND_COLUMNS = {
    "k": "Each row of what is wrong has a factor of its own. What belongs to the row is what is moved: a slope, or "
         "what comes from the error.",
    "l": "Each column of what is wrong has a factor of its own. What belongs to the column is what the weight "
         "multiplies: an input or a state.",
}
LAST = "x of the data has T rows, x of a run has T + 1. Which of the two gives you T?"
TROUBLES = {
    "no-pass": ("With T = 1 it returned {detail}. So your loop makes no pass there, and where T is larger it leaves "
                "out a time.", ["Which times does your loop visit if T = 1, and which if T = 3?", LAST]),
    "nan": ROW_0,
    "raises": ("It stopped with an error. {detail}.",
               ["Write the shape of every factor beside that line, for these sizes; and for an index, its range.",
                "Print the shapes before that line, and call report.example.call with your function."]),
}
GRADIENT = TROUBLES | {
    "loss-not-summed": ("It returned {detail}.",
                        ["L is one number. Which axes has what you return, and is the sum taken over all of them?"]),
    "clipped": ("It is clipped: {detail}.",
                ["Clipping belongs to the training loop. Here the exact gradient is wanted.",
                 "Return the gradient as it is, and clip in the line that calls your function."]),
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
STATE = TROUBLES | {
    "shape": ("It returned {detail}.",
              ["The derivative of a vector by a matrix has three axes: the vector's first, then the matrix's.",
               "Write beside every factor of the line that makes this part its shape, in letters."]),
    "wrong-U": ("Only ds_T/dU is wrong. So z is right: ds_T/dW uses the same.",
                ["Compare the two lines that add, factor by factor. How does each of the two sums start?"]),
    "wrong-W": ("Only ds_T/dW is wrong. So z is right: ds_T/dU uses the same.",
                ["Compare the two lines that add, factor by factor. How does each of the two sums start?"]),
    "unknown": ("The shapes are right and the numbers are not.",
                ["Take T = 1: what must come out, and what does?",
                 "Write out z and both sums after every pass, for T = 2, and compare with (3)."]),
}
