args: ask ../../examples/policies/health_records/disclosure.carve "disclose(other)" --facts ../../examples/policies/health_records/facts/victim-unable.yaml
