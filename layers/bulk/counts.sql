-- How many rows of a table are in which state, and what was made of their texts. Slot: rows. Values: table.
SELECT s.state, s.status, count(*)::integer AS rows FROM ({rows}) AS s GROUP BY s.state, s.status
