args: why policies/good.carve --facts -
stdin: text {"budget": 20, "request": {"days": 3, "day": "2024-05-01", "kind": "holiday", "doctor": false}}
