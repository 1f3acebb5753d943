-- End the standing findings that the rules found no more, or of other facts; a pair's with either of its projects.
-- Values: rules and grouped (those of them about many projects) (codes), authorities (ids).
UPDATE finding AS f SET gone_at = transaction_timestamp()
WHERE f.gone_at IS NULL AND f.rule = ANY (%(rules)s::text[])
  AND (
    f.id IN (
      SELECT s.id FROM finding AS s
      WHERE s.gone_at IS NULL AND s.authority_id = ANY (%(authorities)s::integer[]) AND s.rule = ANY (%(grouped)s::text[])
      UNION ALL
      SELECT s.id FROM checked AS c JOIN finding AS s ON s.project_id = c.id AND s.gone_at IS NULL
      WHERE c.asked AND s.rule <> ALL (%(grouped)s::text[])
      UNION ALL
      SELECT s.id FROM checked AS c JOIN finding AS s ON s.other_id = c.id AND s.gone_at IS NULL
      WHERE c.asked))
  AND NOT EXISTS (
    SELECT FROM found AS n
    WHERE n.rule = f.rule AND n.project_id = f.project_id AND n.basis = f.basis
      AND n.other_id IS NOT DISTINCT FROM f.other_id)
