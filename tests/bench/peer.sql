-- The peer's table: the placed projects that everybody may see, with the attributes of our tiles, indexed as
-- tipg's manual asks.
DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;
CREATE TABLE peer.projects AS
SELECT
  p.project_id AS id, p.reference, p.title, p.fiscal_year + 543 AS fiscal_year, p.stage, p.category,
  a.code AS authority_code, a.name_th AS authority_name, p.approved, p.contracted, p.paid, p.point AS geom
FROM public_project AS p
LEFT JOIN current_authority AS a ON a.id = p.authority_id
WHERE p.point IS NOT NULL;
ALTER TABLE peer.projects ADD PRIMARY KEY (id);
CREATE INDEX ON peer.projects USING gist (geom);
VACUUM (ANALYZE) peer.projects;
