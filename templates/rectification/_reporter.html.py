 #
 #
 #
 #

BB BBBBBBBB
  BBBB BBBBBBBBBBBBBBBBBBBBBB
    XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXX
      XXXX XXXXXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXXXXXXXXXXX gettext(u'The reporter') XXXXX
        XXXXX XXXXXXXXXXXXXXXXXXXX gettext(u'seen by the office only') XXXXXXX
      XXXXXX
      XXXX XXXXXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXXXX
          XXXX pgettext(u'person', u'Name') XXXXXXXXXBB BBBBBBBBBBBBBBBBBBBXXXXX XXXXXXXXXXXXXX gettext(u'deleted on %(day)s') SSSSSSS SS SSSSSSSXXXXXXXBBBB _("not given") BBBBBXXXXX
          BB BBB BBBBBBBBBBBBBBBBBBBXXXX gettext(u'Telephone') XXXXXXXXXBB BBBBBBBBBBBBBBBBXX XXXXXXXXXXXXXXXXBBBB gettext(u'not given') BBBBBXXXXXBBBBB
          XXXX gettext(u'Number') XXXXXXXXXXX XXXXXXXXXXXXXXXXX
          XXXX gettext(u'To the public') XXXXX
          XXXX
            BB BBBBBBBBBBBBBBBBBBBBBB
               gettext(u'Photos released on %(day)s by %(who)s') 
                SSSSSS SSSSSSSS SS SSSSSSS SS SSSSSSS
              
              BB BBBBBBBBBBBB
                XXXX
                XXXXX XXXXXXXXXXXXXX
                   ngettext(u'%(n)s photo came later and is not shown', u'%(n)s photos came later and are not shown', count) 
                    SSSSS SSSSS SSSS SSSSS SSS SS SSS SSSSS
                  
                    PPPPP PPPPPP PPPP PPPPP PPP PPP PPP PPPPP
                  
                XXXXXXX
              BBBBB
            BBBB
               gettext(u'Photos are not shown') 
            BBBBB
          XXXXX
        XXXXX
        BB BBBBBBBBBBBBBBB
          BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBBBBB
          XXXX XXXXXXXXXXXXXXXXXXXXXX
            BB BBBBBBBBBBBB
              XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBB BBBBBBXX
                BBBBBBBBBB
                BBB BBBBB BB BBBBBBBBBBBBBBBXXXXXX XXXXXXXXXXXXX XXXXXXXXXXX XXXXXXXXXBBBBBB
                XXXXXXX XXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXXBBBB BBBBB gettext(u'Release the photos') XXXXXXXXX
              XXXXXXX
            BBBBB
            BB BBBBBBBBBBBBBBBBBBBBBB
              XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBB BBBBBBXX
                BBBBBBBBBB
                XXXXXXX XXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXXBBBB BBBBBB gettext(u'Hide the photos again') XXXXXXXXX
              XXXXXXX
            BBBBB
          XXXXXX
          XX XXXXXXXXXXXXXXXXXX gettext(u'Look first: no faces, number plates or doors of homes.') XXXX
        BBBBB
      XXXXXX
    XXXXXXXXXX
  BBBBBBB
BBBBB
