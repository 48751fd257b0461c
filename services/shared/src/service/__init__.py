"""Package of what the appliance's services have in common; each image has it beside the service's own."""
