args: fmt --check policies/manual_errors.carve.md
