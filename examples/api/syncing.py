import json
from urllib.request import urlopen

documents, since, more = {}, 0, True  # keep documents and since together, and go on from there
while more:
    with urlopen(f"http://127.0.0.1:8000/api/v1/changes/?since={since}&page_size=200") as answer:
        page = json.load(answer)
    for edition in page["results"]:
        key = (edition["type"], edition["slug"])
        documents.pop(key, None)
        if edition["state"] == "published" and edition["document"]:
            documents[key] = edition["document"]
        since = edition["serial"]
    more = page["next"] is not None
print(len(documents), "records at serial", since)
