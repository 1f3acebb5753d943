-- Whether f comes after a project in the order. Slots: column, sign. Values: after (a project's id).
(f.{column}, f.project_id) {sign} (SELECT p.{column}, p.project_id FROM visible_project AS p WHERE p.project_id = %(after)s)
