# P54: eight items and never DNA; all at once.
args: ask ../../examples/policies/hipaa/law_enforcement.carve disclose --scenario "a detective looks for a fugitive"
