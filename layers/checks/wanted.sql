-- The authorities to check, a row a province, with their number of projects.
-- Values: authority (code or null), area (code or null).
SELECT array_agg(a.id ORDER BY a.id) AS ids, coalesce(sum(n.projects), 0)::integer AS projects
FROM authority AS a
LEFT JOIN (
  SELECT s.authority_id, sum(s.count) AS projects FROM spending AS s GROUP BY s.authority_id
) AS n ON n.authority_id = a.id
WHERE (%(authority)s::text IS NULL OR a.id = (SELECT c.id FROM current_authority AS c WHERE c.code = %(authority)s))
  AND (%(area)s::text IS NULL
    OR a.province_code = %(area)s OR a.amphoe_code = %(area)s
    OR EXISTS (
      SELECT FROM authority_coverage AS c
      WHERE c.authority_id = a.id AND c.area_code LIKE %(area)s || '%%'
        AND c.valid_from <= current_date AND c.valid_to > current_date))
GROUP BY a.province_code
ORDER BY a.province_code
