-- How many published projects there are, from the sums kept by authority, place and year. Slot: which.
SELECT coalesce(sum(f.count), 0)::bigint AS count FROM spending AS f WHERE {which}
