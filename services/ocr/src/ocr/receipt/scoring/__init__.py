"""Choice among candidates, and its confidence."""
