args: ask ../../examples/policies/health_records/disclosure.carve "disclose(dna)" --scenario "a detective looks for a fugitive"
