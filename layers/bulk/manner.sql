-- The manner of a kept reading (e.value), which says so where it lies outside what is wanted or in no area; a fragment.
e.value ->> 'manner' || CASE
  WHEN (e.value ->> 'distance_m')::float8 > 0 OR e.value -> 'areas' = '[]' THEN '|outside' ELSE '' END
