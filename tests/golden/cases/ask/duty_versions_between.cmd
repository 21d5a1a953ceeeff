args: ask policies/duty_versions.carve release --facts policies/duty_versions_between.json
