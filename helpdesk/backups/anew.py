"""What must not go on as if nothing had happened since the backup was made."""

import psycopg

from .taking import Say

# Clients that saw more than the backup has drop what they hold and read afresh.
EPOCH = "UPDATE chat_logepoch SET value = gen_random_uuid()"
# It may have been sent since: nobody sends it again but a person who looked (docs: Mail).
MAIL = """
UPDATE feedback_outgoingmail
SET state = 'unknown', problem = 'not_taken', claimed_at = coalesce(claimed_at, now())
WHERE state IN ('queued', 'sending')"""
# Who signed out since, or lost the right to be in, must not be in again.
SESSIONS = "DELETE FROM django_session"


def begin(connection: psycopg.Connection, say: Say) -> None:
    """Call while row-level security is not there yet, so that it reaches every company."""
    connection.execute(EPOCH)
    held = connection.execute(MAIL).rowcount
    ended = connection.execute(SESSIONS).rowcount
    say(f"new epoch of the log; {held} queued mails wait for a person; {ended} sessions ended")
