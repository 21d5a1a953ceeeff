args: ask policies/reasons.carve --facts -
stdin: text {"day": "2021-01-01", "late": false, "urgent": false, "harmless": true, "agency": "sunday"}
