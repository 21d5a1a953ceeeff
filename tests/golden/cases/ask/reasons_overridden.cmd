args: ask policies/reasons.carve --facts -
stdin: text {"day": "2019-01-01", "late": true, "urgent": true, "harmless": true, "agency": "police"}
