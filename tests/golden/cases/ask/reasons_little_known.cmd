args: ask policies/reasons.carve --facts -
stdin: text {"urgent": true}
