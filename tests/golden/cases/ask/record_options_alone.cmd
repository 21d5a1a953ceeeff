args: ask records/leave.carve --facts - --no-facts
stdin: text {}
