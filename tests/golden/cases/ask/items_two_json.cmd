args: ask ../../examples/policies/hipaa/law_enforcement.carve "disclose(birth, dna)" --scenario "whether it is to find somebody is not known" --format json
