"""A reader of a crowd, for locust: looks at another page, or changes a filter, every five seconds.

Locust reads this file in a process of its own (`tests.trust.crowd`); nothing here imports it, as it changes the sockets
of whoever does.
"""

import random

from locust import FastHttpUser, constant_pacing, task

from tests.trust.crowd import ADDRESSES, EVERY_SECONDS, PATIENCE_IN_SECONDS

chance = random.Random(20261127)  # noqa: S311 - the same each time


class Reader(FastHttpUser):
    """Somebody with a browser."""

    wait_time = constant_pacing(EVERY_SECONDS)
    connection_timeout = network_timeout = PATIENCE_IN_SECONDS

    @task
    def change(self):
        """Look at another page, or at one with another filter."""
        self.client.get(chance.choice(ADDRESSES), headers={"Accept-Encoding": "br"}, name="change")
