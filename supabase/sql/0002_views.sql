-- What finance looks at: receipts by day and by month, with the share that needed a person and the share of duplicates.
-- Runs as a role that is no superuser; a second run changes nothing, the time zone included.

begin;

alter table analytics.ip_ocr_receipts
    -- Not known of what a sender of an earlier version sends, and of what is not read yet.
    add column if not exists needed_review boolean,
    add column if not exists duplicate boolean not null default false;

comment on column analytics.ip_ocr_receipts.needed_review is
    'Whether the reading alone was not enough: a field was unsure, missing, or corrected; null: not known';
comment on column analytics.ip_ocr_receipts.duplicate is
    'Whether the same purchase was there before, by its day, total, and TIN or merchant';

-- Where a day begins is said here, once, and used by indexes and views: a function that gives the same for ever, so that
-- an index may hold what it gives. It is inlined, and so a condition on the views' day or month finds the index.
create or replace function analytics.set_time_zone(zone text) returns void language plpgsql set search_path = '' as $$
begin
    if not exists (select from pg_catalog.pg_timezone_names where name = zone) then
        raise exception 'PostgreSQL knows no time zone %', quote_literal(zone) using errcode = '22023';
    end if;
    drop index if exists analytics.ip_ocr_receipts_day, analytics.ip_ocr_receipts_month;
    execute format(
        'create or replace function analytics.day_of(moment timestamptz) returns date
            language sql immutable parallel safe return (moment at time zone %L)::date', zone
    );
    create or replace function analytics.month_of(moment timestamptz) returns date
        language sql immutable parallel safe return date_trunc('month', analytics.day_of(moment)::timestamp)::date;
    create index ip_ocr_receipts_day on analytics.ip_ocr_receipts (analytics.day_of(uploaded_at), currency);
    create index ip_ocr_receipts_month on analytics.ip_ocr_receipts (analytics.month_of(uploaded_at));
end
$$;

comment on function analytics.set_time_zone is
    'Choose where days and months begin; for the owner, the table is locked while its indexes are made';

do $$
begin
    if to_regprocedure('analytics.day_of(timestamptz)') is null then
        perform analytics.set_time_zone('Asia/Manila');
    end if;
end
$$;

comment on function analytics.day_of is 'The day of a moment; analytics.set_time_zone says where';
comment on function analytics.month_of is 'The first day of the month of a moment; analytics.set_time_zone says where';

drop function if exists analytics.upsert_ip_ocr_receipt(
    text, text, bigint, text, text, uuid, timestamptz, integer, numeric, text, text, date, text, numeric, numeric, text,
    text, jsonb, timestamptz
);
drop function if exists public.upsert_ip_ocr_receipt(
    text, text, bigint, text, text, uuid, timestamptz, integer, numeric, text, text, date, text, numeric, numeric, text,
    text, jsonb, timestamptz
);

create or replace function analytics.upsert_ip_ocr_receipt(
    p_dedupe_key text,
    p_source text default 'odoo',
    p_receipt_id bigint default null,
    p_filename text default null,
    p_uploaded_by text default null,
    p_uploaded_by_user uuid default null,
    p_uploaded_at timestamptz default null,
    p_line_count integer default 0,
    p_avg_confidence numeric default null,
    p_merchant text default null,
    p_tin text default null,
    p_receipt_date date default null,
    p_currency text default null,
    p_total_amount numeric default null,
    p_vat_amount numeric default null,
    p_document_type text default null,
    p_state text default 'read',
    p_ocr_json jsonb default null,
    p_updated_at timestamptz default null,
    p_needed_review boolean default null
) returns bigint language plpgsql set search_path = '' as $$
declare
    kept bigint;
    -- Of two receipts of one purchase the first is no duplicate, however often it is sent again.
    is_duplicate constant boolean := exists (
        select from analytics.ip_ocr_receipts as other
        where other.receipt_date = p_receipt_date
            and other.total_amount = round(p_total_amount, 2)
            and other.total_amount <> 0
            and (other.tin = p_tin or lower(other.merchant) = lower(p_merchant))
            -- Another currency, where both are known, is another purchase.
            and (other.currency = p_currency or other.currency is null or p_currency is null)
            and other.dedupe_key <> p_dedupe_key
            and not exists (
                select from analytics.ip_ocr_receipts as own
                where own.dedupe_key = p_dedupe_key and own.id < other.id
            )
    );
