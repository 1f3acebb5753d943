-- The road works among the projects looked at, with the shapes of their places, for one transaction.
CREATE TEMPORARY TABLE checked_road ON COMMIT DROP AS
SELECT c.id, c.authority_id, c.fiscal_year, c.published, c.asked, p.finished_on, l.geom
FROM checked AS c
JOIN location AS l ON l.id = c.location_id
JOIN project AS p ON p.id = c.id
WHERE c.category IN ('road', 'farm-road') AND c.stage <> 'stopped'
