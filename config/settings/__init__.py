"""base holds what is true everywhere; dev, test and prod hold the rest. DJANGO_SETTINGS_MODULE chooses."""
