args: why policies/reasons.carve --facts -
stdin: text {"day": "2019-01-01", "late": false, "urgent": false, "harmless": false, "agency": "police"}
