from tests.support.deaths import parents_first

TABLE = """\
PID                 PPID                COMMAND
31000               30990               /sbin/docker-init -- gunicorn ocr.web.app
31010               31000               python gunicorn ocr.web.app
412                 31010               python gunicorn ocr.web.app
32001               31010               python -m ocr.decoder
"""


def test_a_parent_comes_before_its_child_though_the_numbers_began_again() -> None:
    assert parents_first(TABLE, "gunicorn") == [31010, 412]


def test_of_alike_children_the_lower_number_is_first() -> None:
    table = "PID PPID COMMAND\n20 5 nginx: worker process\n10 5 nginx: worker process\n5 1 nginx: master process\n"

    assert parents_first(table, "nginx: worker") == [10, 20]
