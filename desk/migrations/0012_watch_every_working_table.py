"""Keep every change of every working table, whoever makes it, and refuse to alter what was kept.

One trigger function serves all tables. Its first argument says by which column a row leads to its record, its
second in which column the identity stands that its changes are found by (of a link: that of the row it hangs
on), its third a column too long to be kept twice.
"""

from django.db import migrations

LEADS_TO_RECORD = {
    "id": ("relations_country", "relations_sector", "relations_official", "relations_office",
           "relations_relation", "relations_agreement", "relations_source", "events_event"),
    "from_country_id": ("relations_country_successors",),
    "source_id": ("relations_passage",),
    "official_id": ("relations_namevariant", "relations_rank", "relations_tenure", "relations_official_sources"),
    "relation_id": ("relations_mission", "relations_relation_sources"),
    "agreement_id": ("relations_agreementstep", "relations_agreement_parties", "relations_agreement_sectors",
                     "relations_agreement_sources"),
    "event_id": ("events_eventcountry", "events_meeting", "events_participation", "events_statement",
                 "events_precedence", "events_event_sectors", "events_event_agreement_steps",
                 "events_event_passages", "events_event_sources"),
    "agreementstep_id": ("relations_agreementstep_signatories", "relations_agreementstep_passages",
                         "relations_agreementstep_sources"),
    "tenure_id": ("relations_tenure_sources", "relations_tenure_passages"),
    "meeting_id": ("events_meeting_sectors", "events_meeting_passages"),
    "participation_id": ("events_participation_offices", "events_participation_passages"),
    "statement_id": ("events_statement_speaker_countries", "events_statement_sectors", "events_statement_passages"),
    "precedence_id": ("events_precedence_passages",),
    "dispute": ("events_dispute",),
    "dispute_id": ("events_disputeposition",),
    "disputeposition_id": ("events_disputeposition_passages",),
}
LINKS = {
    "relations_country_successors", "relations_official_sources", "relations_relation_sources",
    "relations_agreement_parties", "relations_agreement_sectors", "relations_agreement_sources",
    "relations_agreementstep_signatories", "relations_agreementstep_passages", "relations_agreementstep_sources",
    "relations_tenure_sources", "relations_tenure_passages", "events_event_sectors", "events_event_agreement_steps",
    "events_event_passages", "events_event_sources", "events_meeting_sectors", "events_meeting_passages",
    "events_participation_offices", "events_participation_passages", "events_statement_speaker_countries",
    "events_statement_sectors", "events_statement_passages", "events_precedence_passages",
    "events_disputeposition_passages",
}

