"""A picture in, the form that clients of the service post out."""

BOUNDARY = "receipt"


def form(picture: bytes) -> tuple[bytes, dict[str, str]]:
    """Return the body of the form and its headers."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="receipt.jpg"\r\n\r\n'
    body = head.encode() + picture + f"\r\n--{BOUNDARY}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
