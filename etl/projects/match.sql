-- Every staged row with its key, its digest, and the project that it is, or a new number for one.
-- A row is known again by its reference; without one by its title, and among equal titles by their order.
CREATE TEMPORARY TABLE matched_project ON COMMIT DROP AS
SELECT
  k.*,
  p.id AS known_id,
  coalesce(p.id, nextval('project_id_seq')) AS id,
  p.source_hash AS known_hash,
  p.id IS NOT NULL AND p.source_hash IS DISTINCT FROM k.source_hash AS changed
FROM (
  SELECT
    s.*,
    CASE WHEN s.reference IS NOT NULL THEN 'reference:' || s.reference
      ELSE 'title:' || md5(s.title) || ':' || row_number() OVER (
        PARTITION BY s.authority_id, s.fiscal_year, s.reference, s.title ORDER BY s.row)
    END AS source_key,
    md5(ROW(s.reference, s.title, s.programme, s.source, s.category, s.needs_place, s.no_place_reason,
      s.approved, s.approved_on, s.contracted, s.contracted_on, s.paid, s.paid_on, s.contractor, s.document,
      s.finished_on, s.note, s.geom)::text)::uuid AS source_hash
  FROM staged_project AS s
) AS k
LEFT JOIN project AS p USING (authority_id, fiscal_year, source_key)
ORDER BY k.authority_id, k.fiscal_year, k.source_key
