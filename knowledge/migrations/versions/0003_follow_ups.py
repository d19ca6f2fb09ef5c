"""Questions that follow an entry: the column ``after`` of the examples."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("knowledge_example", sa.Column("after", sa.String(80), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("knowledge_example", "after")
