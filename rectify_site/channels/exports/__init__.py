"""What an office takes out by ``export``: Word, articles for 公众号 and portals, PDF, the sheet for the press.

They stand apart from the channels of a site, so that a build does not load what only they need.
"""
