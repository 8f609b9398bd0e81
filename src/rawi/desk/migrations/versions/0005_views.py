"""A view for people: who says what, where and when, as it now stands."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WHO_SAYS_WHAT = """\
CREATE VIEW who_says_what AS
SELECT c.page_id, c.claim_id, p.published, p.outlet, p.agency, p.author, c.source, c.kind, c.named, c.stance, c.text,
       c.state, p.title, p.url, p.origin
FROM current_claims AS c JOIN pages AS p ON p.id = c.page_id"""


def upgrade() -> None:
    """Make the view."""
    op.execute(WHO_SAYS_WHAT)


def downgrade() -> None:
    """Take it away."""
    op.execute("DROP VIEW who_says_what")
