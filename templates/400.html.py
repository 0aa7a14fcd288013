BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBB gettext(u'The request was not understood') BBBBBBBB
BBBBB BBBBXXXBBBBBBBB
BBBBB BBBBBBB gettext(u'The request was not understood') BBBBBBBB
BBBBB BBBB
XXX gettext(u'The address or what was sent with it is not in order. Go back and try again; what you typed is kept.') XXXX
BBBBBBBB
BBBBB BBBBXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXX gettext(u'To the first page') XXXXBBBBBBBB
