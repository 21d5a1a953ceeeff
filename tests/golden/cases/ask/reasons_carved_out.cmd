args: ask policies/reasons.carve --facts -
stdin: text {"day": "2021-01-01", "late": true, "urgent": true, "harmless": false, "agency": "friends"}
