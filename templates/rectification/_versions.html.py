 #
 #
 #
 #

XXXX XXXXXXXXXXXXX XXXXX XXXXXXXXXXXXX
  BBBB BBBBBBBBB
  XXXXX
    XXX gettext(u'Somebody else changed this task in the meantime.') XXXX
    XXXX
    BB BBBBBBBBBBBBBB
       gettext(u'Nothing was saved yet. Compare both versions; change yours below if you like, then send it again.') 
    BBBB
       gettext(u"The task is '%(state)s' by now, so this step isn't possible any more. What you typed still stands here; copy what you need.") 
        SSS SSSS SS SSSSSSSSSSS SS SSSS SS SSSS SSSS SSSSS SSSSSSSS SSS SSSSS SSSS SSS SSSSS SSSSS SSSSSS SSSSS SSSS SSSS SSS SSSSS
      
    BBBBB
  XXXXXX
XXXXXX
XXXX XXXXXXXXXXXXXXX XXXXXX
  XXXXX
    XX XXXXXXXXXXXX XXXXXXX gettext(u'What you typed') XXXX
    XXXXBBB BBBBBB BBBB BB BBBBBBBBBBXXXXXXXXXXXXXFFFFFFFFFFFFXXXXXBBBBBXXXX gettext(u'nothing yet') XXXXXBBBBBBXXXXX
  XXXXXX
  XXXXX
    XX XXXXXXXXXXXX XXXXXXX gettext(u'What was saved in the meantime') XXXX
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBB
    XXXXX XXXXXXXX gettext(u'Keep what was saved, and look at the task') XXXXXXXX
  XXXXXX
XXXXXX
