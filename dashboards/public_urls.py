"""The residents' pages. Mounted at /public/, before the reports; the names have no namespace, so that every floor may use them."""

from django.urls import path

from dashboards.views import public

urlpatterns = [
    path("", public.home, name="public"),
    path("results/", public.results, name="public_results"),
    path("results/<int:year>/", public.results, name="public_results_year"),
    path("results/<int:year>/<int:pk>/", public.results, name="public_round"),
    path("honours/", public.honours, name="public_honours"),
    path("honours/<int:year>/", public.honours, name="public_honours_year"),
    path("activities/", public.activities, name="public_activities"),
    path("activities/<int:year>/", public.activities, name="public_activities_year"),
    path("photos/<int:report>/<uuid:key>/", public.photo, name="public_shown_photo"),
    path("language/", public.language, name="public_language"),
]
