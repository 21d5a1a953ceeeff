args: fmt --check - policies/good.carve
stdin: text policy p cites "A"
