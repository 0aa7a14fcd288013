 #
 #
 #
 #

BB BBBBBBBBBBBBB
  XX XXXXXXXXXXXXXXXXXXXXXXX
    XX XXXXXXBBB BBBBBBBBBBBBBBBBXX
      BB BBBBBBBBBBBBBBBBB B B
         gettext(u'The campaign runs for %(n)s years in a row') 
          SSS SSSSSSSS SSSS SSS SSSSS SSSSS SS S SSS
        
      BBBB
         gettext(u"The campaign's first year") 
      BBBBB
    XXXX
    BB BBBBBBBBBBBBBBBBBBBBX BBBBB
  XXXX
BBBBB
