args: fmt -
stdin: format/comments.carve
