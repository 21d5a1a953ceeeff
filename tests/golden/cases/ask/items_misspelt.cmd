args: ask ../../examples/policies/health_records/disclosure.carve "disclose(dns)" --scenario "nobody from law enforcement"
