# what is settled is told neither as a condition that is not known nor as a clause that decides
args: ask policies/turns_on.carve --facts -
stdin: text {"money": null, "x": true, "a": true}
