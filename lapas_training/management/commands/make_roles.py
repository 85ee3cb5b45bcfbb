"""Make the owner, the application's role and the database on a server that has none of them."""

import psycopg
from django.conf import settings
from django.core.management import BaseCommand

from lapas_training import env
from lapas_training.roles import make_roles


class Command(BaseCommand):
    help = "Make both roles and the database that DATABASE_URL and DATABASE_OWNER_URL name, as DATABASE_ADMIN_URL."
    requires_system_checks = ()

    def handle(self, **options):
        admin = env.database("DATABASE_ADMIN_URL")
        if not (admin and env.database("DATABASE_URL") and env.database("DATABASE_OWNER_URL")):
            env.refuse("This needs DATABASE_ADMIN_URL, DATABASE_URL and DATABASE_OWNER_URL.")
        app, owner = settings.DATABASES["default"], settings.DATABASE_OWNER
        if app["USER"] == owner["USER"]:
            env.refuse("DATABASE_URL and DATABASE_OWNER_URL must name two different roles.")
        address = {"host": admin["HOST"], "port": admin["PORT"], "user": admin["USER"], "password": admin["PASSWORD"]}
        given = {key: value for key, value in address.items() if value} | admin["OPTIONS"]
        try:
            with psycopg.connect(dbname=admin["NAME"], autocommit=True, **given) as connection:
                make_roles(
                    connection,
                    database=app["NAME"],
                    owner=(owner["USER"], owner["PASSWORD"] or None),
                    app=(app["USER"], app["PASSWORD"] or None),
                )
        except psycopg.OperationalError as error:
            env.refuse(f"The server does not answer: {str(error).strip().splitlines()[0]}")
        self.stdout.write(f"The database {app['NAME']} is {owner['USER']}’s, and {app['USER']} may use it.")