begin
    insert into analytics.ip_ocr_receipts as old (
        dedupe_key, source, receipt_id, filename, uploaded_by, uploaded_by_user, uploaded_at, line_count,
        avg_confidence, merchant, tin, receipt_date, currency, total_amount, vat_amount, document_type, state,
        ocr_json, updated_at, needed_review, duplicate
    ) values (
        p_dedupe_key, p_source, p_receipt_id, p_filename, p_uploaded_by, p_uploaded_by_user,
        coalesce(p_uploaded_at, now()), coalesce(p_line_count, 0),
        -- The add-on's first version sends 0 for what is not read.
        nullif(p_avg_confidence, 0), p_merchant, p_tin,
        p_receipt_date, p_currency, p_total_amount, p_vat_amount, p_document_type, coalesce(p_state, 'read'),
        p_ocr_json, coalesce(p_updated_at, clock_timestamp()), p_needed_review, is_duplicate
    )
    on conflict (dedupe_key) do update set
        source = excluded.source,
        receipt_id = excluded.receipt_id,
        filename = excluded.filename,
        uploaded_by = excluded.uploaded_by,
        uploaded_by_user = excluded.uploaded_by_user,
        -- Who does not send them does not know them better.
        uploaded_at = coalesce(p_uploaded_at, old.uploaded_at),
        ocr_json = coalesce(excluded.ocr_json, old.ocr_json),
        needed_review = coalesce(excluded.needed_review, old.needed_review),
        line_count = excluded.line_count,
        avg_confidence = excluded.avg_confidence,
        merchant = excluded.merchant,
        tin = excluded.tin,
        receipt_date = excluded.receipt_date,
        currency = excluded.currency,
        total_amount = excluded.total_amount,
        vat_amount = excluded.vat_amount,
        document_type = excluded.document_type,
        state = excluded.state,
        duplicate = excluded.duplicate,
        updated_at = excluded.updated_at
    where excluded.updated_at >= old.updated_at
    returning id into kept;
    if kept is null then
        select id into kept from analytics.ip_ocr_receipts where dedupe_key = p_dedupe_key;
    end if;
    return kept;
end
$$;

comment on function analytics.upsert_ip_ocr_receipt is
    'Write a receipt by its dedupe_key, once or again, and give the number of its row; an older one changes nothing';

-- For clients that name no schema.
create or replace function public.upsert_ip_ocr_receipt(
    p_dedupe_key text,
    p_source text default 'odoo',
    p_receipt_id bigint default null,
    p_filename text default null,
    p_uploaded_by text default null,
    p_uploaded_by_user uuid default null,
    p_uploaded_at timestamptz default null,
    p_line_count integer default 0,
    p_avg_confidence numeric default null,
    p_merchant text default null,
    p_tin text default null,
    p_receipt_date date default null,
    p_currency text default null,
    p_total_amount numeric default null,
    p_vat_amount numeric default null,
    p_document_type text default null,
    p_state text default 'read',
    p_ocr_json jsonb default null,
    p_updated_at timestamptz default null,
    p_needed_review boolean default null
) returns bigint language sql set search_path = '' as $$
    select analytics.upsert_ip_ocr_receipt(
        p_dedupe_key, p_source, p_receipt_id, p_filename, p_uploaded_by, p_uploaded_by_user, p_uploaded_at,
        p_line_count, p_avg_confidence, p_merchant, p_tin, p_receipt_date, p_currency, p_total_amount, p_vat_amount,
        p_document_type, p_state, p_ocr_json, p_updated_at, p_needed_review
    )
$$;

comment on function public.upsert_ip_ocr_receipt is 'analytics.upsert_ip_ocr_receipt, for clients that name no schema';

-- Rows that were there before these columns, the first time alone. For these statements the owner passes the policies.
alter table analytics.ip_ocr_receipts no force row level security;
do $$
begin
    if to_regclass('analytics.v_ip_ocr_receipts_daily') is null then
        update analytics.ip_ocr_receipts set avg_confidence = null where avg_confidence = 0;
        update analytics.ip_ocr_receipts as receipt set duplicate = true
        where total_amount <> 0 and exists (
            select from analytics.ip_ocr_receipts as other
            where other.receipt_date = receipt.receipt_date
                and other.total_amount = receipt.total_amount
                and (other.tin = receipt.tin or lower(other.merchant) = lower(receipt.merchant))
                and (other.currency = receipt.currency or other.currency is null or receipt.currency is null)
                and other.id < receipt.id
        );
    end if;
end
$$;
alter table analytics.ip_ocr_receipts force row level security;

