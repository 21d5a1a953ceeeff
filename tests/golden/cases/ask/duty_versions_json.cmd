args: ask policies/duty_versions.carve release --format json --facts policies/duty_versions_first.json
