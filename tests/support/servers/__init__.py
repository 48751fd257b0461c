"""New servers for the integration tests, as a cloud rents them out, and who provisions them over SSH."""
