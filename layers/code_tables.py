"""The code lists as tables of the database, so that its rules can refer to them."""

from typing import Any

from psycopg import Connection, sql

from layers.codes import categories, programmes, sources

UPSERT = sql.SQL("""
INSERT INTO {table} AS t (code, name_th, name_en, sort) VALUES (%s, %s, %s, %s)
ON CONFLICT (code) DO UPDATE SET name_th = excluded.name_th, name_en = excluded.name_en, sort = excluded.sort
WHERE (t.name_th, t.name_en, t.sort) IS DISTINCT FROM (excluded.name_th, excluded.name_en, excluded.sort)
""")


def sync(connection: Connection[Any]) -> None:
    """Bring the tables programme, source and category up to the lists that we ship; nothing is deleted."""
    for table, codes in (("programme", programmes()), ("source", sources()), ("category", categories())):
        rows = [(code.code, code.name_th, code.name_en, code.sort) for code in codes.values()]
        with connection.cursor() as cursor:
            cursor.executemany(UPSERT.format(table=sql.Identifier(table)), rows)
