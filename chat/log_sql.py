"""What PostgreSQL is told to append to the logs of conversations: see `chat.log`, which says it.

Its plan is made once a connection, for whichever company comes first. So that it reads one row for
a row everywhere, rows are looked up one by one (`LATERAL` and `LIMIT 1`): joined, PostgreSQL reads
all of a company where the first one had few.
"""

import re

PREVIEW_LENGTH = 160
NUDGE_S, CHECK_S = 60, 300  # first steps of the ladder where the company has not set its own

LOCK = """
SELECT 1 FROM unnest(%s::bigint[]) AS wanted(id), LATERAL (
    SELECT 1 FROM chat_conversation c WHERE c.id = wanted.id LIMIT 1 FOR NO KEY UPDATE
) AS locked
"""  # in the order given

# What stands for a message of files alone, where there is room for one line.
NO_WORDS = "'📎 ' || (data->'attachments'->0->>'name')"

# A statement of its own: it must see what was committed while the locks above were waited for.
# A visitor may write into a conversation that is not closed, an operator into an open one of
# theirs; anything else is left out here and is for the careful way (`chat.actions`).
APPEND = """
WITH incoming AS (
    SELECT * FROM ROWS FROM (json_to_recordset((%s)::json) AS (
        conversation_id bigint, client_id uuid, kind text, author text, body text, member_id bigint,
        author_name text, author_photo text, data jsonb, is_public boolean
    )) WITH ORDINALITY AS i(conversation_id, client_id, kind, author, body, member_id,
                            author_name, author_photo, data, is_public, ord)
), stored AS (
    SELECT i.ord, e.seq, e.public_seq, e.at,
           e.kind = i.kind AND e.author = i.author
           AND e.member_id IS NOT DISTINCT FROM i.member_id AS same_sender
    FROM incoming i, LATERAL (
        SELECT * FROM chat_entry e
        WHERE e.conversation_id = i.conversation_id AND e.client_id = i.client_id LIMIT 1
    ) AS e
), fresh AS (
    SELECT i.*, c.place, statement_timestamp() AS at,
           c.last_seq + row_number() OVER w AS seq,
           CASE WHEN i.is_public
                THEN c.last_public_seq + count(*) FILTER (WHERE i.is_public) OVER w
           END AS public_seq
    FROM incoming i, LATERAL (
        SELECT c.*, c.ctid AS place FROM chat_conversation c
        WHERE c.id = i.conversation_id LIMIT 1
    ) AS c
    WHERE NOT EXISTS (SELECT 1 FROM stored s WHERE s.ord = i.ord)
      AND CASE
            WHEN i.kind <> 'message' THEN true
            WHEN i.author = 'visitor' THEN c.status <> 'closed'
            WHEN i.author = 'operator' THEN c.status = 'open' AND c.operator_id = i.member_id
            ELSE true
          END
    WINDOW w AS (PARTITION BY i.conversation_id ORDER BY i.ord)
), inserted AS (
    INSERT INTO chat_entry (tenant_id, conversation_id, seq, public_seq, client_id, kind, author,
                            member_id, author_name, author_photo, body, data, at)
    SELECT current_setting('app.tenant_id')::bigint, conversation_id, seq, public_seq, client_id,
           kind, author, member_id, author_name, author_photo, body, data, at
    FROM fresh
), summed AS (
    SELECT place, conversation_id, max(seq) AS last_seq, max(public_seq) AS last_public_seq,
           count(*) FILTER (WHERE kind = 'message' AND author = 'visitor') AS visitor_messages,
           -- "Please explain" is a question, too.
           max(ord) FILTER (WHERE author = 'visitor' AND (
               kind = 'message' OR data->>'signal' = 'explain')) AS asked,
           max(ord) FILTER (WHERE kind = 'message' AND author = 'operator') AS answered,
           (array_agg(left(coalesce(nullif(body, ''), {no_words}), %s) ORDER BY ord DESC)
                FILTER (WHERE kind = 'message' AND author <> 'automatic'))[1] AS preview,
           (array_agg(author ORDER BY ord DESC)
                FILTER (WHERE kind = 'message' AND author <> 'automatic'))[1] AS preview_author
    FROM fresh GROUP BY place, conversation_id
), rolled AS (
    UPDATE chat_conversation c SET
        last_seq = s.last_seq,
        last_public_seq = coalesce(s.last_public_seq, c.last_public_seq),
        visitor_messages = c.visitor_messages + s.visitor_messages,
        changed_at = statement_timestamp(),
        preview = coalesce(s.preview, c.preview),
        preview_author = coalesce(s.preview_author, c.preview_author),
        -- Who is silent now, and since when: the next step of the ladder is counted from there.
        (situation_at, step, due_at, snoozed_until) = (
            SELECT CASE WHEN turned.to_what IS NULL THEN c.situation_at
                        ELSE statement_timestamp() END,
                   CASE WHEN turned.to_what IS NULL THEN c.step ELSE 0 END,
                   CASE turned.to_what
                       WHEN 'customer waits' THEN statement_timestamp() + make_interval(
                           secs => coalesce((t.ladder->>'nudge')::int, %s))
                       WHEN 'customer is asked' THEN statement_timestamp() + make_interval(
                           secs => coalesce((t.ladder->>'check')::int, %s))
                       ELSE c.due_at
                   END,
                   CASE WHEN s.asked IS NULL THEN c.snoozed_until END
            FROM tenants_tenant t, LATERAL (SELECT CASE
                WHEN s.asked > coalesce(s.answered, 0) AND c.status = 'open'
                     AND (c.waiting_since IS NULL OR s.answered IS NOT NULL) THEN 'customer waits'
                WHEN s.answered > coalesce(s.asked, 0) THEN 'customer is asked'
            END AS to_what) AS turned
            WHERE t.id = c.tenant_id
        ),
        waiting_since = CASE
            WHEN s.asked > coalesce(s.answered, 0) THEN
                CASE WHEN s.answered IS NULL THEN coalesce(c.waiting_since, statement_timestamp())
                     ELSE statement_timestamp() END
            WHEN s.answered IS NOT NULL THEN NULL
            ELSE c.waiting_since
        END
    FROM summed s
    -- Locked, it stays where it is. To a planner "between" is one row, for which it goes there
    -- instead of reading all that the company has.
    WHERE c.ctid = s.place AND s.conversation_id BETWEEN 1 AND 9223372036854775807
)
SELECT coalesce(f.seq, s.seq), coalesce(f.public_seq, s.public_seq), coalesce(f.at, s.at),
       f.seq IS NOT NULL, coalesce(s.same_sender, true)
FROM incoming i
LEFT JOIN fresh f ON f.ord = i.ord
LEFT JOIN stored s ON s.ord = i.ord
ORDER BY i.ord
""".replace("{no_words}", NO_WORDS)
# Without comments and white space it is short enough for psycopg to keep what it has read of it,
# which takes 50 µs otherwise, for every company of a batch.
APPEND = " ".join(re.sub(r"--.*", "", APPEND).split())
