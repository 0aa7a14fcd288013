BBBBBBB BBBBBBBBBBBBBBBBBBB #

BBBBB BBBBB gettext(u'The page had expired') BBBBBBBB
BBBBB BBBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBB gettext(u'The page had expired') BBBBBBBB
BBBBB BBBB
XXX gettext(u'Somebody signed in or out in another window since the page was opened, so it could not be accepted. Nothing was saved.') XXXX
XXX gettext(u'What you typed is kept on this device: go back to the page, it is put back there, and send it again.') XXXX
BBBBBBBB
BBBBB BBBBXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXX gettext(u'Back to the page') XXXXBBBBBBBB
