-- Draws receipts of the last two years, the same with each run but for the day it is run on:
--   psql --set rows=1000000 --file supabase/draw_rows.sql
-- A database of the rows' own, please: what is drawn stands among the true ones.

\if :{?rows}
\else
    \set rows 1000000
\endif

insert into analytics.ip_ocr_receipts (
    dedupe_key, source, receipt_id, filename, uploaded_by, uploaded_at, line_count, avg_confidence, merchant, tin,
    receipt_date, currency, total_amount, vat_amount, document_type, state, updated_at, needed_review, duplicate,
    ocr_json
)
select
    'drawn:' || n,
    'drawn',
    n,
    'IMG_' || n || '.jpg',
    'employee' || abs(hashint8(n)) % 200 || '@example.com',
    uploaded_at,
    10 + abs(hashint8(n + 1)) % 60,
    0.7 + (abs(hashint8(n + 2)) % 3000) / 10000.0,
    -- A few merchants have most of the receipts.
    'Merchant ' || floor(500 * power(purchase_chance, 3)),
    to_char(floor(500 * power(purchase_chance, 3)), 'FM000"-000-000"'),
    uploaded_at::date - (abs(hashint8(purchase)) % 5),
    case when abs(hashint8(purchase + 3)) % 100 < 92 then 'PHP'
        else ('{USD,SGD,EUR,JPY,NULL}'::text[])[1 + abs(hashint8(purchase + 4)) % 5] end,
    total_amount,
    round(total_amount * 12 / 112, 2),
    'receipt',
    case abs(hashint8(n + 5)) % 20 when 0 then 'failed' when 1 then 'pending' when 2 then 'read' else 'done' end,
    uploaded_at,
    abs(hashint8(n + 6)) % 5 = 0,
    n <> purchase,
    -- Some senders send the whole answer.
    case when n % 10 = 0 then jsonb_build_object('lines', '[]'::jsonb) end
from generate_series(1, :rows::bigint) as n
-- The fortieth is sent twice.
cross join lateral (select case when n % 40 = 0 then n - 1 else n end as purchase) as sent
cross join lateral (
    select
        now() - interval '2 years' * ((:rows - n) / :rows::double precision) as uploaded_at,
        (abs(hashint8(purchase + 7)::bigint) % 10000) / 10000.0 as purchase_chance,
        (abs(hashint8(purchase + 8)::bigint) % 500000) / 100.0 as total_amount
) as drawn;

-- As autovacuum would within minutes.
vacuum analyze analytics.ip_ocr_receipts;
