"""Grade a class: what is asked, who handed in what, a sandbox to run it in, and pages to give back.

The process that runs a student's code never sees an expected value and never writes a grade.

Before      exercises (what a source asks for), submissions (what was handed in), library (what a sandbox may see)
The room    walls (bubblewrap), sandbox (limits); and in it inside, cells, plain, stand_in
The marks   asking (what goes in), judging (what comes out), marking (one student), examination (all of them)
After       gradebook (the table), feedback (for each student), class_page (for the lecturer), page (the HTML of both)
"""
