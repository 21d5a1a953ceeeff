args: test ../../examples/policies/health_records/disclosure.carve
