"""The nouns of rectification, and the state machine they live by. No disk, no clock, no words for people.

Every noun is a frozen pydantic model with tuples, so that what was signed cannot change behind our back.
"""
