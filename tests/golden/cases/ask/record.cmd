args: ask records/leave.carve --facts - --record --at 2024-05-01T09:00+02:00 --policy-version 7
stdin: text {"request": {"kind": "holiday", "days": 3.0, "day": "2024-05-01"}}
