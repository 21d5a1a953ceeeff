args: ask policies --facts policies/reports.json
