"""Which migrations this code knows of."""

from django.db.migrations.loader import MigrationLoader

Migration = tuple[str, str]  # app and name


def known_migrations(loader: MigrationLoader) -> set[Migration]:
    """As a file, or as what a file stands for."""
    files = loader.disk_migrations
    return {*files, *(old for migration in files.values() for old in migration.replaces)}
