BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBB gettext(u'There is no such page') BBBBBBBB
BBBBB BBBBXXXBBBBBBBB
BBBBB BBBBBBB gettext(u'There is no such page') BBBBBBBB
BBBBB BBBB
XXX gettext(u'The address is wrong, or what it leads to does not belong to your unit.') XXXX
BBBBBBBB
BBBBB BBBBXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXX gettext(u'To the first page') XXXXBBBBBBBB
