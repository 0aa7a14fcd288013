 #
 #
 #
 #

XX XXXXXXXXXXXXXXXXXXXXXXXXX
BB BBBBBBBBBBBBBB
  XX XXXXXXXXXXXXXXXXX
     gettext(u'%(percent)s%% of the recorded days: %(same)s of %(recorded)s.') 
      SSSSSSSSSSSSS SS SSS SSSSSSSS SSSSS SSSSSSSS SS SSSSSSSSSSSSS
    
    BB BBBBBBBBBB
       ngettext(u'%(n)s later.', u'%(n)s later.', count) 
        SSSSS SSSSSS
      
        PPPPP PPPPPP
      
    BBBBB
    BB BBBBBBBBBB
       ngettext(u'%(n)s without a record.', u'%(n)s without a record.', count) 
        SSSSS SSSSSSS S SSSSSSS
      
        PPPPP PPPPPPP P PPPPPPP
      
    BBBBB
  XXXX
BBBBB
