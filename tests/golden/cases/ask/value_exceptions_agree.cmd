args: ask policies/values_that_differ.carve fee --facts -
stdin: text {"applicant": {"resident": true, "student": true, "waived": false}}
