"""`quotes archive`: many articles, read once each by many readers, and what is said in them as tables.

The input is cut into numbered parts (`plan`). Ray gives each part to a reader (`run`), which reads its articles
(`reading`) and writes them as a file of each form (`output`). A part whose files are there is done: that is all that a
run which was broken off needs to know to go on. Nothing outside this package imports it unless it is asked for.
"""
