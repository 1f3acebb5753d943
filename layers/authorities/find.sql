-- The authority that has a code today, with what it covers today: one row, or none.
-- Values: code.
SELECT
  a.id, a.code, a.type, a.name_th, a.name_en, a.province_code, a.amphoe_code, a.supervising_level,
  a.area_km2::float8 AS area_km2, ST_X(a.office) AS lon, ST_Y(a.office) AS lat, a.office_note,
  a.boundary_quality, a.boundary_source, a.is_demo,
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('area_code', c.area_code, 'extent', c.extent, 'source', c.source)
      ORDER BY c.area_code)
    FROM authority_coverage AS c
    WHERE c.authority_id = a.id AND c.valid_from <= current_date AND c.valid_to > current_date
  ), '[]') AS covers
FROM current_authority AS a
WHERE a.code = %(code)s
