"""Everything an installation cannot make anew, as one directory, and back from it.

    NAME/database.dump   PostgreSQL's custom format
    NAME/files/...       what people sent each other
    NAME/manifest.json   rows and contents of every table, and the wall between companies
    NAME/checksums.txt   sha256 of all of them, as `sha256sum -c` reads it

`manage.py backup` makes one, `manage.py restore` puts it into an empty database and proves that it
is the same. docs/operations.md says when and how often.
"""
