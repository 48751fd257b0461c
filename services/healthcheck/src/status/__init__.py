"""One screen with the state of the appliance, from facts of the host, the network and the logs."""
