BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBB gettext(u'Something went wrong here') BBBBBBBB
BBBBB BBBBXXXBBBBBBBB
BBBBB BBBBBBB gettext(u'Something went wrong here') BBBBBBBB
BBBBB BBBB
XXX gettext(u'The fault is on our side and has been recorded. Nothing was half saved, and what you typed is kept on this device. Try again in a while; if it stays so, tell the administrator.') XXXX
BBBBBBBB
BBBBB BBBBXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXX gettext(u'To the first page') XXXXBBBBBBBB
