args: check policies/manual_without_code.carve.md
