-- Answers of the OCR service are large and hold all that a receipt says: they are cleared after a time, figures stay.
-- Runs as a role that is no superuser; a second run changes nothing.

begin;

-- Views go by the day and the month, and only this function by the moment.
drop index if exists analytics.ip_ocr_receipts_uploaded_at;
create index if not exists ip_ocr_receipts_with_json
    on analytics.ip_ocr_receipts (uploaded_at) where ocr_json is not null;

create or replace function analytics.clear_ocr_json(p_days integer) returns bigint
-- A role whose rows the policies hide would clear nothing and say so to nobody: it gets an error.
language plpgsql set search_path = '' set row_security = off as $$
declare
    cleared bigint;
begin
    if p_days is null or p_days < 0 then
        raise exception 'how many days are kept? % are none', coalesce(p_days::text, 'null') using errcode = '22023';
    end if;
    update analytics.ip_ocr_receipts set ocr_json = null
    where ocr_json is not null and uploaded_at < now() - make_interval(days => p_days);
    get diagnostics cleared = row_count;
    return cleared;
end
$$;

comment on function analytics.clear_ocr_json is
    'Clear ocr_json of receipts that were uploaded more than these days ago, and give their number; for a nightly job';

revoke all on function analytics.clear_ocr_json from public, anon, authenticated;
grant execute on function analytics.clear_ocr_json to service_role;

-- PostgREST learns of it.
notify pgrst, 'reload schema';

commit;
