import json
from urllib.request import urlopen

address = "http://127.0.0.1:8000/api/v1/events/?page_size=200"
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    for event in page["results"]:
        print(event["date"]["edtf"], event["slug"])
    address = page["next"]
