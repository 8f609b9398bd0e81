"""The migrations make the tables that the metadata say, from nothing and from every older state."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from rawi.desk import engine, schema


def differences(connection) -> list:
    context = MigrationContext.configure(
        connection,
        opts={
            "include_object": lambda thing, name, *rest: not schema.UNMANAGED.fullmatch(name or ""),
            "compare_type": True,
            "compare_server_default": True,
        },
    )
    return compare_metadata(context, schema.metadata)


def test_migrations_make_what_the_metadata_say(desk):
    with desk.reading() as connection:
        assert differences(connection) == []
        for table in schema.metadata.sorted_tables:  # what Alembic does not compare
            found = inspect(connection)
            assert set(found.get_pk_constraint(table.name)["constrained_columns"]) == set(
                table.primary_key.columns.keys()
            )
            told = {
                (tuple(k["constrained_columns"]), k["referred_table"], (k["options"].get("ondelete") or "").upper())
                for k in found.get_foreign_keys(table.name)
            }
            assert told == {
                (tuple(k.columns.keys()), k.referred_table.name, (k.ondelete or "").upper())
                for k in table.foreign_key_constraints
            }, table.name
            assert {c["name"]: c["nullable"] for c in found.get_columns(table.name)} == {
                c.name: bool(c.nullable) for c in table.c
            }, table.name
        assert set(schema.VIEWS) <= set(inspect(connection).get_view_names())


def test_a_difference_would_be_seen(desk):
    with desk.writing() as connection:
        connection.execute(text("ALTER TABLE pages ADD COLUMN strange TEXT"))
        connection.execute(text("CREATE TABLE stranger (id INTEGER)"))
    with desk.reading() as connection:
        found = differences(connection)
    assert {d[0] for d in found} == {"remove_column", "remove_table"}


def test_numbers_follow_one_another():
    assert schema.revisions() == tuple(f"{n:04}" for n in range(1, len(schema.revisions()) + 1))


@pytest.mark.parametrize("start", schema.revisions())
def test_upgrade_from_every_older_state(where, originals, start):
    made = create_engine(
        where.replace("postgresql:", "postgresql+psycopg:") if "://" in where else f"sqlite:///{where}"
    )
    with made.begin() as connection:
        schema.upgrade(connection, start)
        connection.execute(text("INSERT INTO meta (key, value) VALUES ('format', 'rawi-desk/1'), ('rawi', '0.0.1')"))
        assert schema.found(connection) == start
    made.dispose()
    upgraded = engine.open_engine(where, create=False)
    with engine.reading(upgraded) as connection:
        assert schema.found(connection) == schema.head()
        assert differences(connection) == []
        facts = engine.get_meta(connection)
        assert facts["rawi"] == (engine.VERSION if start != schema.head() else "0.0.1")
    upgraded.dispose()


def test_views_for_people(filled):
    with filled.reading() as connection:
        rows = connection.execute(text("SELECT * FROM who_says_what ORDER BY claim_id")).mappings().all()
        said = [row for row in rows if row["source"]]
    assert {row["outlet"] for row in rows} == {"نهج", "صدى الرملة"}
    assert all(row["text"] in filled.get(row["page_id"]).page.text or " … " in row["text"] for row in rows)
    assert "ماهر الزين" in " ".join(row["source"] for row in said)
