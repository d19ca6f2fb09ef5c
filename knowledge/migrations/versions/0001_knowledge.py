"""Create the knowledge tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create entries, examples, sources and the version row."""
    op.create_table(
        "knowledge_entry",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("topic", sa.String(80), nullable=False, index=True),
        sa.Column("audience", sa.String(10), nullable=False, index=True),
        sa.Column("act", sa.String(40), nullable=True, index=True),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("review_by", sa.String(10), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
    )
    op.create_table(
        "knowledge_example",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column(
            "entry_id",
            sa.String(80),
            sa.ForeignKey("knowledge_entry.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("repaired", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("is_question", sa.Integer(), nullable=False),
        sa.Column("encoder", sa.String(40), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "knowledge_source",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("published", sa.String(10), nullable=True),
    )
    op.create_table(
        "knowledge_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop what ``upgrade`` made."""
    for table in ("knowledge_version", "knowledge_source", "knowledge_example", "knowledge_entry"):
        op.drop_table(table)
