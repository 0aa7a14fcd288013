"""The product as a WSGI application, for granian or any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from config.checks import refuse_insecure_start
from config.lifeline import end_with_the_server
from core.running.metric_files import forget_ended_processes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
refuse_insecure_start()
forget_ended_processes()
end_with_the_server()
