-- The ways to read rows that wait for a choice: how many of them, and how many of all that could, by the manner.
-- Slots: rows, manner. Values: table.
SELECT m.manner, count(DISTINCT s.line)::integer AS rows
FROM ({rows}) AS s
CROSS JOIN LATERAL (
  SELECT DISTINCT {manner} AS manner FROM jsonb_array_elements(s.readings) AS e) AS m
WHERE s.state = 'choose'
GROUP BY m.manner
ORDER BY rows DESC, m.manner
LIMIT 8
