 #
 #
 #

XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXXX
       gettext(u'%(unit)s: by section') 
        SSSSSSSSS SS SSSSSSS
      
    XXXXX
    XXXXX XXXXXXXXXXXXXXXXXXXX gettext(u'points won of 100 possible') XXXXXXX
    XXXX XXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXX XXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXX
    XXXXXX XXXXXXXXXXXX
      XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Sections by year') XXXXXXXXXX
      XXXXXXX
        XXXX
          XXX XXXXXXXXXXXX gettext(u'Section') XXXXX
          XXX XXXXXXXXXXX XXXXXXXXXXXXXXXXX
          XXX XXXXXXXXXXX XXXXXXXXXXXXXXXXX
          XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Difference (points)') XXXXX
          BB BBBBBBBBBBBBBBBB
            XXX XXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXX
               gettext(u'Common items %(year)s') 
                SSSSSS SSSSS SSSSSSSS
              
            XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXX
               gettext(u'Common items %(year)s') 
                SSSSSS SSSSS SSSSSSSS
              
            XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Difference over common items') XXXXX
          BBBBB
          BBB BBBB BB BBBBBBB
            XXX XXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXXXX
          BBBBBB
        XXXXX
      XXXXXXXX
      XXXXXXX
        BBB BBB BB BBBBBBBBBBBBB
          BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB
        BBBBBB
         _("All sections") 
      XXXXXXXX
    XXXXXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
     gettext(u'Points won = 100 × points awarded ÷ points possible, over all observations in the same rounds.') 
    BB BBBBBBBBBBBBBBBB
       gettext(u'The standard changed between the years: %(this)s items now, %(last)s then. The comparison over the %(n)s items that both have (same code) stands beside the raw one.') 
        SSS SSSSSSSS SSSSSSS SSSSSSS SSS SSSSSS SSSSSSSS SSSSS SSSS SSSSSSSS SSSSS SSS SSSSSSSSSS SSSS SSS SSSSS SSSSS SSSS SSSS SSSS SSSSS SSSSS SSSSSS SSSSSS SSS SSS SSSS
      
    BBBB
       gettext(u'Both years used the same standard.') 
    BBBBB
    BB BBBBBBBBBBBBBBBB BBB BBB BBBBBBBBBBBBBBBBBBBBB gettext(u'No item is common to both years, so only the raw figures stand here; they do not say whether it got better.') BBBBB
  XXXXXX
XXXXXXXXXX
