args: ask ../../examples/policies/health_records/disclosure.carve disclose --scenario "whether it is to find somebody is not known"
