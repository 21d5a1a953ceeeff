args: why policies/reasons.carve --not permitted --facts -
stdin: text {"day": "2019-01-01", "late": false, "urgent": true, "harmless": true, "agency": "sunday"}
