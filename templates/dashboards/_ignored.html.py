 #

BB BBBBBBB
  XXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXX XXXXXXXXXXXXXX
    BBBB BBBBBB
    XXXXX
       gettext(u'There is nothing for what the address asks for under %(names)s: what there is is shown instead.') 
        SSSSS SS SSSSSSS SSS SSSS SSS SSSSSSS SSSS SSS SSSSS SSSSSSSSSS SSSS SSSSS SS SS SSSSS SSSSSSSS
      
    XXXXXX
  XXXXXX
BBBBB
