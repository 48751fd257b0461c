"""Other hosts for the integration tests: network namespaces that reach this machine over a link of their own."""
