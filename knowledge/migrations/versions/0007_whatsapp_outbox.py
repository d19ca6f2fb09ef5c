"""Create the tables of what goes out on WhatsApp: the outbox, and the choices that were offered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "whatsapp_outbox",
        sa.Column("n", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("conversation", sa.String(80), nullable=False),
        sa.Column("answers", sa.String(255), nullable=True),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("unsure", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_owner", sa.String(40), nullable=True),
        sa.Column("last_error", sa.String(80), nullable=True),
        sa.Column("wamid", sa.String(255), nullable=True, index=True),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.UniqueConstraint("answers", "part", name="whatsapp_answered_once"),
    )
    op.create_index("whatsapp_outbox_due", "whatsapp_outbox", ["state", "next_at"])
    op.create_index("whatsapp_outbox_order", "whatsapp_outbox", ["conversation", "n"])
    op.create_table(
        "whatsapp_offered",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("conversation", sa.String(80), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reply", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_index("whatsapp_offered_newest", "whatsapp_offered", ["conversation", "newest"])


def downgrade() -> None:
    """Drop what ``upgrade`` made."""
    for table in ("whatsapp_offered", "whatsapp_outbox"):
        op.drop_table(table)
