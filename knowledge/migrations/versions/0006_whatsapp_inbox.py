"""Create the tables of what comes in on WhatsApp."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "whatsapp_person",
        sa.Column("conversation", sa.String(80), primary_key=True),
        sa.Column("greeted", sa.Boolean(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("busy_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("busy_owner", sa.String(40), nullable=True),
    )
    op.create_table(
        "whatsapp_alias",
        sa.Column("alias", sa.String(64), primary_key=True),
        _person(),
    )
    op.create_table(
        "whatsapp_inbox",
        sa.Column("n", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("once", sa.String(64), nullable=False, unique=True),
        _person(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
    )
    op.create_index("whatsapp_inbox_due", "whatsapp_inbox", ["state", "next_at"])


def downgrade() -> None:
    """Drop what ``upgrade`` made."""
    for table in ("whatsapp_inbox", "whatsapp_alias", "whatsapp_person"):
        op.drop_table(table)


def _person() -> sa.Column:
    person = sa.ForeignKey("whatsapp_person.conversation", ondelete="CASCADE")
    return sa.Column("conversation", sa.String(80), person, nullable=False, index=True)