FUNCTIONS = """
CREATE FUNCTION desk_record_of(leads text, r jsonb) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
    above uuid;
    found uuid;
BEGIN
    IF leads IN ('id', 'from_country_id', 'source_id', 'official_id', 'relation_id', 'agreement_id', 'event_id') THEN
        RETURN (r ->> leads)::uuid;
    END IF;
    IF leads = 'dispute' THEN
        RETURN COALESCE(r ->> 'event_id', r ->> 'agreement_id', r ->> 'official_id', r ->> 'relation_id')::uuid;
    END IF;
    above := (r ->> leads)::uuid;
    CASE leads
        WHEN 'agreementstep_id' THEN SELECT agreement_id INTO found FROM relations_agreementstep WHERE id = above;
        WHEN 'tenure_id' THEN SELECT official_id INTO found FROM relations_tenure WHERE id = above;
        WHEN 'meeting_id' THEN SELECT event_id INTO found FROM events_meeting WHERE id = above;
        WHEN 'participation_id' THEN SELECT event_id INTO found FROM events_participation WHERE id = above;
        WHEN 'statement_id' THEN SELECT event_id INTO found FROM events_statement WHERE id = above;
        WHEN 'precedence_id' THEN SELECT event_id INTO found FROM events_precedence WHERE id = above;
        WHEN 'dispute_id' THEN
            SELECT COALESCE(event_id, agreement_id, official_id, relation_id) INTO found
                FROM events_dispute WHERE id = above;
        WHEN 'disputeposition_id' THEN
            SELECT COALESCE(d.event_id, d.agreement_id, d.official_id, d.relation_id) INTO found
                FROM events_disputeposition p JOIN events_dispute d ON d.id = p.dispute_id WHERE p.id = above;
    END CASE;
    IF found IS NULL THEN  -- the row it hangs on went first, and its going was kept
        SELECT c.record INTO found FROM desk_change c WHERE c."row" = above ORDER BY c.id DESC LIMIT 1;
    END IF;
    RETURN found;
END $$;

CREATE FUNCTION desk_change_set() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    current bigint := NULLIF(current_setting('chancery.change_set', true), '')::bigint;
    mine bigint := pg_current_xact_id()::text::bigint;
BEGIN
    IF current IS NOT NULL AND EXISTS (
        SELECT FROM desk_changeset WHERE id = current AND transaction = mine AND at = transaction_timestamp()
    ) THEN
        RETURN current;
    END IF;
    INSERT INTO desk_changeset (at, transaction, by, origin, reason) VALUES (
        transaction_timestamp(), mine,
        left(COALESCE(NULLIF(current_setting('chancery.by', true), ''), session_user), 150),
        left(COALESCE(NULLIF(current_setting('chancery.origin', true), ''), current_setting('application_name')), 300),
        left(COALESCE(current_setting('chancery.reason', true), ''), 300)
    ) RETURNING id INTO current;
    PERFORM set_config('chancery.change_set', current::text, true);
    RETURN current;
END $$;

CREATE FUNCTION desk_differing(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_object_agg(key, value) FROM jsonb_each(one) WHERE value IS DISTINCT FROM other -> key
$$;

CREATE FUNCTION desk_keep_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    leads text := TG_ARGV[0];
    known_by text := TG_ARGV[1];
    long text := TG_ARGV[2];
BEGIN
    -- (SELECT desk_change_set()) is evaluated once, and only where there is a row to keep.
    IF TG_OP = 'INSERT' THEN
        INSERT INTO desk_change (change_set_id, "table", key, "row", record, old, new)
        SELECT (SELECT desk_change_set()), TG_TABLE_NAME, r ->> 'id', (r ->> known_by)::uuid,
            desk_record_of(leads, r), NULL, r - long
        FROM (SELECT to_jsonb(n) AS r FROM new_rows n) AS came;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO desk_change (change_set_id, "table", key, "row", record, old, new)
        SELECT (SELECT desk_change_set()), TG_TABLE_NAME, r ->> 'id', (r ->> known_by)::uuid,
            desk_record_of(leads, r), r, NULL
        FROM (SELECT to_jsonb(o) AS r FROM old_rows o) AS gone;
    ELSIF TG_OP = 'UPDATE' THEN  -- a row that moves to another record goes from the one and comes to the other
        INSERT INTO desk_change (change_set_id, "table", key, "row", record, old, new)
        SELECT (SELECT desk_change_set()), TG_TABLE_NAME, key, COALESCE(o.known, n.known), record,
            CASE WHEN n.r IS NULL THEN o.r ELSE desk_differing(o.r, n.r) END,
            CASE WHEN o.r IS NULL THEN n.r ELSE desk_differing(n.r, o.r) END - long
        FROM
            (SELECT r, r ->> 'id' AS key, (r ->> known_by)::uuid AS known, desk_record_of(leads, r) AS record
                FROM (SELECT to_jsonb(o) AS r FROM old_rows o) AS before) AS o
            FULL JOIN
            (SELECT r, r ->> 'id' AS key, (r ->> known_by)::uuid AS known, desk_record_of(leads, r) AS record
                FROM (SELECT to_jsonb(n) AS r FROM new_rows n) AS after) AS n
            USING (key, record)
        WHERE o.r IS DISTINCT FROM n.r
        ORDER BY o.r IS NULL;
    ELSE
        EXECUTE format(
            'INSERT INTO desk_change (change_set_id, "table", key, "row", record, old, new)
             SELECT (SELECT desk_change_set()), %L, r ->> ''id'', (r ->> $2)::uuid, desk_record_of($1, r), r, NULL
             FROM (SELECT to_jsonb(t) AS r FROM %s t) AS gone', TG_TABLE_NAME, TG_RELID::regclass
        ) USING leads, known_by;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION desk_history_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The history is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

FORGET = """
DROP FUNCTION desk_history_is_frozen();
DROP FUNCTION desk_keep_change();
DROP FUNCTION desk_differing(jsonb, jsonb);
DROP FUNCTION desk_change_set();
DROP FUNCTION desk_record_of(text, jsonb);
"""

WATCH = """
CREATE TRIGGER kept_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION desk_keep_change({arguments});
CREATE TRIGGER kept_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION desk_keep_change({arguments});
CREATE TRIGGER kept_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION desk_keep_change({arguments});
CREATE TRIGGER kept_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION desk_keep_change({arguments});
ALTER TABLE {table} ENABLE ALWAYS TRIGGER kept_insert, ENABLE ALWAYS TRIGGER kept_update,
    ENABLE ALWAYS TRIGGER kept_delete, ENABLE ALWAYS TRIGGER kept_truncate;
"""

UNWATCH = """
DROP TRIGGER kept_truncate ON {table};
DROP TRIGGER kept_delete ON {table};
DROP TRIGGER kept_update ON {table};
DROP TRIGGER kept_insert ON {table};
"""

FREEZE = """
CREATE TRIGGER history_rows_are_frozen BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION desk_history_is_frozen();
CREATE TRIGGER history_is_frozen BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION desk_history_is_frozen();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER history_rows_are_frozen, ENABLE ALWAYS TRIGGER history_is_frozen;
"""

THAW = """
DROP TRIGGER history_is_frozen ON {table};
DROP TRIGGER history_rows_are_frozen ON {table};
"""


def watch(table: str, leads: str) -> migrations.RunSQL:
    known_by = leads if table in LINKS else "id"
    long = "text" if table == "relations_source" else ""
    told = {"table": table, "arguments": f"'{leads}', '{known_by}', '{long}'"}
    return migrations.RunSQL(WATCH.format(**told), UNWATCH.format(**told))


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0011_keep_history"),
        ("events", "0007_walk_the_queue"),
        ("relations", "0009_walk_the_queue"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, FORGET),
        *(migrations.RunSQL(FREEZE.format(table=table), THAW.format(table=table))
          for table in ("desk_changeset", "desk_change")),
        *(watch(table, leads) for leads, tables in LEADS_TO_RECORD.items() for table in tables),
    ]
