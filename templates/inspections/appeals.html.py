BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Appeals') BBBBBBBB
BBBBB BBBBBBB gettext(u'Appeals') BBBBBBBB
BBBBB BBB
 ngettext(u'%(n)s appeal, the newest first', u'%(n)s appeals, the newest first', count) 
  SSSSS SSSSSSS SSS SSSSSS SSSSS

  PPPPP PPPPPPPP PPP PPPPPP PPPPP

BBBBBBBB
BBBBB BBBBB
XXXXXX XXXXXXXXXX XXXXXXXXXXXX
  XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Appeals, each with item, unit, point and state') XXXXXXXXXX
  XXXXXXX
    XXXX
      XXX XXXXXXXXXXXX gettext(u'Item') XXXXX
       _("Unit") 
       _("Point") 
      XXX XXXXXXXXXXXX gettext(u'State') XXXXX
       _("Filed") 
    XXXXX
  XXXXXXXX
  XXXXXXX
    BBB BBBBBB BB BBBBBBBBBBB
      XXXX
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB
        XXX XXXXXXXXXXXX gettext(u'Unit') XXXXXXX
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB
        XXX XXXXXXXXXXXX gettext(u'State') XXBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBXXXXX
        XXX XXXXXXXXXXXX gettext(u'Filed') X XXXXXXXXXXXXXXXFFFFFFFFFFFXXXXX
      XXXXX
    BBBBBB
  XXXXXXXX
XXXXXXXX
BBBBBBBB
BBBBB BBBBB
BB BBBBBBB
   _("Your unit's appeals stand here")  _("On a published sheet, 'Appeal' stands beside each item on which you lost points.") 
BBBB
   _("The appeals stand here")  _("Units file them on their published sheets, beside the item.") 
BBBBB
BBBBBBBB
