args: replay records/long_leaves.jsonl --policy records/leave_2.carve --format json
