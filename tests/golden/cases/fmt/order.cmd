args: fmt -
stdin: format/order.carve
