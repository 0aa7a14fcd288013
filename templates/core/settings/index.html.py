BBBBBBB BBBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBB BBBBBB
BBBBB BBBBB gettext(u'Settings') BBBBBBBB
BBBBB BBBBBBBB
XXXXX XXXXXXXXXXXXXXXX XXXXXXBBBBBB BBBBBBBBBBBBBBBBBBXX
BBBBBBBB
BBBBB BBBBBBBBB
 _("Settings")  _("What the office keeps itself. Every change stands in the trail.") 
BBBBBBBB
BBBBB BBBBBBB
XXX XXXXXXXXXXXXXXXXXXXXXXX
  BBB BBBBB BB BBBBBB
    XXXX
      XX XXXXXXXXXXXX XXXXXXXXXXXXXX
         XXXXXXXXBBBB BBBBBBBBBB BBBBBBBBBBXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
    XXXXX
  BBBBBB
XXXXX
XXXXXXXX XXXXXXXXXXXX XXXXX XXXXXXXXXXXXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX gettext(u'The daily work') XXXXX
    XXXXX XXXXXXXXXXXXXXXXXXXX
      BB BBBBBBBB
         gettext(u'by itself every day at %(at)s') 
          SS SSSSSS SSSSS SSS SS SSSSSS
        
      BBBB
         gettext(u'started by a timer of the installation') 
      BBBBB
    XXXXXXX
  XXXXXX
  BB BBBB
    XXXX XXXXXXXXXXXXXXXXXXXX
      XX XXXXXXXXXXXXX
        BB BBBBBBBBBBBBBBBB
           gettext(u'Last run: %(at)s.') 
            SSSS SSSS SSSSSSS
          
        BBBB
           gettext(u'Begun %(at)s, not at its end yet.') 
            SSSSS SSSSSSS SSS SS SSS SSS SSSS
          
        BBBBB
         gettext(u'The numbers are those of that day.') 
      XXXX
      XXX XXXXXXXXXXXX XXXXXXXXXXXXXX
        BBB BBBB BB BBBB
          XXXXXXXXX
          XXXX
            BB BBBBBBBBBBB
              XX XXXXXXXXXXXXXXXXXXX
                BBBB BBBBBBBBBBB
                 gettext(u'It failed (%(what)s). The log tells more; it is tried again the next time.') 
                  SS SSSSSS SSSSSSSSSSS SSS SSS SSSSS SSSSS SS SS SSSSS SSSSS SSS SSSS SSSSS
                
              XXXX
            BBBBB
            BBB BBBBB B BB BBBBBBBBBBBBXXXXX XXXXXXXXXXXXXXXXXXXXX XX XXXXXXXXXXXXXXXXXXXXXXXBBBBBBB BBB BBBBBBBBBBBXBBBBBBBBBBB
          XXXXX
        BBBBBB
      XXXXX
    XXXXXX
  BBBB
     _("The last run stands here")  _("There was none yet. It sends reminders, changes lights and drafts supervision orders.") 
  BBBBB
XXXXXXXXXX
BBBBBBBB
