-- How many findings stand, open and settled, by rule, of the projects that are asked for. Slot: which (on f).
SELECT s.rule, count(*) FILTER (WHERE NOT s.settled)::integer AS open, count(*) FILTER (WHERE s.settled)::integer AS settled
FROM standing_finding AS s
JOIN visible_project AS f ON f.project_id = s.project_id
WHERE {which}
GROUP BY s.rule
