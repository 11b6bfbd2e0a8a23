import json
from urllib.parse import urlencode
from urllib.request import urlopen

filters = {"pair": ["KZ-PK"], "ordering": "date"}
address = "http://127.0.0.1:8000/api/v1/events/?" + urlencode(filters, doseq=True)
with urlopen(address) as answer:
    for event in json.load(answer)["results"]:
        print(event["date"]["text"], event["title"], sep=": ")
