BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Where problems come back') BBBBBBBB
BBBBB BBBBBBB gettext(u'Where problems come back') BBBBBBBB
BBBBB BBB gettext(u'Points where problems came back again and again after they were closed: why, and which project would end it.') BBBBBBBB
BBBBB BBBBB
XXXXXX XXXXXXXXXX XXXXXXXXXXXX
  XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Points where problems come back') XXXXXXXXXX
  XXXXXXX
    XXXX
      XXX XXXXXXXXXXXX gettext(u'Point') XXXXX
      XXX XXXXXXXXXXXX gettext(u'Unit in charge') XXXXX
      XXX XXXXXXXXXXX XXXXXXXXXXXX pgettext(u'problem', u'Came back') XXXXX
      XXX XXXXXXXXXXXX gettext(u'Root cause') XXXXX
      XXX XXXXXXXXXXXX gettext(u'Project') XXXXX
       _("Asked for") 
    XXXXX
  XXXXXXXX
  XXXXXXX
    BBB BBBBB BB BBBBBBBBBBB
      XXXX
        XXX XXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Unit in charge') XXFFFFFFFFFFFXXXXX
        XXX XXXXXXXXXXXX pgettext(u'problem', u'Came back') X XXXXXXXXXXXXFFFFFFXXXXX
        XXX XXXXXXXXXXXX gettext(u'Root cause') XXBB BBBBBBBBBBBBBBBBFFFFFFFFFFFFFFFFBBBB gettext(u'not written yet') BBB BBBB BBBBBBBBBBBBXXXXX
        XXX XXXXXXXXXXXX gettext(u'Project') XXFFFFFFFFFFFXXXXX
        XXX XXXXXXXXXXXX gettext(u'Asked for') X XXXXXXXXXXXXXXXFFFFFFFXXXXX
      XXXXX
    BBBBBB
  XXXXXXXX
XXXXXXXX
BBBBBBBB
BBBBB BBBBB
 _("Points where problems come back stand here")  _("There is none at the moment: what was closed stayed closed.") 
BBBBBBBB
