args: fmt -
stdin: text # only a comment
