args: ask records/leave.carve --facts - --log records/leave.carve
stdin: text {}
