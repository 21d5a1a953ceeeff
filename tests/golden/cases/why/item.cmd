args: why ../../examples/policies/hipaa/law_enforcement.carve "disclose(dna)" --scenario "a detective looks for a fugitive"
