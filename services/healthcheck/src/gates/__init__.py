"""The eight acceptance gates, judged from facts of the host and answers from the network."""
