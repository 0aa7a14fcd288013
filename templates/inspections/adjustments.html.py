BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Rewards and penalties') BBBBBBBB
BBBBB BBBBBBB gettext(u'Rewards and penalties') BBBBBBBB
BBBBB BBBBBBB
XX XXXXXXXXXX XXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBXXBBBB BBBBBBB gettext(u'Of cleaning teams, by rule') XXXX

BBBBBBBB
BBBBB BBB
 ngettext(u'%(n)s entry, the newest first', u'%(n)s entries, the newest first', count) 
  SSSSS SSSSSS SSS SSSSSS SSSSS

  PPPPP PPPPPPPP PPP PPPPPP PPPPP

BBBBBBBB
BBBBB BBBBB
XXXXXX XXXXXXXXXX XXXXXXXXXXXX
  XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Rewards and penalties, each with unit, points, reason and basis') XXXXXXXXXX
  XXXXXXX
    XXXX
       _("Unit") 
       _("Points added or taken") 
      XXX XXXXXXXXXXXX gettext(u'Reason') XXXXX
      XXX XXXXXXXXXXXX gettext(u'Round') XXXXX
       _("Entered") 
    XXXXX
  XXXXXXXX
  XXXXXXX
    BBB BBB BB BBBBBBBBBBB
      XXXX
        XXX XXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Points added or taken') X XXXXXXXXXXXXXXXFFFFFFXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Reason') XXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Round') XXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Entered') XXXXXXXFFFFFFFFFFFXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
      XXXXX
    BBBBBB
  XXXXXXXX
XXXXXXXX
BBBBBBBB
BBBBB BBBBB
BB BBBBBBBBB
  BBB BBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBB
   _("Rewards and penalties stand here")  _("Each is entered on the page of its round, before the round is published.")  _("To the rounds") 
BBBB
   _("Rewards and penalties stand here")  _("Those of published rounds are shown to everybody.") 
BBBBB
BBBBBBBB
