-- What version 0.1 may have left: one development, and an alert that waits.
INSERT INTO entries (id, feed, outlet, published, title, link, content_hash, read_at)
VALUES ('e-1', 'ledger', 'The Ledger', '2026-02-01T12:00:00.000000Z', 'A date', 'https://ledger.example/1', 1,
    '2026-02-01T12:00:00.000000Z');

INSERT INTO developments (id, title_id, property, value, change, certainty, entry_id, outlet, url, published, evidence,
    moves, decided_at)
VALUES ('d-1', 'lantern-street-2', 'release_date', '2026-09-18', 'added', 'confirmed', 'e-1', 'The Ledger',
    'https://ledger.example/1', '2026-02-01T12:00:00.000000Z', 'It opens then.', 0, '2026-02-01T12:00:00.000000Z');

INSERT INTO outbox (id, kind, title_id, subscription_id, sink, target, wants, state, attempts, created_at, due_at)
VALUES ('a-1', 'news', 'lantern-street-2', 'discord:20', 'discord', '20',
    '{"titles": [], "properties": [], "least_certainty": "rumored"}', 'pending', 0, '2026-02-01T12:00:00.000000Z',
    '2026-02-01T12:00:00.000000Z');

INSERT INTO outbox_developments (alert_id, development_id, subscription_id) VALUES ('a-1', 'd-1', 'discord:20');
