args: ask ../../examples/policies/health_records/disclosure.carve disclose_record --facts ../../examples/policies/health_records/facts/victim-unable.yaml
