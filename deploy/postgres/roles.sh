#!/bin/sh
# Run once, by the image of PostgreSQL when its data directory is empty: the owner of the tables, the
# role that serves (row-level security binds it) and the one that reads for backups.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
    --set=owner="$OWNER_PASSWORD" --set=serving="$SERVING_PASSWORD" --set=backup="$BACKUP_PASSWORD" <<'SQL'
CREATE ROLE helpdesk_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE helpdesk LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'serving';
CREATE ROLE helpdesk_backup LOGIN NOSUPERUSER BYPASSRLS PASSWORD :'backup';
GRANT pg_read_all_data TO helpdesk_backup;
CREATE DATABASE helpdesk OWNER helpdesk_owner;
SQL
