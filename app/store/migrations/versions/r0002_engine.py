"""Lists, points, vouchers, tasks; pauses, channels and gates of journeys; what a person should know about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add what is new; nothing that is there is changed."""
    _columns()
    _lists()
    _points()
    _vouchers()
    _tasks()
    _incidents()


def _columns() -> None:
    op.add_column("journeys", sa.Column("paused_at", sa.BigInteger(), nullable=True))
    op.add_column("journeys", sa.Column("paused_why", sa.Text(), server_default="", nullable=False))
    op.add_column("journeys", sa.Column("resumed_at", sa.BigInteger(), nullable=True))
    op.add_column("members", sa.Column("value", sa.Text(), nullable=True))
    op.add_column("contents", sa.Column("channel", sa.String(), server_default="mail", nullable=False))
    op.add_column("contents", sa.Column("gate", sa.Text(), server_default="{}", nullable=False))
    op.add_column("outbox", sa.Column("late", sa.BigInteger(), nullable=True))
    in_trouble = sa.text("state IN ('held', 'refused', 'uncertain')")
    op.create_index(
        "ix_outbox_trouble",
        "outbox",
        ["state", "id"],
        unique=False,
        sqlite_where=in_trouble,
        postgresql_where=in_trouble,
    )


def _lists() -> None:
    op.create_table(
        "lists",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lists")),
    )
    op.create_table(
        "list_members",
        sa.Column("contact_id", _ID, nullable=False),
        sa.Column("list_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _contact("list_members"),
        sa.PrimaryKeyConstraint("contact_id", "list_id", name=op.f("pk_list_members")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_list_members_list", "list_members", ["list_id"], unique=False)


def _points() -> None:
    op.create_table(
        "points",
        sa.Column("id", _ID, nullable=False),
        sa.Column("contact_id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("remaining", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        _contact("points"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points")),
    )
    op.create_index("ix_points_contact", "points", ["contact_id", "expires_at"], unique=False)


def _vouchers() -> None:
    op.create_table(
        "voucher_pools",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_pools")),
    )
    op.create_table(
        "vouchers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("pool_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("enrollment_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pool_id"], ["voucher_pools.id"], name=op.f("fk_vouchers_pool_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint("pool_id", "code", name=op.f("uq_vouchers_pool_id_code")),
        sa.UniqueConstraint(
            "enrollment_id", "step", "visit", name=op.f("uq_vouchers_enrollment_id_step_visit")
        ),
    )
    op.create_index(
        "ix_vouchers_free",
        "vouchers",
        ["pool_id", "id"],
        unique=False,
        sqlite_where=sa.text("given_at IS NULL"),
        postgresql_where=sa.text("given_at IS NULL"),
    )
    op.create_index(
        "ix_vouchers_contact",
        "vouchers",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("contact_id", _ID, nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("owner", sa.String(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("lock_until", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        _contact("tasks"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("enrollment_id", "step", "visit", name=op.f("uq_tasks_enrollment_id_step_visit")),
    )
    op.create_index("ix_tasks_contact", "tasks", ["contact_id", "lock_until"], unique=False)


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("journey_id", sa.String(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index("ix_incidents_at", "incidents", ["at"], unique=False)


def _contact(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["contact_id"], ["contacts.id"], name=op.f(f"fk_{table}_contact_id"), ondelete="CASCADE"
    )
