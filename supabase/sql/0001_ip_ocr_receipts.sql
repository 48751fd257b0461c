-- Receipts as an ERP sends them, for analytics: the table, who may do what, and the function by which rows come.
-- Runs as a role that is no superuser, as Supabase's `postgres` is none; a second run changes nothing.

begin;

create schema if not exists analytics;

create table if not exists analytics.ip_ocr_receipts (
    id bigint generated always as identity primary key,
    dedupe_key text not null unique check (length(dedupe_key) between 1 and 300),
    source text not null default 'odoo' check (length(source) between 1 and 100),
    receipt_id bigint,
    filename text,
    uploaded_by text,
    uploaded_by_user uuid references auth.users on delete set null,
    uploaded_at timestamptz not null default now(),
    line_count integer not null default 0 check (line_count >= 0),
    avg_confidence numeric(5, 4) check (avg_confidence between 0 and 1),
    merchant text,
    tin text,
    receipt_date date,
    currency text check (currency ~ '^[A-Z]{3}$'),
    -- numeric takes NaN, which is above all numbers; refunds are negative.
    total_amount numeric(14, 2) check (total_amount < 1e12),
    vat_amount numeric(14, 2) check (vat_amount < 1e12),
    document_type text,
    state text not null default 'read' check (state in ('pending', 'read', 'done', 'failed')),
    ocr_json jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

comment on table analytics.ip_ocr_receipts is 'A receipt that was sent to the OCR service, as the ERP has it now';
comment on column analytics.ip_ocr_receipts.id is 'Number of the row';
comment on column analytics.ip_ocr_receipts.dedupe_key is 'What the sender knows a receipt by: sent twice, it is one row';
comment on column analytics.ip_ocr_receipts.source is 'Which ERP';
comment on column analytics.ip_ocr_receipts.receipt_id is 'Its number there';
comment on column analytics.ip_ocr_receipts.filename is 'Name of the file as the uploader has it';
comment on column analytics.ip_ocr_receipts.uploaded_by is 'Login in the ERP';
comment on column analytics.ip_ocr_receipts.uploaded_by_user is 'The same person as a user of this project, where known';
comment on column analytics.ip_ocr_receipts.uploaded_at is 'When the ERP got it';
comment on column analytics.ip_ocr_receipts.line_count is 'Lines of text on it';
comment on column analytics.ip_ocr_receipts.avg_confidence is 'Mean confidence of its lines, 0 to 1';
comment on column analytics.ip_ocr_receipts.merchant is 'Who sold';
comment on column analytics.ip_ocr_receipts.tin is 'The tax number of who sold';
comment on column analytics.ip_ocr_receipts.receipt_date is 'Day printed on it';
comment on column analytics.ip_ocr_receipts.currency is 'ISO 4217';
comment on column analytics.ip_ocr_receipts.total_amount is 'What was paid, in that currency';
comment on column analytics.ip_ocr_receipts.vat_amount is 'The tax within the total';
comment on column analytics.ip_ocr_receipts.document_type is 'Receipt, invoice, or another kind';
comment on column analytics.ip_ocr_receipts.state is 'pending: not read yet; read: a person has to confirm; done: an expense exists; failed';
comment on column analytics.ip_ocr_receipts.ocr_json is 'The whole answer of the OCR service, if the sender sends it';
comment on column analytics.ip_ocr_receipts.created_at is 'When the row came first';
comment on column analytics.ip_ocr_receipts.updated_at is 'Of when the receipt is as this row has it: an older one never replaces it';

create index if not exists ip_ocr_receipts_uploaded_at on analytics.ip_ocr_receipts (uploaded_at);
-- The same purchase photographed twice.
create index if not exists ip_ocr_receipts_purchase
    on analytics.ip_ocr_receipts (receipt_date, total_amount, tin);
-- Own rows, and a user who is deleted.
create index if not exists ip_ocr_receipts_uploaded_by_user
    on analytics.ip_ocr_receipts (uploaded_by_user) where uploaded_by_user is not null;

-- Forced: the owner, too, goes by the policies.
alter table analytics.ip_ocr_receipts enable row level security;
alter table analytics.ip_ocr_receipts force row level security;

drop policy if exists service_role_writes on analytics.ip_ocr_receipts;
create policy service_role_writes on analytics.ip_ocr_receipts
    to service_role using (true) with check (true);

-- In a subquery it is asked once, not for each row.
drop policy if exists own_rows on analytics.ip_ocr_receipts;
create policy own_rows on analytics.ip_ocr_receipts
    for select to authenticated using (uploaded_by_user = (select auth.uid()));

-- A version of other parameters would stay beside this one, and nobody could say which of the two is meant.
do $$
declare
    other regprocedure;
begin
    for other in
        select oid from pg_proc
        where proname = 'upsert_ip_ocr_receipt' and pronamespace::regnamespace::text in ('analytics', 'public')
    loop
        execute format('drop function %s', other);
    end loop;
end
$$;

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
    p_updated_at timestamptz default null
) returns bigint language plpgsql set search_path = '' as $$
declare
    kept bigint;
begin
    insert into analytics.ip_ocr_receipts as old (
        dedupe_key, source, receipt_id, filename, uploaded_by, uploaded_by_user, uploaded_at, line_count,
        avg_confidence, merchant, tin, receipt_date, currency, total_amount, vat_amount, document_type, state,
        ocr_json, updated_at
    ) values (
        p_dedupe_key, p_source, p_receipt_id, p_filename, p_uploaded_by, p_uploaded_by_user,
        coalesce(p_uploaded_at, now()), coalesce(p_line_count, 0), p_avg_confidence, p_merchant, p_tin,
        p_receipt_date, p_currency, p_total_amount, p_vat_amount, p_document_type, coalesce(p_state, 'read'),
        p_ocr_json, coalesce(p_updated_at, clock_timestamp())
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
    p_updated_at timestamptz default null
) returns bigint language sql set search_path = '' as $$
    select analytics.upsert_ip_ocr_receipt(
        p_dedupe_key, p_source, p_receipt_id, p_filename, p_uploaded_by, p_uploaded_by_user, p_uploaded_at,
        p_line_count, p_avg_confidence, p_merchant, p_tin, p_receipt_date, p_currency, p_total_amount, p_vat_amount,
        p_document_type, p_state, p_ocr_json, p_updated_at
    )
$$;

comment on function public.upsert_ip_ocr_receipt is 'analytics.upsert_ip_ocr_receipt, for clients that name no schema';

-- By default everybody may execute a function, and Supabase grants much of what is new to its API's roles.
revoke all on schema analytics from public, anon, authenticated;
revoke all on analytics.ip_ocr_receipts from public, anon, authenticated;
revoke all on function analytics.upsert_ip_ocr_receipt, public.upsert_ip_ocr_receipt from public, anon, authenticated;

grant usage on schema analytics to service_role, authenticated;
grant select, insert, update, delete on analytics.ip_ocr_receipts to service_role;
grant select on analytics.ip_ocr_receipts to authenticated;
grant execute on function analytics.upsert_ip_ocr_receipt, public.upsert_ip_ocr_receipt to service_role;

-- PostgREST learns of it.
notify pgrst, 'reload schema';

commit;
