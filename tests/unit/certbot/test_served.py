import socket
import ssl
import threading
from pathlib import Path

from certificates import served
from certificates.pair import read
from tests.support.edge.pairs import make_pair


def test_reads_the_serial_of_any_certificate_that_is_served(tmp_path: Path) -> None:
    folder = make_pair(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "fullchain.pem", folder / "privkey.pem")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with context.wrap_socket(connection, server_side=True):
                pass

        server = threading.Thread(target=answer)
        server.start()
        assert served.serial(listener.getsockname(), "ocr.test") == read(folder).serial
        server.join()


def test_nothing_served_is_an_empty_serial() -> None:
    assert served.serial(("127.0.0.1", 1), "ocr.test") == ""
