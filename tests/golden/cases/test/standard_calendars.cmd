args: test policies/standard_calendars.carve
