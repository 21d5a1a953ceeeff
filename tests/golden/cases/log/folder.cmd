args: log verify records
