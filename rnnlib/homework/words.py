"""What to say of a diagnosis: what was found and the hints, one after the other; {detail} is what the finding adds."""

FAILURES = "nan", "raises"  # on some networks only, they may be what a known mistake does there
UNEQUAL = {"unequal sizes": "all sizes are equal", "e different from n": "e = n", "d different from n": "d = n",
           "e different from n and from 1": "e = n or e = 1",
           "d different from n and from 1": "d = n or d = 1"}  # where a wrong axis shows, and where it hides
ORDINALS = "First", "Second", "Third"
SIZES_OF_1 = "every size 1"


FINISHED = "Does the loop finish? How far in does return stand?"
NEVER_ADDED = "Or is nothing ever added to the zeros? Does the loop make a pass at all?"
ALPHA = "Or is it alpha, once more or once less than it should be?"
COMPUTED = "Or is it something computed from the data, such as a length?"

TROUBLES = {
    "not-written": ("It is not written yet: it returns None.", []),
    "no-return": ("It computes something, and returns None.",
                  ["Is there a line with return? And is it reached?"]),
    "none": ("It returned None in some cases and something in others.",
             ["Does every path through your function end in a return?"]),
    "no-function": ("What came is {detail}, but a function is wanted.",
                    ["Pass the function by its name, without brackets: do not call it."]),
    "signature": ("It cannot be called with the arguments that the question names. {detail}.",
                  ["Keep the line that begins with def as it was given, with its arguments in that order."]),
    "raises": ("It stopped with an error. {detail}.",
               ["Write the shape of every factor beside that line, for these sizes.",
                "report.example.call calls your function as the check did: print the shapes before that line."]),
    "raises-unless-square": ("Where {detail}.",
                             ["Where an axis of one size meets one of another, equal sizes hide it.",
                              "Write the shape of every factor beside that line, in letters and not in numbers."]),
    "exits": ("It asked Python to exit.", ["A function hands its result back by return."]),
    "too-slow": ("It was stopped because it took too long. Sizes here are below 7.",
                 ["Which loop does not end? Look at the variable that its condition depends on."]),
    "changes-arguments": ("It changed its argument {detail}, which belongs to the caller.",
                          ["Look for +=, *= or an assignment into an argument; a slice of an array is no copy.",
                           "Make a new array instead, for instance by a = a + b."]),
    "changes-its-answer": ("Called twice with the same arguments, it gave two answers.",
                           ["Does it use random numbers, or a variable from outside that it also changes?",
                            "A list or an array as default value of an argument is made once, and then kept."]),
    "ragged": ("It returned lists of different lengths, which make no array.",
               ["Give every row the same number of entries, zeros included."]),
    "parts": ("It returned {detail}.", ["One array is wanted. Which of these is it? Look after return, for commas."]),
    "no-numbers": ("It returned {detail}, not an array of numbers.", ["What type has the value after return?"]),
    "complex": ("It returned complex numbers.", ["A complex step ends with taking the imaginary part."]),
    "integers": ("It returned whole numbers: what came after the decimal point is lost.",
                 ["How was the array made that you write into? Its type stays what it was at the beginning.",
                  "Make it of floating numbers: np.zeros does so by itself, np.zeros_like takes the other's type."]),
    "nan": ("Its result holds NaN or infinity{detail}.",
            ["Do you divide by something that may be zero, such as a weight?",
             "Or does it use an array made by np.empty, which it does not fill?"]),
    "shape": ("It returned {detail}.",
              ["Write beside every factor of your last line its shape, in letters.",
               "What is differentiated gives the first axes, what it is differentiated by the last ones."]),
    "few-digits": ("It is right to about {detail} digits only.",
                   ["A formula gives all digits. Did you nudge, or leave float64 on the way?"]),
}

INVARIANTS = {
    "all-zero": ("All entries are zero.", ["Is the array that you return the one that you filled?", NEVER_ADDED]),
    "right-only-if": ("It is right in the cases with {detail}, and wrong in all others.",
                      ["What in your lines is true only there?"]),
    "right-in-part": ("It is right where index {detail}, and wrong elsewhere.",
                      ["What do your lines treat differently there? Look at the ends of every range.", FINISHED]),
    "extra-entries": ("Entries that must be zero are not; the others are {detail}.",
                      ["Name one of them by its indices. Which of your lines writes there?"]),
    "missing-entries": ("Entries that must not be zero are; the others are {detail}.",
                        ["Which entries does your function never reach? Look at the ends of every range."]),
    "constant-factor": ("Every entry is {detail} times what it should be.",
                        ["Everything is right but a number in front. Where does it come from?"]),
    "factor-of-sizes": ("Every entry is wrong by one factor, and another in each case.",
                        ["Which number differs between them, T or another size? Is there a mean or a sum too many?",
                         COMPUTED]),
    "values": ("The zeros are in place; the other entries are wrong.", []),
    "unknown": ("The shape is right and the entries are not.", []),
}
WORDS = TROUBLES | INVARIANTS
PARTS = {  # what answers made of several arrays need besides
    "parts": ("It returned {detail}.", ["Compare what stands after return with the question, comma by comma."]),
    "parts-exchanged": ("It returned {detail}.", ["Which of them comes first?"]),
    "transposed": ("Rows and columns are exchanged. It returned {detail}.",
                   ["The derivative of a number by a matrix has that matrix's shape.",
                    "Row index k belongs to what is moved, column index l to what the weight multiplies."]),
    "factor-of-each": ("Each of these is wrong by a factor of its own, the same for all its entries: {detail}.",
                       ["Everything is right but a number in front. Where does it come from?"]),
    "all-zero": ("Everything that is wrong is zero.",
                 ["Is the array that you return the one that you filled?", NEVER_ADDED]),
    "constant-factor": ("Everything that is wrong is {detail} times what it should be.",
                        ["Everything is right but a number in front. Where does it come from?"]),
    "factor-of-sizes": ("Everything that is wrong is wrong by one factor, and by another one in each case.",
                        ["Which number differs between them? Is there a mean or a sum too many?", COMPUTED]),
    "right-but-for": ("Only {detail} came out wrong.", []),
    "shape": ("It returned {detail}.",
              ["The derivative of a number by a matrix has that matrix's shape. What comes first, U, W or V?",
               "Write beside every factor of the line that makes this part its shape, in letters."]),
    "unknown": ("The shapes are right and the numbers are not.", []),
}
ROW_0 = ("Its result holds NaN or infinity{detail}.",  # for those who run the network themselves
         ["Row 0 of x, a, b and o is NaN, on purpose. Which row of which array do you read at time 1, and "
          "does your loop come to time 0?",
          "Print range(...) for T = 4, and beside every t the rows that the pass reads."])


def exactly(mistakes, where=""):
    """Say which mistakes explain the numbers that came, given (slot name, slip, names of parts) for each of them."""
    your = f"{where} your" if where else "Your"
    if len(mistakes) == 1:
        ((_, slip, parts),) = mistakes
        numbers = f"{your} numbers for {listed(parts)}" if parts else f"{your} numbers"
        return f"{numbers} are exactly those of an answer in which {slip.found}."
    each = [f"{which}, in {listed(parts)}: {slip.found}." if parts else f"{which}, {slip.found}."
            for which, (_, slip, parts) in zip(ORDINALS, mistakes)]
    count = {2: "two", 3: "three"}[len(mistakes)]
    return f"{your} numbers are exactly those of an answer in which {count} things are wrong. {' '.join(each)}"


def listed(words):
    """Join words by commas and an and."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
