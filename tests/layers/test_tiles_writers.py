"""Writers who move projects between the same cells wait for each other, and the kept cells stay exact."""

from concurrent.futures import ThreadPoolExecutor

from geo.database import Database
from layers.projects.place import Place
from layers.projects.places import save_place
from tests.layers.pin_world import ENGINEER, Owner, add_account, add_authority, add_project

HERE, THERE = Place(19.1, 99.1), Place(19.6, 100.4)
WRITERS, MOVES = 4, 12


def test_opposite_moves_never_lock_each_other_out(database_url: str, owner: Owner) -> None:
    authority = add_authority(owner, "อบต.", "6570001")
    add_account(owner, ENGINEER, authority)
    projects = [add_project(owner, authority, approved="1.00") for _ in range(WRITERS)]
    database = Database(database_url, size=WRITERS).open()

    def wander(number: int) -> None:
        known: int | None = None
        for step in range(MOVES):
            place = HERE if (step + number) % 2 else THERE
            with database.acting(ENGINEER) as connection:
                known = save_place(connection, projects[number], place, known)[0].id

    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(wander, number) for number in range(WRITERS)]:
            done.result()
    database.close()
    kept = owner.execute(
        "SELECT x, y, sum(approved) AS n, sum(approved_satang) AS satang FROM project_cell "
        "WHERE level = 15 AND facet = '' GROUP BY x, y HAVING sum(approved) <> 0 ORDER BY x, y"
    ).fetchall()
    true = owner.execute(
        "SELECT cell_x AS x, cell_y AS y, count(*) AS n, sum(approved) * 100 AS satang FROM project_fact "
        "GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()
    assert kept == true
