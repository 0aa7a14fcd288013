 #
 #
 #
 #

 gettext(u'Same day %(same)s, later %(late)s, without a record %(gaps)s; %(loads)s truckloads.') 
  SSSS SSS SSSSSSSSS SSSSS SSSSSSSSS SSSSSSS S SSSSSS SSSSSSSSS SSSSSSSSS SSSSSSSSSSS

