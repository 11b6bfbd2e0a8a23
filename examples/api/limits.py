import json
import time
from urllib.error import HTTPError
from urllib.request import urlopen


def ask(address):
    while True:
        try:
            with urlopen(address) as answer:
                return json.load(answer)
        except HTTPError as refusal:
            if refusal.code not in (429, 503):
                raise
            time.sleep(int(refusal.headers.get("Retry-After", 30)))


print(len(ask("http://127.0.0.1:8000/api/v1/events/")["results"]), "events")
