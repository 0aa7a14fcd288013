BBBBBBB BBBBBBBBBBBBBBBBBBB #

BBBBB BBBBB gettext(u'Locked for a while') BBBBBBBB
BBBBB BBBBBBBB BBBBBBBBBBBBBB
BBBBB BBBBBBB gettext(u'Locked for a while') BBBBBBBB
BBBBB BBBB
XXX
   gettext(u"The password was wrong %(limit)s times. To stop guessing, this account can't be signed in to from here for %(minutes)s minutes.") 
    SSS SSSSSSSS SSS SSSSS SSSSSSSSS SSSSSS SS SSSS SSSSSSSSS SSSS SSSSSSS SSSSS SS SSSSSS SS SS SSSS SSSS SSS SSSSSSSSSSS SSSSSSSS
  
XXXX
XXX gettext(u"Wait that long and try again. If you have forgotten the password, ask your unit's administrator for a new one.") XXXX
BBBBBBBB
BBBBB BBBBXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBXX gettext(u'Back to sign in') XXXXBBBBBBBB
