"""Photographs of projects: sent, shown with what they say, told of anew, withdrawn."""
