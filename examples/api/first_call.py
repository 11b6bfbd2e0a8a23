import json
from urllib.request import urlopen

with urlopen("http://127.0.0.1:8000/api/v1/events/munir-kazakhstan-visit/") as answer:
    event = json.load(answer)
print(event["title"], event["date"]["text"], sep=": ")
for source in event["sources"]:
    print(source["publisher"], source["url"])
