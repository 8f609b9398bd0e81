"""The queue: runs, jobs with the ways by which their bytes came, failures."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "runs",
        sa.Column("id", ID, nullable=False),
        sa.Column("sign", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("sign", name=op.f("uq_runs_sign")),
        comment="Who is adding pages just now; rows of runs that died are taken away by the next one.",
        sqlite_autoincrement=True,
    )
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("page_id", ID),
        sa.Column("queued", sa.Text(), nullable=False),
        sa.Column("queued_by", ID, nullable=False),
        sa.Column("run_id", ID),
        sa.Column("crashes", sa.Integer(), nullable=False),
        sa.Column("setbacks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_jobs_page_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_jobs_run_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("sha256", name=op.f("uq_jobs_sha256")),
        comment="Pages that wait to be read, or are being read.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_jobs_run_id_setbacks_id"), "jobs", ["run_id", "setbacks", "id"])
    op.create_index(op.f("ix_jobs_queued_by"), "jobs", ["queued_by"])
    op.create_index(op.f("ix_jobs_page_id"), "jobs", ["page_id"])
    op.create_table(
        "job_captures",
        sa.Column("id", ID, nullable=False),
        sa.Column("job_id", ID, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("captured", sa.Text()),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.Column("charset", sa.Text()),
        sa.Column("is_text", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_job_captures_job_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_captures")),
        sa.UniqueConstraint("job_id", "origin", name=op.f("uq_job_captures_job_id_origin")),
        comment="Each way by which the bytes of a waiting page came, as in captures.",
    )
    op.create_table(
        "failures",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text()),
        sa.Column("page_id", ID),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("path", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("captures", sa.JSON(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("rawi", sa.Text(), nullable=False),
        sa.Column("queued_by", ID, nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_failures_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
        sa.UniqueConstraint("key", name=op.f("uq_failures_key")),
        comment="What was not read, why, and what can be done.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_failures_queued_by"), "failures", ["queued_by"])
    op.create_index(op.f("ix_failures_page_id"), "failures", ["page_id"])


def downgrade() -> None:
    """Take them away."""
    for table in ("failures", "job_captures", "jobs", "runs"):
        op.drop_table(table)
