args: ask policies/reports.carve decline --facts policies/reports.json
