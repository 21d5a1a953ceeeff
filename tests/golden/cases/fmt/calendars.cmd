args: fmt -
stdin: format/calendars.carve
