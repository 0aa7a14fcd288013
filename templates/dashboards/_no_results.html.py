 #

BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBB BBBBBBBBBBBBBBBBBBBBBB
   _("No published result for this choice yet")  _("A year is made of its published rounds. Choose a round or another year.") 
BBBB
   _("The ranking stands here")  _("It comes from a published round, or from the city’s bulletin once the office has imported it.") 
BBBBB
