BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Propose a correction') BBBBBBBB
BBBBB BBBBBB
 _("Propose a correction") 
BBBBBBBB
BBBBB BBBBBBB gettext(u'Propose a correction') BBBBBBBB
BBBBB BBBXX XXXXXXXXXXXXXXXXXXXXXXX X XXXXBBBBBBBB
BBBBB BBBBBB gettext(u'Propose') BBBBBBBB
BBBBB BBBBBBBBBBBBBB
BBBBB BBBBB
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
XX XXXXXXXXXXXX XXXXXXX gettext(u"Enter what should have been entered; the standard's rule gives the points. Nothing changes until somebody else has accepted it.") XXXX
BBBBBBBB
