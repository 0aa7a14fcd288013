BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBB gettext(u'Not allowed') BBBBBBBB
BBBBB BBBBBBBB BBBBBBBBBBBBBB
BBBBB BBBBBBB gettext(u'You may see this, but not do it') BBBBBBBB
BBBBB BBBB
BB BBBBBBBBBXXXXXXXBBBBB
XXX gettext(u'What you may do follows from your post. If this belongs to your work, ask the campaign office.') XXXX
BBBBBBBB
BBBBB BBBBXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXX gettext(u'To the first page') XXXXBBBBBBBB
