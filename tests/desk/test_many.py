"""One statement for however many numbers: on each database."""

from __future__ import annotations

from sqlalchemy import delete, select

from rawi.desk import many
from rawi.desk.together import looking, naming
from rawi.desk.together.tables import holders, propositions, stories
from rawi.desk.transactions import write


def test_more_numbers_than_a_statement_takes_parameters(desk):
    terms = {(1 << 62) + 7 * n: n % 5 + 1 for n in range(2000)}
    write(desk.engine, lambda connection: looking.hold(connection, terms))
    with desk.reading() as connection:
        assert looking.held(connection, [*terms, 3]) == terms
        assert looking.held(connection, []) == {}
        query = select(holders.c.term).where(many.among(connection, holders.c.term, "terms"))
        for asked in ([1 << 62, (1 << 62) + 7], [], [(1 << 62) + 14, 5, -1]):
            rows = connection.execute(query, {"terms": many.numbers(connection, iter(asked))}).scalars()
            assert sorted(rows) == [number for number in asked if number in terms]


def test_a_statement_is_put_together_once(desk):
    made = []

    @many.once
    def statement(connection):
        made.append(1)
        return select(holders.c.term)

    with desk.reading() as connection:
        assert statement(connection) is statement(connection)
    assert made == [1]


def test_a_name_is_never_given_again(desk):
    row = {
        "text": None, "pages": 0, "outlets": 0, "supporting": 0, "denying": 0, "conflicts": "", "disputed": False,
        "unsure": False,
    }  # fmt: skip

    def put(connection, count):
        names = naming.new_names(connection, count)
        if names:
            connection.execute(propositions.insert(), [row | {"id": name} for name in names])
        return names

    first = write(desk.engine, lambda connection: put(connection, 3))
    assert len(set(first)) == 3
    assert first == sorted(first)
    write(desk.engine, lambda connection: connection.execute(delete(propositions)))
    second = write(desk.engine, lambda connection: put(connection, 2))
    assert min(second) > max(first)
    assert write(desk.engine, lambda connection: put(connection, 0)) == []
    given = write(desk.engine, lambda connection: connection.execute(stories.insert().values(
        pages=0, propositions=0, disputed=0, names=[]
    ).returning(stories.c.id)).scalar_one())  # fmt: skip
    assert given > 0
