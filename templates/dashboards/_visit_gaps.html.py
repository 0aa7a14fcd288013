 #

BB BBBB
   gettext(u'Announced and unannounced, the same points') 
   _("in points") 
BBBBB
XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXXX gettext(u'Announced minus unannounced') XXXXX
    XXXXX XXXXXXXXXXXXXXXXXXXX gettext(u'in points, at the same points') XXXXXXX
    BB BBBB
      XXXX XXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXX XXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXX
    BBBBB
  XXXXXX
  BB BBBB
    XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXX
      XXXXXX XXXXXXXXXXXX
        XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Announced minus unannounced') XXXXXXXXXX
        XXXXXXX
          XXXX
            XXX XXXXXXXXXXXX gettext(u'Unit') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Gap (points)') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXX gettext(u'Announced') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXX gettext(u'Unannounced') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXX gettext(u'Interval (nine in ten)') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Points visited') XXXXX
            XXX XXXXXXXXXXXX gettext(u'What it says') XXXXX
          XXXXX
        XXXXXXXX
        XXXXXXX
          BBB BBBB BB BBBB
            XXXX
              XXX XXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX
              XXX XXXXXXXXXX XXXXXXXXFFFFFFXXXXX
              XXX XXXXXXXXXX XXXXXXXXXXXFFFFFXXXXX
              XXX XXXXXXXXXX XXXXXXXXXXXFFFFFXXXXX
              XXX XXXXXXXXXX XXXXXXXXXXXFFFFFFFFFFFXXXXX
              XXX XXXXXXXXXXXXXXXXX
              XXX XXXXXXXXXXXXXXXXXXXXXXX
            XXXXX
          BBBBBB
        XXXXXXXX
      XXXXXXXX
    XXXXXX
    XXXX XXXXXXXXXXXXXXXXXXXX gettext(u'Each point counts once: the mean of its announced visits minus the mean of its unannounced ones, in published rounds of the year. The interval is for the mean over the points; where it holds zero, the difference may be chance.') XXXXXX
  BBBB
     _("No point was visited in both ways this year")  _("A blind revisit drawn by lot, or a patrol nobody was told of, at points of an announced round gives the comparison.") 
  BBBBB
XXXXXXXXXX
