"""One screen that says how the appliance fares: facts of the host, the network and the logs in, lines out."""
