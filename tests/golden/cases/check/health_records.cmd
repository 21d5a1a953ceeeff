args: check ../../examples/policies/health_records/disclosure.carve
