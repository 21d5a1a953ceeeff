args: replay - --policy records/leave.carve
