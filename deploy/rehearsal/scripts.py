"""What is run inside the image to try it: small programs and shell lines."""

WAIT = """
import sys, time, urllib.request, urllib.error
while True:
    try:
        urllib.request.urlopen("http://127.0.0.1:8642/readyz", timeout=2).close()
        sys.exit()
    except (urllib.error.URLError, OSError):
        time.sleep(0.02)
"""
READ = """
import sys, time, urllib.request
for _ in range(200):
    numbers = urllib.request.urlopen("http://127.0.0.1:8642/metrics", timeout=2).read()
    if b'outcome="document"} 1.0' in numbers:
        sys.exit()
    time.sleep(0.1)
sys.exit("in 20 seconds no feed was read")
"""
ONCE_TOLD = 'until [ -e /data/go ]; do sleep 0.02; done; rm -f /data/go; exec "$@"'
LISTENING = """
import socket, sys, time
while socket.socket().connect_ex(("127.0.0.1", int(sys.argv[1]))):
    time.sleep(0.02)
"""
UNCOMPILED = """
import pathlib
for source in pathlib.Path("/opt/sequelwatch/lib").rglob("*.py"):
    if not any((source.parent / "__pycache__").glob(source.stem + ".*.pyc")):
        print(source)
"""
LEFT_OVER = """
for tool in gcc cc strip pip pip3 git hatchling; do command -v $tool; done
find /var/lib/apt/lists /var/cache/apt /root /tmp /src -type f ! -name .bashrc ! -name .profile 2>/dev/null
find / -xdev -type f -perm -0002 2>/dev/null
"""
TO_WRITE = """
for file in /x /app/x /opt/sequelwatch/x /tmp/x /etc/x; do (: > $file) 2>/dev/null && echo $file; done
: > /data/x && id -u
"""

LOADS = """
import importlib, pathlib, sys
import psycopg  # before its compiled part
site = next(pathlib.Path(place) for place in sys.path if place.endswith("site-packages"))
ours = [path for path in site.glob("bot/**/*.py") if "migrations" not in path.parts and path.stem != "__main__"]
parts = [*ours, *(path for path in site.rglob("*.so") if not path.parts[len(site.parts)].endswith(".libs"))]
for path in parts:
    name = ".".join(path.relative_to(site).with_name(path.name.split(".")[0]).parts)
    importlib.import_module(name.removesuffix(".__init__"))
print(len(parts))
"""
