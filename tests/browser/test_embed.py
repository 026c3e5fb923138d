"""A page of another site shows an exhibit: its parts open there, its links lead out of it; a third site cannot."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.browser.conftest import serving


@contextmanager
def other_site(source):
    """Serve a page with a frame; `source` is a list whose only member is set later. Gives the port."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{source[0]}" width="700" height="500"></iframe>'.encode())

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_an_exhibit_stands_in_the_page_of_a_site_that_may_and_in_no_other(browser, tmp_path):
    source = [""]
    with (
        other_site(source) as port,
        serving(tmp_path, INNOVATION_EMBED=f"http://127.0.0.1:{port}") as site,
        browser.new_context(locale="zh-CN") as session,
    ):
        source[0] = f"{site}/embed/goals/ways"
        page = session.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        frame = page.frame_locator("iframe")
        frame.locator("#ways .track").first.wait_for()
        frame.locator("#ways .as-table summary").click()
        frame.locator("#sort-ways-table-8").click()
        frame.locator("#ways .as-table th[aria-sort=descending]").wait_for()
        assert frame.locator("#strip").is_hidden()
        page.goto(f"http://localhost:{port}/")  # the same page under another name is another site
        page.wait_for_load_state("networkidle")
        assert frame.locator("#ways").count() == 0
        page.goto(f"http://127.0.0.1:{port}/")
        frame.locator("footer.page-foot a").click()
        page.wait_for_url(lambda url: url.startswith(f"{site}/goals?release=1"))
        page.locator("#page-goals").wait_for()
