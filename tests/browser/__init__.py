"""Tests in a real browser, where one is found."""
