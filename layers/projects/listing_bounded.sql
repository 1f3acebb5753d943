-- How many projects there are, counted no further than a bound. Slots: projects, which. Values: bound.
SELECT count(*) AS count FROM (SELECT FROM {projects} AS f WHERE {which} LIMIT %(bound)s) AS found
