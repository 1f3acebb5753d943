-- What the acting account's seats have before them, one row a seat: numbers of projects by what they wait for.
-- A seat that supervises an area counts what is published there.
SELECT
  s.role, a.code AS authority_code, a.label_th AS authority, s.area_code, n.*
FROM acting_seats() AS s
LEFT JOIN current_authority AS a ON a.id = s.authority_id
CROSS JOIN LATERAL (
  SELECT
    count(*) FILTER (WHERE f.located = 'no' AND f.stage <> 'stopped')::integer AS unplaced,
    count(*) FILTER (WHERE f.stage = 'plan')::integer AS unapproved,
    count(*) FILTER (WHERE f.stage = 'approved')::integer AS uncontracted,
    count(*) FILTER (WHERE f.stage = 'contracted')::integer AS unpaid,
    count(*) FILTER (WHERE f.drift_over)::integer AS drifting,
    (SELECT count(*)::integer FROM standing_finding AS k WHERE k.authority_id = s.authority_id AND NOT k.settled) AS unchecked
  FROM visible_project AS f
  WHERE f.authority_id = s.authority_id
  HAVING s.authority_id IS NOT NULL
  UNION ALL
  SELECT coalesce(sum(p.count), 0)::integer, 0, 0, 0, (
    SELECT count(*)::integer FROM public_project AS f
    WHERE f.drift_m > (SELECT t.drift_m FROM setting AS t) AND NOT f.drift_settled
      AND (f.amphoe_code = s.area_code OR f.province_code = s.area_code)), (
    SELECT count(*)::integer FROM standing_finding AS k
    JOIN visible_project AS f ON f.project_id = k.project_id
    WHERE NOT k.settled AND (f.amphoe_code = s.area_code OR f.province_code = s.area_code))
  FROM spending AS p
  WHERE p.located = 'no' AND (p.amphoe_code = s.area_code OR p.province_code = s.area_code)
  HAVING s.area_code IS NOT NULL
  UNION ALL
  SELECT 0, 0, 0, 0, 0, (SELECT count(*)::integer FROM standing_finding AS k WHERE NOT k.settled)
  WHERE s.role = 'department'
) AS n
ORDER BY s.id
