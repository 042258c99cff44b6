"""An address book without an address: what a company's pages are to everybody outside it."""

urlpatterns: list = []
