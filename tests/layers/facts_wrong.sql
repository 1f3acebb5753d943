-- Facts that are not what project, money_event and location say, told in the plainest way; none when all is well.
WITH placed AS (
  SELECT DISTINCT ON (l.project_id) l.project_id, l.id, l.phase, l.grade, place_point(l.geom) AS point
  FROM location AS l
  WHERE l.superseded_at IS NULL
  ORDER BY l.project_id, array_position(ARRAY['as_built', 'contracted', 'planned'], l.phase)
),
tambon AS (
  SELECT p.project_id, min(a.code) AS code
  FROM placed AS p JOIN current_area AS a ON a.level = 'tambon' AND ST_Intersects(a.geom, p.point)
  GROUP BY p.project_id
),
amphoe AS (
  SELECT p.project_id, coalesce(left(t.code, 4), min(a.code)) AS code
  FROM placed AS p
  LEFT JOIN tambon AS t USING (project_id)
  LEFT JOIN current_area AS a ON a.level = 'amphoe' AND ST_Intersects(a.geom, p.point)
  GROUP BY p.project_id, t.code
),
province AS (
  SELECT p.project_id, coalesce(left(d.code, 2), min(a.code)) AS code
  FROM placed AS p
  JOIN amphoe AS d USING (project_id)
  LEFT JOIN current_area AS a ON a.level = 'province' AND ST_Intersects(a.geom, p.point)
  GROUP BY p.project_id, d.code
),
money AS (
  SELECT
    p.id AS project_id,
    coalesce((SELECT sum(amount) FROM money_event WHERE project_id = p.id AND kind = 'approval'), 0) AS approved,
    coalesce((SELECT sum(amount) FROM money_event WHERE project_id = p.id AND kind = 'contract'), 0) AS contracted,
    coalesce((SELECT sum(amount) FROM money_event WHERE project_id = p.id AND kind = 'payment'), 0) AS paid
  FROM project AS p
),
truth AS (
  SELECT
    p.id AS project_id, p.authority_id, p.fiscal_year, p.published,
    CASE
      WHEN p.stopped_on IS NOT NULL THEN 'stopped' WHEN p.finished_on IS NOT NULL THEN 'finished'
      WHEN m.paid > 0 THEN 'paying' WHEN m.contracted > 0 THEN 'contracted'
      WHEN m.approved > 0 THEN 'approved' ELSE 'plan' END AS stage,
    p.programme, p.source, p.category,
    CASE WHEN l.id IS NOT NULL THEN 'yes' WHEN p.needs_place THEN 'no' ELSE 'not-needed' END AS located,
    v.code IS NOT NULL AS in_area,
    coalesce(v.code, a.province_code) AS province_code,
    CASE WHEN v.code IS NULL THEN a.amphoe_code ELSE d.code END AS amphoe_code,
    t.code AS tambon_code,
    m.approved, m.contracted, m.paid, ST_AsText(l.point) AS point,
    floor((ST_X(l.point) + 180) / 360 * 2 ^ 15)::integer AS cell_x,
    floor((pi() - ln(tan(pi() / 4 + radians(ST_Y(l.point)) / 2))) / pi() / 2 * 2 ^ 15)::integer AS cell_y,
    l.id AS location_id, l.phase, p.reference, p.title, p.is_demo, p.procurement, l.grade,
    (SELECT max(round(place_drift(x.geom, y.geom)::numeric, 1)::real)
     FROM location AS x JOIN location AS y ON y.project_id = x.project_id AND y.phase <> x.phase
     WHERE x.project_id = p.id AND x.superseded_at IS NULL AND y.superseded_at IS NULL) AS drift_m,
    EXISTS (
      SELECT FROM drift_settlement AS s
      WHERE s.project_id = p.id AND s.shapes = (
        SELECT md5(string_agg(x.phase || encode(ST_AsBinary(x.geom), 'hex'), ' ' ORDER BY x.phase))::uuid
        FROM location AS x WHERE x.project_id = p.id AND x.superseded_at IS NULL)) AS drift_settled
  FROM project AS p
  JOIN authority AS a ON a.id = p.authority_id
  JOIN money AS m ON m.project_id = p.id
  LEFT JOIN placed AS l ON l.project_id = p.id
  LEFT JOIN tambon AS t ON t.project_id = p.id
  LEFT JOIN amphoe AS d ON d.project_id = p.id
  LEFT JOIN province AS v ON v.project_id = p.id
),
facts AS (
  SELECT
    project_id, authority_id, fiscal_year, published, stage, programme, source, category, located, in_area,
    province_code, amphoe_code, tambon_code, approved, contracted, paid, ST_AsText(point), cell_x, cell_y,
    location_id, phase, reference, title, is_demo, procurement, grade, drift_m, drift_settled
  FROM project_fact
)
SELECT to_jsonb(w) AS wrong
FROM ((TABLE facts EXCEPT TABLE truth) UNION ALL (TABLE truth EXCEPT TABLE facts)) AS w
