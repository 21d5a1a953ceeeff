args: replay records/leave.jsonl --policy policies/names.carve
