-- What the places of a project tell together: the drift between them, whether it was settled, and who may see what.

-- The way from the part of one shape that lies farthest from another to the nearest of that other: sought at its
-- vertices and along it in a hundred steps; of a shape of thousands of vertices, at some five hundred of them.
CREATE FUNCTION farthest_way(one geometry, other geometry) RETURNS TABLE (part geometry, metres double precision)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1 SET search_path = public, pg_temp AS $$
  SELECT d.geom, ST_Distance(d.geom::geography, other::geography)
  FROM (
    SELECT p.geom, row_number() OVER () AS at, count(*) OVER () AS points
    FROM ST_DumpPoints(CASE
      WHEN ST_Dimension(one) = 0 THEN one
      ELSE ST_Segmentize(one, greatest(ST_Length(ST_Boundary(ST_Envelope(one))), ST_Length(one)) / 100) END) AS p
  ) AS d
  WHERE d.at % greatest(d.points / 500, 1) = 0
  ORDER BY 2 DESC
  LIMIT 1
$$;

-- How far one shape lies off another, in metres on the ellipsoid, and the line that is so long: of the two ways to measure it
-- the lesser, so that a point on a road, or a part of a road, has not drifted from the road. Of shapes of unlike
-- dimension the lesser is measured from the one of the lower. (One point and one point: their distance.)
CREATE FUNCTION drift_way(one geometry, other geometry) RETURNS TABLE (line geometry, metres double precision)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1 SET search_path = public, pg_temp AS $$
  SELECT ST_ShortestLine(w.part, w.target), w.metres
  FROM (
    SELECT f.part, other AS target, f.metres FROM farthest_way(one, other) AS f
    WHERE ST_Dimension(one) <= ST_Dimension(other)
    UNION ALL
    SELECT f.part, one, f.metres FROM farthest_way(other, one) AS f WHERE ST_Dimension(other) <= ST_Dimension(one)
  ) AS w
  ORDER BY w.metres
  LIMIT 1
$$;

-- The same in metres alone.
CREATE FUNCTION place_drift(one geometry, other geometry) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN GeometryType(one) = 'POINT' AND GeometryType(other) = 'POINT'
    THEN ST_Distance(one::geography, other::geography) ELSE (SELECT w.metres FROM drift_way(one, other) AS w) END
$$;

-- What the places in force of a project are, as one digest: the same shapes again are the same.
CREATE FUNCTION shapes_in_force(project bigint) RETURNS uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT md5(string_agg(l.phase || encode(ST_AsBinary(l.geom), 'hex'), ' ' ORDER BY l.phase))::uuid
  FROM location AS l WHERE l.project_id = project AND l.superseded_at IS NULL
$$;

-- The pairs of places in force of some projects, the earlier phase first, and the drift of each in metres. (The phases
-- come in the order against their alphabet.)
CREATE FUNCTION drift_pairs(wanted bigint[])
RETURNS TABLE (project_id bigint, earlier text, later text, drift_m real)
LANGUAGE sql STABLE SET search_path = public, pg_temp ROWS 100 AS $$
  SELECT b.project_id, a.phase, b.phase, round(place_drift(a.geom, b.geom)::numeric, 1)::real
  FROM unnest(wanted) AS w (id)
  JOIN location AS b ON b.project_id = w.id AND b.superseded_at IS NULL AND b.phase <> 'planned'
  JOIN location AS a ON a.project_id = b.project_id AND a.superseded_at IS NULL AND a.phase > b.phase
$$;

-- The greatest drift of some projects, and whether a reason was given for the shapes as they stand.
CREATE FUNCTION drifts_in_force(wanted bigint[])
RETURNS TABLE (project_id bigint, drift_m real, settled boolean)
LANGUAGE sql STABLE SET search_path = public, pg_temp ROWS 100 AS $$
  SELECT d.project_id, max(d.drift_m), EXISTS (
    SELECT FROM drift_settlement AS s
    WHERE s.project_id = d.project_id AND s.shapes = shapes_in_force(d.project_id))
  FROM drift_pairs(wanted) AS d
  GROUP BY d.project_id
$$;

-- A reason is given for what stands when it is given, whatever the asker says.
CREATE FUNCTION settle_what_stands() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT d.drift_m, shapes_in_force(NEW.project_id) INTO NEW.drift_m, NEW.shapes
  FROM drifts_in_force(ARRAY[NEW.project_id]) AS d;
  IF NEW.drift_m IS NULL THEN
    RAISE check_violation USING
      MESSAGE = format('project %s has no two places to differ', NEW.project_id), CONSTRAINT = 'nothing_drifts';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER settle_what_stands BEFORE INSERT ON drift_settlement
  FOR EACH ROW EXECUTE FUNCTION settle_what_stands();
CREATE TRIGGER touch_insert AFTER INSERT ON drift_settlement REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON drift_settlement REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION touch_project();

-- Another threshold makes every tile of projects another one.
CREATE FUNCTION bump_all_projects() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM bump_layers('projects');
  UPDATE region_version SET version = nextval('change_number') WHERE layer = 'projects';
  RETURN NULL;
END
$$;
CREATE TRIGGER bump_projects AFTER UPDATE ON setting FOR EACH STATEMENT EXECUTE FUNCTION bump_all_projects();

-- Places as the acting account may know them. Everybody: those in force of published projects, how and from which seat
-- they were recorded, and their grade. Its own seats and those that supervise them: also what was written, who wrote it, and
-- every place before. A view of the owner, since the first of these rows are not the asker's to read as they are.
CREATE VIEW visible_place AS
SELECT
  l.id, l.project_id, l.authority_id, l.phase, l.geom, l.crs, l.operation, l.method, l.accuracy_m, l.precision_m, l.repairs,
  l.grade, grade_reasons(l.method, l.accuracy_m, l.precision_m, l.crs, l.repairs, l.geom) AS grade_reasons,
  place_error_m(l.method, l.accuracy_m, l.precision_m, l.crs, l.geom) AS error_m,
  l.created_at, l.superseded_at, l.restores, o.own,
  CASE WHEN o.own THEN l.text_entered END AS text_entered, CASE WHEN o.own THEN l.evidence END AS evidence,
  CASE WHEN o.own THEN l.note END AS note, CASE WHEN o.own THEN l.created_by END AS created_by,
  (
    SELECT s.role FROM seat AS s
    WHERE s.account_id = l.created_by AND (s.authority_id = l.authority_id OR s.role = 'admin')
      AND s.valid_from <= l.created_at::date AND s.valid_to >= l.created_at::date
    ORDER BY s.role = 'admin', s.role
    LIMIT 1
  ) AS role
FROM location AS l
CROSS JOIN (SELECT visible_authorities() AS mine OFFSET 0) AS m
CROSS JOIN LATERAL (SELECT l.authority_id = ANY (m.mine) AS own) AS o
WHERE o.own OR (l.superseded_at IS NULL
  AND EXISTS (SELECT FROM project AS p WHERE p.id = l.project_id AND p.published));
GRANT SELECT ON visible_place TO eplan_portal;
