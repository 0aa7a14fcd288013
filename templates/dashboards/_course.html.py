 #
 #

BB BBBBBBBBBBBB
   _("in points") 
BBBB
  XXXXXXXX XXXXXXXXXXXX XX
    XXXX XXXXXXXXXXXXXXXXXXXX
      XXX XXXXXXXXXXXXXXXXXXXXXXXXXX
    XXXXXX
     _("No published round in this year yet")  _("The line by round stands here once the city’s bulletin is imported or a round is published.") 
  XXXXXXXXXX
BBBBB
