"""The release build of the server on a free port with a data folder of its own, and Microsoft's client pointed at it."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from kiota_abstractions.authentication import AccessTokenProvider, AllowedHostsValidator, BaseBearerTokenAuthenticationProvider
from msgraph_beta import GraphRequestAdapter, GraphServiceClient

BINARY = os.environ.get("POMONA_BINARY", str(Path(__file__).parents[2] / "target/release/pomona"))
BASE_PATH = "/portal/apple"


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    data: Path

    def token(self, scope: str) -> str:
        """A bearer token that `pomona token create` made."""
        words = [BINARY, "token", "create", "--data", str(self.data), "--name", f"interop-{scope}", "--scope", scope]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


class FixedToken(AccessTokenProvider):
    """Gives Microsoft's client the token of our server."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def get_authorization_token(self, uri, additional_authentication_context=None) -> str:
        return self._token

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        return AllowedHostsValidator([])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz") as answer:
            return answer.status == 200
    except urllib.error.URLError:
        return False


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The server with the sample organization."""
    data = tmp_path_factory.mktemp("data")
    address = f"127.0.0.1:{free_port()}"
    url = f"http://{address}{BASE_PATH}"
    words = [BINARY, "serve", "--addr", address, "--data", str(data), "--base-path", BASE_PATH]
    words += ["--organization", "Contoso", "--sample-data"]
    with open(data / "server.log", "w") as log:
        process = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + 20
        while not is_ready(url):
            assert process.poll() is None and time.monotonic() < deadline, (data / "server.log").read_text()
            time.sleep(0.05)
        yield Server(url, data)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def token(server) -> str:
    """A token that may write."""
    return server.token("write")


def client(server: Server, token: str) -> GraphServiceClient:
    """Microsoft's client, as its documentation makes one, but for the address."""
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(FixedToken(token)))
    adapter.base_url = f"{server.url}/graph/beta"
    return GraphServiceClient(request_adapter=adapter)


@pytest.fixture
def graph(server, token) -> GraphServiceClient:
    """Microsoft's client with a token that may write."""
    return client(server, token)


@pytest.fixture
def anyio_backend() -> str:
    """The client runs on asyncio alone."""
    return "asyncio"
