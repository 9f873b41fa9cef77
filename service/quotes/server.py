"""gunicorn with the service, in this process: what `quotes serve` runs."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication

from quotes import gunicorn_conf


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn's arbiter with the settings of gunicorn_conf.py.

    Unlike the command `gunicorn` it puts the working directory on no import path: wherever an installed `quotes serve`
    is started, no file there takes the place of a package.
    """

    def load_config(self) -> None:
        """Take over every setting of gunicorn's that the module gunicorn_conf holds."""
        for name, value in vars(gunicorn_conf).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Make the application; in each worker, since a process forked after torch has run hangs."""
        from quotes.app import create_app

        return create_app()
