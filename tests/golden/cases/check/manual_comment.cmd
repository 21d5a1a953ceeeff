args: check policies/manual_comment.carve.md
