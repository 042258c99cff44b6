#!/bin/sh
# In a container: the password from the environment, on a tmpfs, for this user alone.
set -eu
: "${SERVING_PASSWORD:?is not set: the password of the role helpdesk}"
umask 077
printf '"helpdesk" "%s"\n' "$SERVING_PASSWORD" >/run/pgbouncer/userlist.txt
unset SERVING_PASSWORD
exec pgbouncer --quiet /etc/pgbouncer/pgbouncer.ini
