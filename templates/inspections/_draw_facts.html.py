 #
 #
 #
 #

XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX gettext(u'The terms') XXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXX
      BB BBBBB
        XXXX gettext(u'Points in all') XXXXXXXX XXXXXXXXXXXXXXXXX
        XXXX gettext(u'At least') XXXXXXXXX X BB BBBBBBBBBBBBB BB BBBBBB gettext(u'each kind of point') BBBB gettext(u'each kind of point in each unit') BBBBBXXXXX
        XXXX gettext(u'Scored twice') XXXXXXXX XXXXXXXXXXXXXXXXXX
        XXXX gettext(u'Inspectors') XXXXXXXX XXXXXXXXXXXXXXXXX
        XXXX gettext(u'May be drawn') XXXXX
        XXXX
           ngettext(u'%(n)s point', u'%(n)s points', count) 
            SSSSS SSSSS
          
            PPPPP PPPPPP
          
        XXXXX
        BB BBBBBBBBBBBBXXXX gettext(u'Blind revisit of') XXXXXXXXXXX XXXXXXXXXXXXXXXXXBBBBB
      BBBBB
      XXXX gettext(u'Hash published') XXXXXXXXXFFFFFFFFFFFFFFFFXXXXX
      BB BBBBBBBBBBBBBBBBB BBB BBBBBXXXX gettext(u'Drawn') XXXXXXXXXFFFFFFFFFFFFFFFFXXXXXBBBBB
      BB BBBBBBBBBBBBBBBBXXXX gettext(u'Seed published') XXXXXXXXXFFFFFFFFFFFFFFFFXXXXXBBBBB
    XXXXX
  XXXXXX
XXXXXXXXXX