-- One row for each day and currency: what can be added is a count or a sum, and a filter by currency holds for all of it.
-- Each of the last 90 days has a row of nothing for each currency of these days, so that a line falls to 0.
create or replace view analytics.v_ip_ocr_receipts_daily with (security_invoker = true) as
select
    day,
    analytics.day_of(now()) - day as days_ago,
    day = analytics.day_of(now()) as is_today,
    currency,
    count(id) as receipts,
    count(distinct uploaded_by collate "C") as uploaders,
    count(distinct merchant collate "C") as merchants,
    coalesce(sum(total_amount), 0) as total_amount,
    coalesce(sum(vat_amount), 0) as vat_amount,
    round(avg(avg_confidence), 4) as avg_confidence,
    count(avg_confidence) as confidence_count,
    count(*) filter (where needed_review) as needed_review,
    count(needed_review) as needed_review_known,
    round(avg(needed_review::integer), 4) as share_needed_review,
    count(*) filter (where duplicate) as duplicates,
    round(avg(duplicate::integer), 4) as share_duplicates
from (
    select
        analytics.day_of(uploaded_at) as day,
        -- Sorted by bytes, which is several times as fast as by a language's rules.
        currency collate "C" as currency,
        id, uploaded_by, merchant, total_amount, vat_amount, avg_confidence, needed_review, duplicate
    from analytics.ip_ocr_receipts
    union all
    select analytics.day_of(now()) - ago, seen.currency, null, null, null, null, null, null, null, null
    from generate_series(0, 89) as ago
    cross join (
        -- A currency that is null where nothing was seen at all.
        select distinct receipt.currency
        from (select analytics.day_of(now()) - 90 as after) as days
        left join analytics.ip_ocr_receipts as receipt on analytics.day_of(receipt.uploaded_at) > days.after
    ) as seen
) as receipt
group by day, currency;

comment on view analytics.v_ip_ocr_receipts_daily is
    'Receipts by day of upload and currency; each of the last 90 days is there, with 0 where nothing came';
comment on column analytics.v_ip_ocr_receipts_daily.days_ago is '0 is today';
comment on column analytics.v_ip_ocr_receipts_daily.uploaders is 'Of this row: people of two rows can be the same';
comment on column analytics.v_ip_ocr_receipts_daily.merchants is 'Of this row: merchants of two rows can be the same';
comment on column analytics.v_ip_ocr_receipts_daily.confidence_count is 'Receipts that avg_confidence is the mean of';
comment on column analytics.v_ip_ocr_receipts_daily.needed_review is 'Receipts that a person had to look at';
comment on column analytics.v_ip_ocr_receipts_daily.needed_review_known is 'Receipts of which this is known';

create or replace view analytics.v_ip_ocr_receipts_monthly with (security_invoker = true) as
select
    month,
    merchant,
    currency,
    count(*) as receipts,
    coalesce(sum(total_amount), 0) as total_amount,
    coalesce(sum(vat_amount), 0) as vat_amount,
    round(avg(avg_confidence), 4) as avg_confidence,
    count(avg_confidence) as confidence_count,
    count(*) filter (where needed_review) as needed_review,
    count(needed_review) as needed_review_known,
    count(*) filter (where duplicate) as duplicates,
    round(avg(duplicate::integer), 4) as share_duplicates,
    max(analytics.day_of(uploaded_at)) as last_day
from (
    select
        analytics.month_of(uploaded_at) as month,
        merchant collate "C" as merchant,
        currency collate "C" as currency,
        uploaded_at, total_amount, vat_amount, avg_confidence, needed_review, duplicate
    from analytics.ip_ocr_receipts
) as receipt
group by month, merchant, currency;

comment on view analytics.v_ip_ocr_receipts_monthly is 'Receipts by month of upload, merchant and currency';
comment on column analytics.v_ip_ocr_receipts_monthly.month is 'Its first day';
comment on column analytics.v_ip_ocr_receipts_monthly.last_day is 'When the last of them came';

revoke all on analytics.v_ip_ocr_receipts_daily, analytics.v_ip_ocr_receipts_monthly
    from public, anon, authenticated, service_role;
revoke all on function
    analytics.upsert_ip_ocr_receipt, public.upsert_ip_ocr_receipt,
    analytics.set_time_zone, analytics.day_of, analytics.month_of
from public, anon, authenticated;
revoke all on sequence analytics.ip_ocr_receipts_id_seq from public, anon, authenticated;

-- Views ask as who asks them: a user sees the figures of own rows.
grant select on analytics.v_ip_ocr_receipts_daily, analytics.v_ip_ocr_receipts_monthly to service_role, authenticated;
grant execute on function analytics.day_of, analytics.month_of to service_role, authenticated;
grant execute on function analytics.upsert_ip_ocr_receipt, public.upsert_ip_ocr_receipt to service_role;

-- PostgREST learns of it.
notify pgrst, 'reload schema';

commit;
