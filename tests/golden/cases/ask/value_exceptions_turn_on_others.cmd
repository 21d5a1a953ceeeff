args: ask policies/values_that_differ.carve fee --facts -
stdin: text {"applicant": {"student": false, "waived": true}}
