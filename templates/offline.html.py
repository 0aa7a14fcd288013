BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBB gettext(u'No network') BBBBBBBB
BBBBB BBBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBB gettext(u'No network') BBBBBBBB
BBBBB BBBB
XXX gettext(u'This page needs the network, and there is none just now. What you filled in is kept on this phone.') XXXX
BBBBBBBB
BBBBB BBBBXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXX gettext(u'Try again') XXXXBBBBBBBB
