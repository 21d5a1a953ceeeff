args: replay - --policy records/leave.carve
stdin: records/leave.jsonl
