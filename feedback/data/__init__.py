"""Data on its way in and out: files people bring, files they take along, and figures by mail.

imports/   a file is staged line by line and checked, then taken over as a whole or not at all
exports/   chats as a sealed file, the rest as tables the importers read back
digest/    figures by mail, for whoever asked for them
"""
