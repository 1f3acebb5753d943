-- Photographs as the acting account may know them, in the order in which they were taken; `pins` counts the places that
-- were pinned from one. Slot: which.
SELECT
  p.id, p.project_id, p.phase, p.caption, p.width, p.height, p.uploaded_at, p.own, p.taken_on, p.shown, p.sha256,
  p.size_bytes, p.media_type, p.file_name, p.taken_at, p.taken_from, p.lat, p.lon, p.place_from, p.accuracy_m, p.heading,
  p.heading_magnetic, account_name(p.uploaded_by) AS by, p.withdrawn_at, account_name(p.withdrawn_by) AS withdrawn_by,
  p.withdrawn_reason, (SELECT count(*) FROM photo_place AS l WHERE l.photo_id = p.id)::integer AS pins
FROM visible_photo AS p
WHERE {which}
ORDER BY p.withdrawn_at IS NOT NULL, coalesce(p.taken_at, p.uploaded_at), p.id
