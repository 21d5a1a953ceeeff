# an `unless` of two parts joined by `and` is one condition
args: ask policies/turns_on.carve --facts -
stdin: text {"money": null, "x": true, "y": false}
