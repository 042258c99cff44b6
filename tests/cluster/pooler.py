"""PgBouncer as deploy/ has it, before the PostgreSQL of one VAR."""

from pathlib import Path

from helpdesk.services import postgres_roles as roles
from helpdesk.services.postgres import Postgres
from helpdesk.services.postgres_user import unprivileged_user
from helpdesk.services.process import ROOT

from .programs import program

SHIPPED = ROOT / "deploy" / "pgbouncer" / "pool.ini"  # transaction mode, and what goes with it
HERE = """\
[databases]
{database} = host={directory} dbname={database}
[pgbouncer]
listen_addr = {address}
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {users}
"""


def pgbouncer(var: Path, postgres: Postgres, address: str, port: int) -> list[str]:
    """Its command. It refuses to run as root, and PostgreSQL lets nobody near but its own user."""
    users, file = var / "users.txt", var / "pgbouncer.ini"
    users.write_text(f'"{roles.SERVING}" ""\n')
    here = HERE.format(
        database=roles.DATABASE,
        directory=postgres.socket_directory,
        address=address,
        port=port,
        users=users,
    )
    file.write_text(here + SHIPPED.read_text())
    account = unprivileged_user(postgres.data)
    return [program("pgbouncer"), *(["-u", account] if account else []), str(file)]
