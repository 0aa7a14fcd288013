BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Upkeep log') BBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BB BBBB gettext(u'Facilities') 
 _("Upkeep log") 
BBBBBBBB
BBBBB BBBBBBB gettext(u'Upkeep log') BBBBBBBB
BBBBB BBB
 ngettext(u'%(n)s entry, the latest first', u'%(n)s entries, the latest first', count) 
  SSSSS SSSSSS SSS SSSSSS SSSSS

  PPPPP PPPPPPPP PPP PPPPPP PPPPP

BBBBBBBB
BBBBB BBBBB
XXXXXX XXXXXXXXXX XXXXXXXXXXXX
  XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Upkeep, each with day, facility and what was done') XXXXXXXXXX
  XXXXXXX
    XXXX
       _("Work done") 
       _("Facility") 
       _("On") 
       _("Done by") 
      XXX XXXXXXXXXXXX gettext(u'Condition after it') XXXXX
    XXXXX
  XXXXXXXX
  XXXXXXX
    BBB BBBBB BB BBBBBBBBBBB
      XXXX
        XXX XXXXXXXXXXXXXXXXXBB BBBBBBBBBBXXXXX XXXXXXXXXXXXXXXXXXXXXXXXBBBBBXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Facility') XXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'On') X XXXXXXXXXXXXXXXFFFFFFFXXXXX
        XXX XXXXXXXXXXXX gettext(u'Done by') XXFFFFFFFFFFFXXXXX
        XXX XXXXXXXXXXXX gettext(u'Condition after it') XXFFFFFFFFFFFXXXXX
      XXXXX
    BBBBBB
  XXXXXXXX
XXXXXXXX
BBBBBBBB
BBBBB BBBBB
BBB BBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBB
 _("What was done to keep the facilities stands here")  _("It is entered on the facility's own page: greenery trimmed, lamps repaired.")  _("Facilities") 
BBBBBBBB
