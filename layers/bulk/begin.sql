-- Begin a table; returns its id. Values: name, columns, place_columns, keyed, phase, within, crs.
INSERT INTO bulk_table (name, columns, place_columns, keyed, phase, within, crs)
VALUES (%(name)s, %(columns)s, %(place_columns)s, %(keyed)s, %(phase)s, %(within)s, %(crs)s)
RETURNING id
