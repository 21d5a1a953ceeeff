args: ask ../../examples/policies/hipaa/law_enforcement.carve disclose --scenario "whether it is to find somebody is not known"
