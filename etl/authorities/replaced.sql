-- Staged codes that were in force once and are not today: code, the day it ended, the code that followed it.
SELECT
  s.code, max(c.valid_to) AS ended,
  (SELECT n.code FROM authority_code AS n
   WHERE n.authority_id = min(c.authority_id) AND n.scheme = 'dla'
     AND n.valid_from <= current_date AND n.valid_to > current_date) AS followed_by
FROM staged_authority AS s
JOIN authority_code AS c ON c.scheme = 'dla' AND c.code = s.code
WHERE s.is_new
GROUP BY s.code
ORDER BY s.code
