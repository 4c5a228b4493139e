"""Offers that were recorded beside the log get their entry in it: what is on record says all that an entry does.

The entry's number follows those that are there; when it happened, who recorded it and when are the offer's own. Going
back leaves the entries: the log is append-only, and what ran before reads them as well.
"""

from django.db import migrations

ENTRIES = """
INSERT INTO negotiations_move (
    id, deal_id, number, key, party, kind, binding, issue_id, words, levels, said_by, why, offer_id, happened_at,
    recorded_by_id, recorded_at, seq
)
SELECT
    gen_random_uuid(), o.deal_id,
    (SELECT count(*) FROM negotiations_move m WHERE m.deal_id = o.deal_id)
        + row_number() OVER (PARTITION BY o.deal_id ORDER BY o.seq, o.id),
    gen_random_uuid(), o.party, 'offer', true,
    (
        SELECT min(i.id::text)::uuid FROM negotiations_issue i
        WHERE i.deal_id = o.deal_id AND o.levels ? i.id::text
        HAVING (SELECT count(*) FROM jsonb_object_keys(o.levels)) = 1
    ),
    o.note, o.levels, o.said_by, '', o.id, o.happened_at, o.recorded_by_id, o.recorded_at, o.seq
FROM negotiations_offer o
WHERE NOT EXISTS (SELECT 1 FROM negotiations_move m WHERE m.offer_id = o.id)
"""


class Migration(migrations.Migration):
    dependencies = [("negotiations", "0039_last_look")]

    operations = [migrations.RunSQL(ENTRIES, migrations.RunSQL.noop)]
