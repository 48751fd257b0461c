"""The client against servers that fail, and what it makes of its settings.

tests/integration/test_supabase_client.py has it write to a real PostgREST.
"""

import json
from collections.abc import Callable

import pytest

from addons.ip_expense_mvp.gateway.supabase_client import SupabaseClient, SupabaseError, is_jwt
from tests.support.failing import Server, answering, silent

ROW = {"dedupe_key": "sum:database:7", "filename": 'O\'Neil "é" 🧾.jpg'}


def refused(client: SupabaseClient) -> SupabaseError:
    with pytest.raises(SupabaseError) as caught:
        client.upsert(ROW)
    assert client.service_key not in f"{caught.value} {caught.value.values} {client!r}"
    return caught.value


@pytest.mark.parametrize("status", [301, 308, 408, 429, 500, 502, 503, 504, 521])
def test_what_passes_or_can_be_fixed_is_tried_again(serve: Callable[..., Server], status: int) -> None:
    server = serve(answering(status, b"<html>", Retry_After="9"))
    error = refused(SupabaseClient(server.url, "sb_secret_key"))
    assert (error.status, error.retryable, error.retry_after) == (status, True, 9)


def test_a_slow_supabase_is_not_waited_for(serve: Callable[..., Server]) -> None:
    error = refused(SupabaseClient(serve(silent).url, "sb_secret_key", timeout=0.3))
    assert error.retryable
    assert "Supabase at localhost" in str(error)


def test_a_key_that_is_no_jwt_is_in_apikey_alone(serve: Callable[..., Server]) -> None:
    server = serve(answering(204))
    SupabaseClient(server.url, "sb_secret_key").upsert(ROW)
    SupabaseClient(server.url, "eyJa.eyJb.c").upsert(ROW)
    (_, path, secret, _), (*_, jwt, body) = server.asked
    assert (path, secret["apikey"], secret["Content-Profile"]) == (
        "/rest/v1/rpc/upsert_ip_ocr_receipt",
        "sb_secret_key",
        "analytics",
    )
    assert "Authorization" not in secret
    assert (jwt["apikey"], jwt["Authorization"]) == ("eyJa.eyJb.c", "Bearer eyJa.eyJb.c")
    assert json.loads(body)["p_filename"] == ROW["filename"]


@pytest.mark.parametrize("url", ["", "example.supabase.co", "postgresql://db.example.com"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    error = refused(SupabaseClient(url, "sb_secret_key"))
    assert error.retryable
    assert "The address of Supabase is missing or is not a web address" in str(error)


def test_a_jwt_is_told_by_its_form() -> None:
    assert is_jwt("eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.c2ln")
    assert not is_jwt("sb_secret_a.b.c")
    assert not is_jwt("eyJ")
