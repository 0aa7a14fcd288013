 #
 #
 #
 #

BB BBBBBB
  XXX XXXXXXXXXXXXXXXXXXXXX
    BBB BBBBB BB BBBBBB
      XXXXX
        XXXXXXXXX
        XXXX
          
        XXXXX
      XXXXXX
    BBBBBB
  XXXXX
BBBB
  XX XXXXXXXXXXXXXXXXXX gettext(u'Nothing was entered yet: truckloads, corners, square metres stand here, added up.') XXXX
BBBBB
