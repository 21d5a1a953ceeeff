args: check ../../examples/policies/hipaa/law_enforcement.carve
