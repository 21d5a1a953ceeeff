args: test ../../examples/policies/hipaa/law_enforcement.carve
