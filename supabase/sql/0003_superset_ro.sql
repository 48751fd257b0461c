-- The login of Superset: it reads the two views, and nothing else.
-- Runs as a role that is no superuser, and may create roles; a second run changes nothing, the password included.

begin;

-- Without a password nobody can log in as it: `make analytics-apply` sets one.
do $$
begin
    if not exists (select from pg_roles where rolname = 'superset_ro') then
        -- Supabase's smallest project has 60 connections for all.
        create role superset_ro login noinherit connection limit 20;
    end if;
end
$$;

-- Superset gives up after a minute.
alter role superset_ro set statement_timeout = '30s';
alter role superset_ro set idle_in_transaction_session_timeout = '60s';
alter role superset_ro set default_transaction_read_only = on;
alter role superset_ro set search_path = analytics;
-- 90 days of a million receipts are sorted in 20 MB.
alter role superset_ro set work_mem = '32MB';

-- The views ask as who asks them: it needs what they read, and a policy that shows it.
revoke all on analytics.ip_ocr_receipts from superset_ro;
grant usage on schema analytics to superset_ro;
grant select on analytics.v_ip_ocr_receipts_daily, analytics.v_ip_ocr_receipts_monthly to superset_ro;
grant select (
    id, uploaded_at, uploaded_by, merchant, currency, total_amount, vat_amount, avg_confidence, needed_review, duplicate
) on analytics.ip_ocr_receipts to superset_ro;
grant execute on function analytics.day_of, analytics.month_of to superset_ro;

drop policy if exists superset_ro_reads on analytics.ip_ocr_receipts;
create policy superset_ro_reads on analytics.ip_ocr_receipts for select to superset_ro using (true);

-- PostgREST learns of it.
notify pgrst, 'reload schema';

commit;
