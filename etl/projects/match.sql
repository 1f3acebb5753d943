-- Match the staged rows with the projects there are: each with its key, its digest, and the project that it is, or a
-- new number for one. A row is known again by its reference; without one by its title, and among equal titles by
-- their order, counted over all of the file so far. The digest's four parts (PostgreSQL's own hashes, the
-- same in every version) tell which of a known row's cells have
-- changed in the file since it was last loaded: what has not is left as it is now, whoever has changed it since.
-- In the order in which projects stand together.
INSERT INTO matched_project
SELECT
  k.*,
  p.id,
  coalesce(p.id, nextval('project_id_seq')),
  c.changed,
  c.changed AND left(c.was, 8) <> left(c.becomes, 8),
  c.changed AND substr(c.was, 9, 8) <> substr(c.becomes, 9, 8),
  c.changed AND substr(c.was, 17, 8) <> substr(c.becomes, 17, 8),
  c.changed AND substr(c.was, 25, 8) <> substr(c.becomes, 25, 8),
  c.changed AND k.geom IS NOT NULL AND NOT coalesce(ST_OrderingEquals(ST_SetSRID(k.geom, 4326), (
    SELECT l.geom FROM (
      SELECT id, geom FROM location
      WHERE project_id = p.id AND superseded_at IS NULL AND phase = 'planned' AND method = 'file' AND restores IS NULL
      UNION ALL
      SELECT id, geom FROM location
      WHERE project_id = p.id AND superseded_at IS NOT NULL AND phase = 'planned' AND method = 'file' AND restores IS NULL
    ) AS l
    ORDER BY l.id DESC LIMIT 1)), false)
FROM (
  SELECT
    s.*,
    s.key || CASE WHEN s.reference IS NULL THEN ':' || s.nth ELSE '' END AS source_key,
    (lpad(to_hex(hash_record_extended(ROW(s.reference, s.title, s.programme, s.source, s.category, s.needs_place,
        s.no_place_reason, s.approved_on, s.contracted_on, s.paid_on, s.contractor, s.document, s.finished_on, s.note,
        s.geom::bytea), 0) & 4294967295), 8, '0')
      || lpad(to_hex(coalesce(hash_numeric(s.approved), 1)), 8, '0')
      || lpad(to_hex(coalesce(hash_numeric(s.contracted), 1)), 8, '0')
      || lpad(to_hex(coalesce(hash_numeric(s.paid), 1)), 8, '0'))::uuid AS source_hash
  FROM (
    SELECT
      s.*, b.key,
      coalesce(l.nth, 0) + row_number() OVER (PARTITION BY s.authority_id, s.fiscal_year, b.key ORDER BY s.row) AS nth
    FROM staged_project AS s
    CROSS JOIN LATERAL (
      SELECT coalesce('reference:' || s.reference, 'title:' || md5(s.title)) AS key
    ) AS b
    CROSS JOIN LATERAL (
      SELECT max(l.nth) AS nth FROM loaded_key AS l
      WHERE l.authority_id = s.authority_id AND l.fiscal_year = s.fiscal_year AND l.key = b.key
    ) AS l
  ) AS s
) AS k
LEFT JOIN LATERAL (
  SELECT p.id, p.source_hash FROM project AS p
  WHERE p.authority_id = k.authority_id AND p.fiscal_year = k.fiscal_year AND p.source_key = k.source_key
  OFFSET 0
) AS p ON true
CROSS JOIN LATERAL (
  SELECT
    p.id IS NOT NULL AND p.source_hash IS DISTINCT FROM k.source_hash AS changed,
    replace(coalesce(p.source_hash, k.source_hash)::text, '-', '') AS was,
    replace(k.source_hash::text, '-', '') AS becomes
) AS c
ORDER BY k.authority_id, k.fiscal_year, k.key, k.row
