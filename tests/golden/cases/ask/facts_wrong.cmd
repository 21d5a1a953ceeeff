args: ask ../../examples/policies/nyc/guidance.carve --facts -
stdin: text {"request": {"recieved": "2018-03-01", "received": "2018-02-30", "purpose": "civil"}, "agency": null}
