"""The Django project: settings, servers, start-up. It knows no word of the domain."""
