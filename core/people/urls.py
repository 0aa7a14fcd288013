"""The addresses of people and posts, below settings/people/."""

from django.urls import path

from core.views import leaving, people

urlpatterns = [
    path("", people.PersonList.as_view(), name="people"),
    path("new/", people.new, name="person_new"),
    path("import/", people.bring_in, name="people_import"),
    path("slips/", people.slips, name="password_slips"),
    path("leavings/<int:pk>/", leaving.leaving, name="leaving"),
    path("leavings/<int:pk>/now/", leaving.now, name="leaving_now"),
    path("leavings/<int:pk>/withdraw/", leaving.withdraw, name="leaving_withdraw"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/edit/", people.edit, name="person_edit"),
    path("<int:pk>/posts/new/", people.post_new, name="post_new"),
    path("<int:pk>/posts/<int:post_pk>/end/", people.post_end, name="post_end"),
    path("<int:pk>/password/", people.password, name="person_password"),
    path("<int:pk>/unlock/", people.unlock_account, name="person_unlock"),
    path("<int:pk>/again/", people.again, name="person_again"),
    path("<int:pk>/leave/", leaving.leave, name="person_leave"),
]
