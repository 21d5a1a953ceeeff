args: why policies/reasons.carve --not permitted --facts -
stdin: text {"day": "2019-01-01", "late": true, "urgent": true, "harmless": false, "agency": "customs"}
