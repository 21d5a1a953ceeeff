args: ask policies/reasons.carve --facts - --without weak --without base
stdin: text {"day": "2021-01-01", "late": true, "urgent": false, "harmless": false, "agency": "nobody"}
