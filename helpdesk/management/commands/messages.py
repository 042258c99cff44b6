"""Brings the catalogues in locale/ up to date: `make messages`."""

from typing import Any

from django.core.management.base import BaseCommand

from helpdesk import catalogues


class Command(BaseCommand):
    help = "Finds every text, writes locale/*/LC_MESSAGES/django.po and compiles it to django.mo."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        found = catalogues.extract()
        for language in catalogues.translated_languages():
            catalogue = catalogues.refreshed(language, found)
            path = catalogues.path_of(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(catalogues.as_po(catalogue))
            catalogues.path_of(language, ".mo").write_bytes(catalogues.as_mo(catalogue))
            missing = catalogues.untranslated(catalogue)
            self.stdout.write(f"{language}: {len(catalogue)} texts, {len(missing)} to translate")
            for text in missing if options["verbosity"] > 1 else []:
                self.stdout.write(f"  {text}")
