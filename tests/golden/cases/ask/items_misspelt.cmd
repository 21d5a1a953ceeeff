args: ask ../../examples/policies/hipaa/law_enforcement.carve "disclose(dns)" --scenario "nobody asked"
