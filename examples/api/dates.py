import json
from urllib.request import urlopen

address = "http://127.0.0.1:8000/api/v1/events/?from=2024-05&to=2025&page_size=200"
for asked in (address, address + "&possible=true"):
    with urlopen(asked) as answer:
        print(len(json.load(answer)["results"]), "events:", asked)
