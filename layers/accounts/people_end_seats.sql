-- End today the seats that an account holds. Value: username.
UPDATE seat AS s SET valid_to = current_date
FROM account AS a
WHERE a.id = s.account_id AND a.username = %(username)s AND s.valid_to > current_date AND a.id <> 1
