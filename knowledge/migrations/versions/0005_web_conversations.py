"""Create the tables of conversations on the website, and of what people say of answers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "web_conversation",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("last_active_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "web_message",
        sa.Column(
            "conversation",
            sa.String(80),
            sa.ForeignKey("web_conversation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("n", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("client_id", sa.String(80), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("conversation", "client_id", name="web_message_once"),
    )
    op.create_table(
        "answer_feedback",
        sa.Column("reply", sa.String(64), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False, index=True),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
    )


def downgrade() -> None:
    """Drop what ``upgrade`` made."""
    for table in ("answer_feedback", "web_message", "web_conversation"):
        op.drop_table(table)
