"""Map the baseline's addresses."""

from rest_framework.routers import DefaultRouter

from bench.baseline.views import Events

router = DefaultRouter()
router.register("events", Events, basename="event")
urlpatterns = router.urls
