"""Where the pages of the workspace are. Every name here has its rule in tests/guards/url_rules.py."""

from django.urls import URLPattern

app_name = "negotiations"

urlpatterns: list[URLPattern] = []
