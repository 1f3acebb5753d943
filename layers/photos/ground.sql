-- What a project's pictures are held against beside its places: its years and days. Value: project.
SELECT
  f.fiscal_year, p.finished_on, p.procurement,
  min(e.occurred_on) FILTER (WHERE e.kind = 'contract' AND e.amount > 0) AS contract_on,
  min(e.occurred_on) FILTER (WHERE e.kind = 'payment' AND e.amount > 0) AS payment_on
FROM visible_project AS f
JOIN project AS p ON p.id = f.project_id
LEFT JOIN money_event AS e ON e.project_id = f.project_id
WHERE f.project_id = %(project)s
GROUP BY f.fiscal_year, p.finished_on, p.procurement
