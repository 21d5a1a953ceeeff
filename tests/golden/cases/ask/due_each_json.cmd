args: ask policies/reports.carve decline --format json --facts policies/reports.json
