"""New servers for the integration tests, as a cloud rents them out, and an operator who provisions them over SSH."""
