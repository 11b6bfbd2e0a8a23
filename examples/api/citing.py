import json
from urllib.request import urlopen

with urlopen("http://127.0.0.1:8000/api/v1/events/munir-kazakhstan-visit/versions/") as answer:
    newest, *older = json.load(answer)["results"]
print("Version", newest["version"], "of", newest["published_at"][:10], newest["url"])
for edition in older:
    print("before:", edition["version"], edition["change"]["kind"], edition["url"])
