 #
 #
 #
 #

XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX gettext(u'What was left of it') XXXXX
    XXXXX XXXXXXXXXXXXXXXXXXXX gettext(u'100 means: as on the last day of the drive') XXXXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXX
    XXXXXX XXXXXXXXXX XXXXXXXXXXXX
      XXXXXXX
        XXXX
          XXX XXXXXXXXXXXX gettext(u'Zone') XXXXX
          BBB BBB BB BBBBBBBBB
            XXX XXXXXXXXXXXX
               gettext(u'after %(days)s days') 
                SSSSS SSSSSSSS SSSS
              
            XXXXX
          BBBBBB
        XXXXX
      XXXXXXXX
      XXXXXXX
        BBB BBBBB BBBBB BB BBBBBBBBBB
          XXXX
            XXX XXXXXXXXXXXXBB BBBBBBBB gettext(u'The drive as a whole') BBBBBXXXXX
            BBB BBBB BB BBBBB
              XXX XXXXXXXXXXXX gettext(u'after %(days)s days') SSSSS SSSSSSSS SSSSXX
                XXXXX
                  BB BBBBBBBBB
                    XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXFFFFFFBB BBBBBBBBBBBBBB X BBBBBXXXXXXX
                  BBBB BBBBBBBBBBB
                    BB BBBBBBBB
                      XX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBB BBBBBBBBBXXXXXXXXXXXXBB BBBBXXXXXXXXXXBBBBBXX gettext(u'Enter') XXXX
                    BBBB
                       gettext(u'not looked at yet') 
                    BBBBB
                    XXXXX XXXXXXXXXXXXXXXXX
                       gettext(u'due since %(day)s') 
                        SSS SSSSS SSSSSSS
                      
                    XXXXXXX
                  BBBB
                    XXXXX XXXXXXXXXXXXXXXXX
                       gettext(u'due on %(day)s') 
                        SSS SS SSSSSSS
                      
                    XXXXXXX
                  BBBBB
                XXXXXX
              XXXXX
            BBBBBB
          XXXXX
        BBBBBB
        XXX XXXXXXXXXXXXXXXXXXX
          XXX XXXXXXXXXXXX gettext(u'Mean') XXXXX
          BBB BBB BB BBBBBBBBBXXX XXXXXXXXXXXX gettext(u'after %(days)s days') SSSSS SSSSSSSS SSSSXXXXXXXBB BBBBBBBB BB BBB BBBBXXXXXXXXBBBBXBBBBBXXXXX XXXXXXXXXXXXXXXXX gettext(u'%(looked)s of %(of)s looked at') SSSSSSSSSS SS SSSSSS SSSSSS SSXXXXXXXXXXXXXXXXXXBBBBBB
        XXXXX
      XXXXXXXX
    XXXXXXXX
  XXXXXX
XXXXXXXXXX
