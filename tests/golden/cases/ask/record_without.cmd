args: ask records/leave.carve --without ill --facts - --record
stdin: text {}
