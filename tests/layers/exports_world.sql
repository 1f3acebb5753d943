-- A small world to export: two provinces, three amphoe, two tambon, three authorities, 240 projects of every stage
-- over two years (drafts, unplaced and placeless ones among them), with texts that formats stumble over.
INSERT INTO area_edition (level, name, source, licence, valid_from)
SELECT level, 'ทดสอบ ๑', 'ผู้ทดสอบ & คณะ', 'CC BY 4.0', date '2019-02-18' FROM unnest(ARRAY['province', 'amphoe', 'tambon']) AS l (level);

INSERT INTO area (edition_id, level, code, name_th, name_en, geom)
SELECT e.id, e.level, v.code, 'พื้นที่ ' || v.code, 'Area ' || v.code,
  ST_Multi(ST_MakeEnvelope(v.x, v.y, v.x + v.size, v.y + v.size, 4326))
FROM (VALUES
  ('57', 99.0, 19.0, 1.0), ('58', 100.0, 19.0, 1.0), ('5701', 99.0, 19.0, 0.5), ('5702', 99.5, 19.0, 0.5),
  ('5801', 100.0, 19.0, 0.5), ('570101', 99.0, 19.0, 0.25), ('570201', 99.5, 19.0, 0.25)
) AS v (code, x, y, size)
JOIN area_edition AS e ON e.level = CASE length(v.code) WHEN 2 THEN 'province' WHEN 4 THEN 'amphoe' ELSE 'tambon' END;
SELECT cut_pieces(id), make_current(id) FROM area_edition;

INSERT INTO authority (type, name_th, name_en, province_code, amphoe_code, supervising_level, area_km2, office)
VALUES
  ('city', 'เทศบาลนครทดสอบ', 'Test City', '57', '5701', 'province', 60.85, 'SRID=4326;POINT(99.83 19.9)'),
  ('sao', 'อบต. "ทดสอบ", สอง', NULL, '57', '5702', 'amphoe', NULL, NULL),
  ('sao', 'อบต. ทดสอบสาม', NULL, '58', '5801', 'amphoe', 12, NULL);
INSERT INTO authority_code (authority_id, code)
SELECT id, (ARRAY['3570101', '6570201', '6580101'])[id] FROM authority;

INSERT INTO account (id, username, display_name) VALUES (200, 'engineer', 'นายช่าง'), (201, 'amphoe', 'ท้องถิ่นอำเภอ');
INSERT INTO seat (account_id, role, authority_id, area_code) VALUES
  (200, 'engineering', 1, NULL), (201, 'amphoe', NULL, '5702');

BEGIN;
INSERT INTO project (
  id, authority_id, fiscal_year, reference, title, programme, source, category, needs_place, no_place_reason,
  published, finished_on, stopped_on, stop_reason, note, is_demo)
SELECT
  i, 1 + i % 3, 2024 + i % 2, CASE WHEN i % 4 > 0 THEN '68-' || i END,
  CASE i
    WHEN 1 THEN '=HYPERLINK("http://example.org")'
    WHEN 2 THEN '+1 ถนน'
    WHEN 3 THEN '-ราง, "ระบายน้ำ"' || E'\nบรรทัดสอง'
    WHEN 4 THEN '@SUM(A1)'
    WHEN 5 THEN E'\tแท็บ'
    WHEN 6 THEN 'ลานกีฬา ๒๐ ม² – “ศูนย์ฯ” 🏀'
    WHEN 7 THEN repeat('ก่อสร้างถนนที่', 20)
    WHEN 8 THEN repeat('ก', 84) || 'ที่' || 'x'
    WHEN 9 THEN 'https://example.org/'
    WHEN 10 THEN '<b>&amp; ]]></b>'
    ELSE 'โครงการก่อสร้างถนน คสล. สายที่ ' || i
  END,
  CASE WHEN i % 5 > 0 THEN '00310' END, CASE WHEN i % 7 > 0 THEN 'ordinance' END,
  CASE WHEN i % 3 = 0 THEN 'road' ELSE 'other' END,
  i % 10 <> 0, CASE WHEN i % 10 = 0 THEN 'อบรม' END, i % 13 <> 12,
  CASE WHEN i % 6 = 5 THEN date '2025-09-01' END, CASE WHEN i % 17 = 0 THEN date '2025-08-01' END,
  CASE WHEN i % 17 = 0 THEN 'งบไม่พอ' END, CASE WHEN i % 8 = 0 THEN 'บันทึกภายใน ' || i END, i % 20 = 0
FROM generate_series(1, 240) AS i;

INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on)
SELECT id, authority_id, kind, (id * id * 7919 % 99999989 + 1) / 100.0 * share, '2025-01-15'
FROM project
JOIN (VALUES ('approval', 1.00, 1), ('contract', 0.90, 2), ('payment', 0.33, 3), ('payment', 0.31, 4)) AS v (kind, share, least)
  ON id % 6 >= least;

INSERT INTO location (project_id, authority_id, geom, method)
SELECT
  id, authority_id,
  CASE WHEN id % 25 = 1 THEN ST_MakeLine(ST_SetSRID(ST_MakePoint(99.1, 19.1), 4326), ST_SetSRID(ST_MakePoint(99.2, 19.2), 4326))
    ELSE ST_SetSRID(ST_MakePoint(99.0 + id * 0.0123456789 * 0.9, 19.05 + (id % 40) * 0.01), 4326) END,
  'map'
FROM project
WHERE needs_place AND id % 4 <> 2;
COMMIT;
