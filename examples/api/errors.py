import json
from urllib.error import HTTPError
from urllib.request import urlopen

try:
    urlopen("http://127.0.0.1:8000/api/v1/events/?from=yesterday")
except HTTPError as refusal:
    problem = json.load(refusal)
    print(problem["status"], problem["title"])
    for error in problem["errors"]:
        print(error["sentence"])
