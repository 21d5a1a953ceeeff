args: ask policies/values_that_differ.carve fee --facts - --format json
stdin: text {"applicant": {"resident": false, "student": true, "waived": true}}
