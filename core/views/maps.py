"""What maps fetch."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from core.maps import boundaries as own_boundaries


@require_safe
def boundaries(request):
    """The town's boundaries as GeoJSON; without a file of them, no area."""
    content = own_boundaries() or {"type": "FeatureCollection", "features": []}
    return JsonResponse(content, headers={"Cache-Control": "private, max-age=3600"})
