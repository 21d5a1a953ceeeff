args: check policies/manual_errors.carve.md
