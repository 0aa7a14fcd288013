BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Visits and inspectors') BBBBBBBB
BBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBB BBBBBBBBBB BB BBBBBBBBBB
 _("Visits and inspectors") 
BBBBBBBB
BBBBB BBBBBBB gettext(u'Visits and inspectors') BBBBBBBB
BBBBB BBB X  ngettext(u'%(n)s visit', u'%(n)s visits', count) SSSSS SSSSSPPPPP PPPPPPBBBBBBBB
BBBBB BBBBBBB
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB
BB BBBBBBBBBB
  XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBXXBBBB BBBBBB gettext(u'Assign points') XXXX
BBBBB
BBBBBBBB
BBBBB BBBBB
XXXXXX XXXXXXXXXX XXXXXXXXXXXX
  XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Visits, each with point, inspector and whether it is done') XXXXXXXXXX
  XXXXXXX
    XXXX
       _("Point") 
      XXX XXXXXXXXXXXX gettext(u'Kind') XXXXX
       _("Lies in") 
      XXX XXXXXXXXXXXX gettext(u'Inspector') XXXXX
      XXX XXXXXXXXXXXX gettext(u'Visit') XXXXX
      BB BBBBBBBBBB
        XXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Take away') XXXXXXXXXXXX
      BBBBB
    XXXXX
  XXXXXXXX
  XXXXXXX
    BBB BBB BB BBBBBBBBBBB
      XXXX
        XXX XXXXXXXXXXXX
          XXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
        XXXXX
        XXX XXXXXXXXXXXX gettext(u'Kind') XXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Lies in') XXFFFFFFFFFFFXXXXX
        XXX XXXXXXXXXXXX gettext(u'Inspector') XXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Visit') XX
          XXXXX
            BB BBBBBBBBBBB
              XX XXXXXXBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBXXBBBB BBBBBBB  gettext(u'Visited') XXXX
            BBBB BBBBBBBBBBBB
               gettext(u'Draft') 
            BBBB
              XXXXX XXXXXXXXXXXXXX gettext(u'Not visited') XXXXXXX
            BBBBB
            BB BBBBBBBBBBBBBB BBB BBB BBBBBBBBBBB
              XXXXX XXXXXXXXXXXXXXXXX
                 gettext(u'%(first)s to %(last)s') 
                  SSSSSSSSS SS SSSSSSSS
                
              XXXXXXX
            BBBBB
          XXXXXX
        XXXXX
        BB BBBBBBBBBB
          XXX XXXXXXXXXXXXXX
            BB BBB BBBBBBBBBBB BBB BBB BBBBBBBBBBBB
              XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBXX
                BBBBBBBBBB
                XXXXXXX XXXXXXXXXX XXXXXXXXXX
                        XXXXXXXXXXXXX
                        XXXXXXXXXXXX gettext(u'Take away %(point)s') SSSS SSSS SSSSSSSSSXX gettext(u'Take away') XXXXXXXXX
              XXXXXXX
            BBBBB
          XXXXX
        BBBBB
      XXXXX
    BBBBBB
  XXXXXXXX
XXXXXXXX
BBBBBBBB
BBBBB BBBBB
BB BBBBBBBBBB
  BBB BBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BBBBBBBBBB
   _("The visits of this round stand here")  _("Spread the points over the inspectors; they find them on their phones once the round is open.")  _("Assign points") 
BBBB
   _("The visits of this round stand here")  _("No point is assigned.") 
BBBBB
BBBBBBBB
