"""The demonstration: Chiang Rai with invented authorities, projects and people, plainly marked as such.

The names, amounts and places are invented; the codes look like those of the Department of Local
Administration (DLA) but end in 9x, which no real one does. The same day and seed give the same content,
passwords aside.
"""
