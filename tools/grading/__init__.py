"""Grade a class: what is asked, who handed in what, a sandbox to run it in, and pages to give back.

    exercises    what a source notebook asks for, with its points
    submissions  the notebooks that were handed in, and the cells of each
    library      the library as a sandbox sees it: without checkers, and without what an exercise asks for
    sandbox      a closed room for one submission, with limits
    inside       what runs in that room
    cells        which cells a student's functions need
    plain        arrays as text, on their way in and out
    marking      sends the arguments in, judges what comes out
    pages        feedback for each student, and one page for the class
    gradebook    the table of grades

The process that runs a student's code never sees an expected value and never writes a grade.
"""
