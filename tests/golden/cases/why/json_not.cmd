args: why policies/reasons.carve --not permitted --format json --facts -
stdin: text {"day": "2019-01-01", "late": true, "urgent": true, "harmless": false, "agency": "customs"}
