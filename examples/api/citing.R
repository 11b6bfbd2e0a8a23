library(jsonlite)

editions <- fromJSON("http://127.0.0.1:8000/api/v1/events/munir-kazakhstan-visit/versions/")$results
print(data.frame(version = editions$version, change = editions$change$kind, url = editions$url))
