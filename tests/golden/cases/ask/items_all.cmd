# P54: eight items and never DNA; all at once.
args: ask ../../examples/policies/health_records/disclosure.carve disclose --scenario "a detective looks for a fugitive"
