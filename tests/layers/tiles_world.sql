-- Projects in clusters around twelve villages; every tenth a draft, every seventh without a place, two at the edge of
-- tiles and one outside every area. Slot: count.
CREATE TEMPORARY TABLE drawn ON COMMIT DROP AS
SELECT
  n AS id, (SELECT array_agg(id ORDER BY id) FROM authority) [1 + n % 4] AS authority_id, 2022 + n % 4 AS fiscal_year,
  n % 10 <> 0 AS published, n % 7 <> 0 AS has_place,
  (ARRAY['00310', '00210', '00320', NULL])[1 + n % 4] AS programme,
  (ARRAY['ordinance', 'accumulated', NULL])[1 + n % 3] AS source,
  (ARRAY['road', 'drain', 'building', 'water-supply', 'other'])[1 + n % 5] AS category, n % 6 AS stage,
  (n * 977 % 100000) / 7.0 + 1000 AS amount,
  CASE n
    WHEN 1 THEN ST_MakePoint(99.140625, 19.3)
    WHEN 2 THEN ST_MakePoint(99.31640625, 19.1)
    WHEN 3 THEN ST_MakePoint(140.0, -10.0)
    ELSE ST_MakePoint(
      99 + (n % 12) / 12.0 + ((n * 7919) % 1000) / 1000.0 * 0.04, 19.02 + (n * 104729 % 997) / 997.0 * 0.2)
  END AS point
FROM generate_series(1, :count) AS n;
INSERT INTO project (
  id, authority_id, fiscal_year, published, title, reference, programme, source, category, finished_on, stopped_on,
  stop_reason, note, needs_place, procurement)
SELECT
  id, authority_id, fiscal_year, published, 'โครงการก่อสร้างถนน สายที่ ' || id, 'R-' || id, programme, source, category,
  CASE WHEN stage = 4 THEN date '2025-05-01' END, CASE WHEN stage = 5 THEN date '2025-05-01' END,
  CASE WHEN stage = 5 THEN 'น้ำท่วม' END, 'บันทึกภายใน-ลับ', true, true
FROM drawn;
INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on)
SELECT d.id, d.authority_id, k.kind, round(d.amount * k.part, 2), '2025-01-01'
FROM drawn AS d
CROSS JOIN (VALUES ('approval', 1.0, 1), ('contract', 0.9, 2), ('payment', 0.5, 3)) AS k (kind, part, least)
WHERE d.stage >= k.least;
INSERT INTO location (project_id, authority_id, geom, method, text_entered)
SELECT id, authority_id, ST_SetSRID(point, 4326), 'map', 'ข้อความลับของพิกัด' FROM drawn WHERE has_place
